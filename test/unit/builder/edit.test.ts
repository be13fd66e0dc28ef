import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builderEdit } from '../../../server/src/core/builder/edit.ts';
import type { BuilderChange } from '../../../server/src/core/builder/change.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { applyEdits } from '../../../server/src/core/text.ts';

/** The text after a click; or why there is none, in brackets. */
function clicked(text: string, change: BuilderChange, kind: PolicyKind = 'custom-1.1'): string {
  const result = builderEdit(readDocument(text, { kind }), change);
  return 'problem' in result ? `[${toPlain(result.problem, english)}]` : applyEdits(text, result.edits);
}

interface Case {
  readonly name: string;
  readonly before: string;
  readonly change: BuilderChange;
  readonly after: string;
  readonly kind?: PolicyKind;
}

const add = (...values: string[]): BuilderChange => ({ kind: 'add-strings', statement: 0, element: 'action', values });
const remove = (...values: string[]): BuilderChange => ({ kind: 'remove-strings', statement: 0, element: 'action', values });
const resource = (...values: string[]): BuilderChange => ({ kind: 'add-strings', statement: 0, element: 'resource', values });

/** `statement` as the only one of a policy in one line each. */
const around = (statement: string): string => `{\n  "Version": "1.1",\n  "Statement": [\n    ${statement}\n  ]\n}\n`;

const cases: readonly Case[] = [
  {
    name: 'an action goes to those of its type, in a line of its own',
    before: around('{\n      "Effect": "Allow",\n      "Action": [\n        "modelarts:notebook:get",\n        "obs:bucket:HeadBucket"\n      ]\n    }'),
    change: add('modelarts:notebook:create'),
    after: around('{\n      "Effect": "Allow",\n      "Action": [\n        "modelarts:notebook:get",\n        "modelarts:notebook:create",\n        "obs:bucket:HeadBucket"\n      ]\n    }'),
  },
  { name: 'a list in one line stays in one line', before: around('{ "Effect": "Allow", "Action": ["a:b:c"] }'), change: add('a:b:d', 'a:b:e'), after: around('{ "Effect": "Allow", "Action": ["a:b:c", "a:b:d", "a:b:e"] }') },
  { name: 'lines end as they do', before: '{\r\n\t"Statement": [\r\n\t\t{\r\n\t\t\t"Effect": "Allow",\r\n\t\t\t"Action": [\r\n\t\t\t\t"a:b:c"\r\n\t\t\t]\r\n\t\t}\r\n\t]\r\n}', change: add('a:b:d'), after: '{\r\n\t"Statement": [\r\n\t\t{\r\n\t\t\t"Effect": "Allow",\r\n\t\t\t"Action": [\r\n\t\t\t\t"a:b:c",\r\n\t\t\t\t"a:b:d"\r\n\t\t\t]\r\n\t\t}\r\n\t]\r\n}' },
  { name: 'an empty list gets lines', before: around('{\n      "Effect": "Allow",\n      "Action": []\n    }'), change: add('a:b:c'), after: around('{\n      "Effect": "Allow",\n      "Action": [\n        "a:b:c"\n      ]\n    }') },
  { name: 'a string becomes a list', before: around('{ "Effect": "Allow", "Action": "a:b:c" }'), change: add('a:b:d'), after: around('{ "Effect": "Allow", "Action": ["a:b:c", "a:b:d"] }') },
  { name: 'a missing Action is written behind Effect', before: around('{\n      "Effect": "Allow"\n    }'), change: add('a:b:c'), after: around('{\n      "Effect": "Allow",\n      "Action": [\n        "a:b:c"\n      ]\n    }') },
  { name: 'the first of a list goes', before: around('{ "Effect": "Allow", "Action": ["a:b:c", "a:b:d", "a:b:e"] }'), change: remove('a:b:c', 'A:B:D'), after: around('{ "Effect": "Allow", "Action": ["a:b:e"] }') },
  { name: 'the last of a list goes', before: around('{ "Effect": "Allow", "Action": ["a:b:c", "a:b:d", "a:b:e"] }'), change: remove('a:b:e'), after: around('{ "Effect": "Allow", "Action": ["a:b:c", "a:b:d"] }') },
  { name: 'all of a list go, the list stays', before: around('{ "Effect": "Allow", "Action": ["a:b:c", "a:b:d"] }'), change: remove('a:b:c', 'a:b:d'), after: around('{ "Effect": "Allow", "Action": [] }') },
  { name: 'what is there already is not written again', before: around('{ "Effect": "Allow", "Action": ["a:b:c"] }'), change: add('A:b:C'), after: around('{ "Effect": "Allow", "Action": ["a:b:c"] }') },
  { name: 'what is no action is refused', before: around('{ "Effect": "Allow", "Action": ["a:b:c"] }'), change: add('a:b'), after: '["a:b" is no action. An action has three parts: "modelarts:notebook:create".]' },
  { name: 'what is no resource is refused', before: around('{ "Effect": "Allow", "Action": ["a:b:c"] }'), change: resource('mine'), after: '["mine" is no resource. A resource has five parts: "modelarts:*:*:notebook:*".]' },
  { name: 'a resource is written behind Action', before: around('{\n      "Effect": "Allow",\n      "Action": ["a:b:c"]\n    }'), change: resource('a:*:*:b:*'), after: around('{\n      "Effect": "Allow",\n      "Action": ["a:b:c"],\n      "Resource": ["a:*:*:b:*"]\n    }') },
  { name: 'the last resource takes the element with it', before: around('{ "Effect": "Allow", "Action": ["a:b:c"], "Resource": ["a:*:*:b:*"] }'), change: { kind: 'remove-strings', statement: 0, element: 'resource', values: ['a:*:*:b:*'] }, after: around('{ "Effect": "Allow", "Action": ["a:b:c"] }') },
  { name: 'an agency is written into the list of its object', before: around('{ "Effect": "Allow", "Action": ["iam:agencies:assume"], "Resource": { "uri": ["/iam/agencies/1"] } }'), change: resource('/iam/agencies/2'), after: around('{ "Effect": "Allow", "Action": ["iam:agencies:assume"], "Resource": { "uri": ["/iam/agencies/1", "/iam/agencies/2"] } }') },
  { name: 'Effect changes one word', before: around('{ "Effect": "Allow", "Action": ["a:b:c"] }'), change: { kind: 'set-effect', statement: 0, value: 'Deny' }, after: around('{ "Effect": "Deny", "Action": ["a:b:c"] }') },
  { name: 'a missing Effect is written first', before: around('{\n      "Action": ["a:b:c"]\n    }'), change: { kind: 'set-effect', statement: 0, value: 'Deny' }, after: around('{\n      "Effect": "Deny",\n      "Action": ["a:b:c"]\n    }') },
  { name: 'a first condition', before: around('{\n      "Effect": "Allow",\n      "Action": [\n        "a:b:c"\n      ]\n    }'), change: { kind: 'add-condition', statement: 0, operator: 'StringEquals', key: 'g:UserName', values: ['ann'] }, after: around('{\n      "Effect": "Allow",\n      "Action": [\n        "a:b:c"\n      ],\n      "Condition": {\n        "StringEquals": {\n          "g:UserName": [\n            "ann"\n          ]\n        }\n      }\n    }') },
  { name: 'a second key under an operator', before: around('{ "Effect": "Allow", "Action": ["a:b:c"], "Condition": { "StringEquals": { "g:UserName": ["ann"] } } }'), change: { kind: 'add-condition', statement: 0, operator: 'StringEquals', key: 'g:UserId', values: ['1', '2'] }, after: around('{ "Effect": "Allow", "Action": ["a:b:c"], "Condition": { "StringEquals": { "g:UserName": ["ann"], "g:UserId": ["1", "2"] } } }') },
  { name: 'a value more', before: around('{ "Effect": "Allow", "Action": ["a:b:c"], "Condition": { "StringEquals": { "g:UserName": "ann" } } }'), change: { kind: 'add-value', statement: 0, operator: 'StringEquals', key: 'g:UserName', value: 'b"o' }, after: around('{ "Effect": "Allow", "Action": ["a:b:c"], "Condition": { "StringEquals": { "g:UserName": ["ann", "b\\"o"] } } }') },
  { name: 'the last value takes the condition with it', before: around('{ "Effect": "Allow", "Action": ["a:b:c"], "Condition": { "StringEquals": { "g:UserName": ["ann"] } } }'), change: { kind: 'remove-value', statement: 0, operator: 'StringEquals', key: 'g:UserName', value: 'ann' }, after: around('{ "Effect": "Allow", "Action": ["a:b:c"] }') },
  { name: 'an operator is written anew in its place', before: around('{ "Effect": "Allow", "Action": ["a:b:c"], "Condition": { "StringEquals": { "g:UserName": ["ann"] } } }'), change: { kind: 'set-operator', statement: 0, operator: 'StringEquals', key: 'g:UserName', to: 'StringMatch' }, after: around('{ "Effect": "Allow", "Action": ["a:b:c"], "Condition": { "StringMatch": { "g:UserName": ["ann"] } } }') },
  { name: 'one key of two gets another operator', before: around('{ "Effect": "Allow", "Action": ["a:b:c"], "Condition": { "StringEquals": { "g:UserName": ["ann"], "g:UserId": ["1"] } } }'), change: { kind: 'set-operator', statement: 0, operator: 'StringEquals', key: 'g:UserName', to: 'StringMatch' }, after: around('{ "Effect": "Allow", "Action": ["a:b:c"], "Condition": { "StringEquals": { "g:UserId": ["1"] }, "StringMatch": { "g:UserName": ["ann"] } } }') },
  { name: 'a principal', kind: 'trust-5.0', before: around('{ "Principal": {}, "Effect": "Allow", "Action": ["sts:agencies:assume"] }'), change: { kind: 'add-principal', statement: 0, principal: 'Service', value: 'service.ModelArts' }, after: around('{ "Principal": {\n      "Service": ["service.ModelArts"]\n    }, "Effect": "Allow", "Action": ["sts:agencies:assume"] }') },
  { name: 'all but the listed', kind: 'identity-5.0', before: around('{ "Effect": "Deny", "Action": ["a:b:c"] }'), change: { kind: 'set-negated', statement: 0, element: 'action', negated: true }, after: around('{ "Effect": "Deny", "NotAction": ["a:b:c"] }') },
  { name: 'a statement more', before: around('{\n      "Effect": "Allow",\n      "Action": [\n        "a:b:c"\n      ]\n    }'), change: { kind: 'add-statement', effect: 'Deny' }, after: around('{\n      "Effect": "Allow",\n      "Action": [\n        "a:b:c"\n      ]\n    },\n    {\n      "Effect": "Deny",\n      "Action": []\n    }') },
  { name: 'the first statement of a text without any', kind: 'identity-5.0', before: '', change: { kind: 'add-statement', effect: 'Allow' }, after: '{\n  "Version": "5.0",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": [],\n      "Resource": [\n        "*"\n      ]\n    }\n  ]\n}\n' },
  { name: 'statements change places', before: around('{ "Effect": "Allow", "Action": ["a:b:c"] },\n    {"Effect":"Deny","Action":["x:y:z"]}'), change: { kind: 'move-statement', statement: 0, by: 1 }, after: around('{"Effect":"Deny","Action":["x:y:z"]},\n    { "Effect": "Allow", "Action": ["a:b:c"] }') },
  { name: 'a copy is as it was', before: around('{ "Effect":  "Allow", "Action": ["a:b:c"] }'), change: { kind: 'duplicate-statement', statement: 0 }, after: around('{ "Effect":  "Allow", "Action": ["a:b:c"] },\n    { "Effect":  "Allow", "Action": ["a:b:c"] }') },
  { name: 'a copy has a name of its own', kind: 'identity-5.0', before: around('{ "Sid": "s", "Effect": "Allow" },\n    { "Sid": "s2", "Effect": "Deny" }'), change: { kind: 'duplicate-statement', statement: 0 }, after: around('{ "Sid": "s", "Effect": "Allow" },\n    { "Sid": "s3", "Effect": "Allow" },\n    { "Sid": "s2", "Effect": "Deny" }') },
  { name: 'an empty object gets its version', before: '{}', change: { kind: 'add-statement', effect: 'Allow' }, after: '{\n  "Version": "1.1",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": []\n    }\n  ]\n}' },
  { name: 'a policy that has its version keeps it', kind: 'identity-5.0', before: '{\n  "Version": "5.0"\n}', change: { kind: 'add-statement', effect: 'Deny' }, after: '{\n  "Version": "5.0",\n  "Statement": [\n    {\n      "Effect": "Deny",\n      "Action": [],\n      "Resource": [\n        "*"\n      ]\n    }\n  ]\n}' },
  { name: 'a statement goes', before: around('{ "Effect": "Allow", "Action": ["a:b:c"] },\n    {"Effect":"Deny","Action":["x:y:z"]}'), change: { kind: 'remove-statement', statement: 1 }, after: around('{ "Effect": "Allow", "Action": ["a:b:c"] }') },
  { name: 'comments stay', before: around('{ "Effect": "Allow", /* why */ "Action": ["a:b:c", // first\n "a:b:d"] }'), change: add('a:b:e'), after: around('{ "Effect": "Allow", /* why */ "Action": ["a:b:c", // first\n "a:b:d",\n "a:b:e"] }') },
  { name: 'a comment beside what goes stays', before: around('{ "Effect": "Allow", "Action": ["a:b:c", // first\n "a:b:d"] }'), change: remove('a:b:d'), after: around('{ "Effect": "Allow", "Action": ["a:b:c" // first\n ] }') },
  { name: 'a comment before the next one stays', before: around('{ "Effect": "Allow", "Action": ["a:b:c", /* next */ "a:b:d"] }'), change: remove('a:b:c'), after: around('{ "Effect": "Allow", "Action": [/* next */ "a:b:d"] }') },
  { name: 'a comment stays with the action before the new one, in lines that end with CRLF', before: around('{ "Effect": "Allow", "Action": [\n        "a:b:c" // keep me\n      ] }').replaceAll('\n', '\r\n'), change: add('a:b:d'), after: around('{ "Effect": "Allow", "Action": [\n        "a:b:c", // keep me\n        "a:b:d"\n      ] }').replaceAll('\n', '\r\n') },
  { name: 'a comment stays with the action before the new one', before: around('{ "Effect": "Allow", "Action": [\n        "a:b:c", // keep me\n        "x:y:z"\n      ] }'), change: add('a:b:d', 'a:b:e'), after: around('{ "Effect": "Allow", "Action": [\n        "a:b:c", // keep me\n        "a:b:d",\n        "a:b:e",\n        "x:y:z"\n      ] }') },
  { name: 'the comment of an action goes with it', before: around('{ "Effect": "Allow", "Action": [\n        "a:b:c", // one\n        "a:b:d", // two\n        "x:y:z" // three\n      ] }').replaceAll('\n', '\r\n'), change: remove('a:b:d'), after: around('{ "Effect": "Allow", "Action": [\n        "a:b:c", // one\n        "x:y:z" // three\n      ] }').replaceAll('\n', '\r\n') },
  { name: 'the comment of the last action goes with it', before: around('{ "Effect": "Allow", "Action": [\n        "a:b:c", // one\n        "a:b:d", /* two */\n        "x:y:z" // three\n      ] }'), change: remove('x:y:z', 'a:b:d'), after: around('{ "Effect": "Allow", "Action": [\n        "a:b:c" // one\n      ] }') },
  { name: 'the comment of the first action goes with it', before: around('{ "Effect": "Allow", "Action": [\n        "a:b:c", // one\n        // more\n        "x:y:z"\n      ] }'), change: remove('a:b:c'), after: around('{ "Effect": "Allow", "Action": [\n        // more\n        "x:y:z"\n      ] }') },
  { name: 'a comment behind a statement moves with it', before: around('{ "Effect": "Allow" }, // after first\n    { "Effect": "Deny" }').replaceAll('\n', '\r\n'), change: { kind: 'move-statement', statement: 0, by: 1 }, after: around('{ "Effect": "Deny" },\n    { "Effect": "Allow" } // after first').replaceAll('\n', '\r\n') },
  { name: 'comments behind statements change places', before: around('{ "Effect": "Allow" }, // after first\n    { "Effect": "Deny" } /* after second */'), change: { kind: 'move-statement', statement: 1, by: -1 }, after: around('{ "Effect": "Deny" }, /* after second */\n    { "Effect": "Allow" } // after first') },
  { name: 'a comment behind a statement goes with it', before: around('{ "Effect": "Allow" }, // after first\n    { "Effect": "Deny" } // after second'), change: { kind: 'remove-statement', statement: 1 }, after: around('{ "Effect": "Allow" } // after first') },
  { name: 'a comment behind Effect stays with it', before: around('{\n      "Effect": "Allow" // why\n    }'), change: add('a:b:c'), after: around('{\n      "Effect": "Allow", // why\n      "Action": [\n        "a:b:c"\n      ]\n    }') },
  { name: 'a comment behind a statement stays with it when it is duplicated', before: around('{ "Effect": "Allow" }, // first\n    { "Effect": "Deny" }'), change: { kind: 'duplicate-statement', statement: 0 }, after: around('{ "Effect": "Allow" }, // first\n    { "Effect": "Allow" },\n    { "Effect": "Deny" }') },
  { name: 'an edit that would lose a comment is refused', before: around('{ "Effect": "Allow", "Action": [/* all */ "a:b:c"] }'), change: remove('a:b:c'), after: '[This cannot be changed here without touching something else. Edit it as text.]' },
  { name: 'nothing is changed in a broken text', before: '{"Statement": [{"Effect": "Allow" "Action": []}]}', change: add('a:b:c'), after: '[The text has a syntax error. Nothing can be changed here until it is mended.]' },
  { name: 'a statement that is not shown is not changed', before: around('{ "Effect": "Allow", "Action": ["a:b:c"], "Sid": "x" }'), change: add('a:b:d'), after: '[This kind of policy has no element "Sid".]' },
];

for (const { name, before, change, after, kind } of cases) test(name, () => assert.equal(clicked(before, change, kind), after));

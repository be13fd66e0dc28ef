import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allow, custom, deny, identity, on } from '../../support/policies.ts';
import { findingsIn } from '../../support/rules.ts';

const list = ['modelarts:notebook:list'];
const plain = allow(list);
const tags = Array.from({ length: 9 }, (_, index) => `"g:ResourceTag/t${String(index)}": ["x"]`).join(', ');

/** Texts with all that is found in them: severity, code and underlined text. */
const texts: readonly (readonly [text: string, ...found: readonly string[]])[] = [
  // One finding for one mistake.
  [custom(allow(list, '"Resource": "x"')), 'error wrong-type "x"'],
  [custom('{"Effect": "Allow", "Action": "modelarts:*"}'), 'error wrong-type "modelarts:*"'],
  [custom(allow(list, '"Condition": []')), 'error wrong-type ['],
  [custom(allow(list, '"Resource": {}')), 'error wrong-type {'],
  [custom('{"Effect": "Allow", "Action": {}}'), 'error wrong-type {'],
  [custom(allow(['modelatrs:*:*'])), 'warning unknown-service modelatrs'],
  [custom(allow(['ecs:cloudServers:start'], `"Condition": {"StringEquals": {${tags}}}`)), 'hint tag-condition "g:ResourceTag/t0"'],
  [custom(...['a', 'b'].map((tag) => allow(['ecs:cloudServers:start'], `"Condition": {"StringEquals": {"g:ResourceTag/${tag}": ["x"]}}`))), 'hint tag-condition "g:ResourceTag/a"', 'hint tag-condition "g:ResourceTag/b"'],
  [identity(on('modelartss:*:*:notebook:*')), 'warning unknown-service modelartss'],
  [identity(on('modelarts:*:*:notebooks:*')), 'warning unknown-resource-type notebooks'],
  [custom(allow(['obs:object:GetObject'], '"Resource": ["obs:*:*:object:${g:UserName/*"]')), 'error variable-position ${g:UserName/*'],
  ['{"role": 1}', 'error role-wrapper 1'],
  // Findings are kept through syntax errors.
  [`{"Version": "1.1", "Statement": [${plain}, 7],}`, 'error wrong-type 7', 'error json-syntax ,'],
  [`{"Version": "1.1", "Statement": [${plain}, 7`, 'error wrong-type 7', 'error json-syntax '],
  [`{"Version": "1.1", "Statement": [7 ${plain}]}`, 'error wrong-type 7', 'error json-syntax '],
  // What was read in a list without its braces is not judged, and neither is what is still being typed.
  [`{"Version": "1.1", "Statement": [${plain}, "Effect": "Deny"]}`, 'error json-syntax :', 'error json-syntax '],
  // The beginning of an action is an error with a calm message; an empty string is still being typed.
  ...['', 'm', 'mode', 'modelarts', 'modelarts:', 'modelarts:note', 'modelarts:notebook', 'modelarts:notebook:', 'vpn:gate', 'iec', 'iec:', 'iec:x', 'iec:x:'].map(
    (value): [string, string] => [custom(allow([value])), value === '' ? 'information action-format ""' : `error action-format ${value}`],
  ),
  ...['modelarts:*', 'modelarts:CreateNotebook', 'ecs:RunInstances', 'ListNotebooks', ':notebook', 'a:b:c:', '*'].map((value): [string, string] => [custom(allow([value])), `error action-format ${value}`]),
  // Short prefixes may be services that we do not know; longer ones are questioned.
  [custom(deny(['iec:*:*', 'vis:a:b', 'obss:bucket:x'])), 'information deny-only "Deny"'],
  [custom(allow(['modelatrs:a:b', 'functiongrph:a:b'])), 'warning unknown-service modelatrs', 'warning unknown-service functiongrph'],
  [custom(on('iec:*:*:a:b')), ],
];

for (const [text, ...found] of texts) {
  test(`in ${text}`, () => {
    assert.deepEqual(findingsIn(text).map(({ severity, code, span }) => `${severity} ${code} ${text.slice(span.start, span.end)}`), found);
  });
}

test('in a statement with more unknown names than the language allows the rest is information', () => {
  const names = Array.from({ length: 600 }, (_, index) => `modelarts:notebook:gett${index.toString(36)}`);
  const text = custom(allow([...names, 'modelarts:notebook:creat']));
  const found = findingsIn(text).filter((it) => it.code === 'unknown-action');
  assert.equal(found.length, 601);
  assert.equal(found.at(-1)?.severity, 'information');
  const alone = findingsIn(custom(allow(['modelarts:notebook:creat']))).filter((it) => it.code === 'unknown-action');
  assert.deepEqual(alone.map((it) => it.severity), ['warning']);
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accepts, afterAccepting, completionAt, filled } from '../../support/completion.ts';
import { readCursor } from '../../support/marked.ts';

describe('Accepting', () => {
  const actions = (inside: string): string => `{"Statement": [{"Action": [${inside}]}]}`;

  it('a service goes on to the types', () => {
    accepts(actions('"|"'), 'modelarts', actions('"modelarts:"'));
    assert.equal(completionAt(actions('"|"')).items[0]?.retrigger, true);
  });

  it('a type goes on to the operations, an operation ends', () => {
    accepts(actions('"modelarts:note|"'), 'notebook', actions('"modelarts:notebook:"'));
    accepts(actions('"modelarts:notebook:cr|"'), 'create', actions('"modelarts:notebook:create"'));
    assert.equal(completionAt(actions('"modelarts:notebook:|"')).items.find((it) => it.label === 'create')?.retrigger, undefined);
  });

  it('takes the place of the whole segment, and of nothing else', () => {
    accepts(actions('"modelarts:note|book:create"'), 'pool', actions('"modelarts:pool:create"'));
    accepts(actions('"mod|elarts:notebook:create"'), 'obs', actions('"obs:notebook:create"'));
    accepts(actions('"modelarts:notebook:|create"'), 'delete', actions('"modelarts:notebook:delete"'));
    const { insert, replace } = completionAt(actions('"modelarts:note|book:create"'));
    assert.deepEqual([insert.end - insert.start, replace.end - replace.start], [4, 8]);
  });

  it('adds quotes where there are none', () => {
    accepts(actions('|'), 'modelarts', actions('"modelarts:$0"'));
    accepts(actions('mod|'), 'modelarts', actions('"modelarts:$0"'));
    accepts(actions('modelarts:note|'), 'notebook', actions('"modelarts:notebook:$0"'));
    accepts(actions('modelarts:notebook:|'), 'create', actions('"modelarts:notebook:create"'));
    accepts('{"Statement": [{"Action": |}]}', 'modelarts', '{"Statement": [{"Action": ["modelarts:$0"]}]}');
  });

  it('closes a string that is open', () => {
    accepts('{"Statement": [{"Action": ["modelarts:notebook:cr|', 'create', '{"Statement": [{"Action": ["modelarts:notebook:create"');
    accepts('{"Statement": [{"Action": ["mod|]}]}', 'modelarts', '{"Statement": [{"Action": ["modelarts:$0"]}]}');
  });

  it('adds the commas that are missing', () => {
    accepts(actions('"a:b:c" "|" "d:e:f"'), 'modelarts', actions('"a:b:c", "modelarts:", "d:e:f"'));
    accepts(actions('"a:b:c" modelarts:pool:| "d:e:f"'), 'get', actions('"a:b:c", "modelarts:pool:get", "d:e:f"'));
    accepts('{"Statement": [{"Action": [] "|" "Effect": "Allow"}]}', 'Condition', '{"Statement": [{"Action": [], "Condition": {\n  $0\n}, "Effect": "Allow"}]}');
    accepts('{"Statement": [{"Effect": |\n"Action": []}]}', 'Deny', '{"Statement": [{"Effect": "Deny",\n"Action": []}]}');
    accepts('{"Statement": [{}|{}]}', 'Allow', '{"Statement": [{}, {\n  "Effect": "Allow",\n  "Action": [\n    "$1"\n  ]\n},{}]}');
  });

  it('an element comes with its skeleton', () => {
    accepts('{|}', 'Statement', '{"Statement": [\n  $0\n]}');
    accepts('{\n  "Version": "1.1",\n  "Sta|"\n}', 'Statement', '{\n  "Version": "1.1",\n  "Statement": [\n    $0\n  ]\n}');
    accepts('{"Statement": [{Eff|}]}', 'Effect', '{"Statement": [{"Effect": "${1|Allow,Deny|}"}]}');
  });

  it('only the name where the value is there', () => {
    accepts('{"Statement": [{"Ef|": "Allow"}]}', 'Effect', '{"Statement": [{"Effect": "Allow"}]}');
  });

  it('a key with tab stops for its tag', () => {
    accepts('{"Statement": [{"Condition": {"StringEquals": {"|"}}}]}', 'g:ResourceTag/<tag-key>', '{"Statement": [{"Condition": {"StringEquals": {"g:ResourceTag/${1:tag-key}": [\n  "$2"\n]}}}]}');
    accepts('{"Statement": [{"Condition": {"Bool": {"|"}}}]}', 'g:MFAPresent', '{"Statement": [{"Condition": {"Bool": {"g:MFAPresent": [\n  "${1|true,false|}"\n]}}}]}');
  });

  it('an object comes whole where none is yet', () => {
    accepts('{"Statement": [{"Condition": |}]}', 'StringEquals', '{"Statement": [{"Condition": {\n  "StringEquals": {\n    $0\n  }\n}}]}');
    accepts('{"Statement": [{"Condition": {"Bool": |}}]}', 'g:MFAPresent', '{"Statement": [{"Condition": {"Bool": {\n  "g:MFAPresent": [\n    "${1|true,false|}"\n  ]\n}}}]}');
    accepts('{"Version": "5.0", "Statement": [{"Principal": |}]}', 'Service', '{"Version": "5.0", "Statement": [{"Principal": {\n  "Service": [\n    "$1"\n  ]\n}}]}');
  });

  it('a variable takes the place of what is typed of it', () => {
    const resource = (path: string): string => `{"Statement": [{"Resource": ["obs:*:*:object:${path}"]}]}`;
    accepts(resource('home/${|'), '${g:UserName}', resource('home/${g:UserName}'));
    accepts(resource('home/${g:Us|/x'), '${g:UserName}', resource('home/${g:UserName}/x'));
    accepts(resource('home/${|}/x'), '${g:UserName}', resource('home/${g:UserName}/x'));
    accepts(resource('${g:UserId}/$|{g:DomainName}'), '${g:UserName}', resource('${g:UserId}/${g:UserName}'));
    accepts(resource('${|'), '${g:ResourceTag/<tag-key>}', resource('\\${g:ResourceTag/${1:tag-key}\\}'));
    accepts('{"Statement": [{"Condition": {"StringEquals": {"g:UserName": ["${|', '${g:UserId}', '{"Statement": [{"Condition": {"StringEquals": {"g:UserName": ["${g:UserId}"');
  });

  it('a type of ModelArts 1.1 ends the resource, of other services it goes on', () => {
    accepts('{"Statement": [{"Resource": ["modelarts:*:*:|"]}]}', 'notebook', '{"Statement": [{"Resource": ["modelarts:*:*:notebook:*"]}]}');
    accepts('{"Statement": [{"Resource": ["modelarts:*:*:no|:*"]}]}', 'notebook', '{"Statement": [{"Resource": ["modelarts:*:*:notebook:*"]}]}');
    accepts('{"Statement": [{"Resource": ["obs:*:*:|"]}]}', 'bucket', '{"Statement": [{"Resource": ["obs:*:*:bucket:"]}]}');
    accepts('{"Statement": [{"Resource": ["obs:*:*:object:|"]}]}', '<bucket>/<object-key>', '{"Statement": [{"Resource": ["obs:*:*:object:${1:bucket}/${2:object-key}"]}]}');
    accepts('{"Statement": [{"Action": ["modelarts:pool:get"], "Resource": ["|"]}]}', 'modelarts:*:*:pool:*', '{"Statement": [{"Action": ["modelarts:pool:get"], "Resource": ["modelarts:*:*:pool:*"]}]}');
  });

  it('an operation without a type brings its second colon', () => {
    accepts('{"Version": "5.0", "Statement": [{"Action": ["modelarts:crea|"]}]}', ':createApiKey', '{"Version": "5.0", "Statement": [{"Action": ["modelarts::createApiKey"]}]}');
  });

  // Wherever something is offered in a sound policy, any of it leaves a sound policy.
  const sound = [
    '|',
    '{|}',
    '{"Version": "1.1", |}',
    '{| "Version": "1.1"}',
    '{"Version": |, "Statement": [|]}',
    '{"Version": "1.1", "Statement": [{|}]}',
    '{"Version": "1.1", "Statement": [{"Effect": "Allow" |}, {"Effect": "Deny", "|"}|]}',
    '{"Version": "5.0", "Statement": [{"Effect": "Allow", |"Action": [|]}]}',
    '{"Statement": [{"Action": ["modelarts:pool:get"| , | "|", "modelarts:|", "modelarts:pool:|"]}]}',
    '{"Statement": [{"Resource": [|, "|", "obs:|", "obs:*:|", "obs:*:*:|", "obs:*:*:object:|"]}]}',
    '{"Statement": [{"Condition": {|}}, {"Condition": {"StringEquals": {|}}}, {"Condition": {"|": {"|": [|]}}}, {"Condition": {"Bool": {"g:MFAPresent": |}}}, {"Condition": |}, {"Condition": {"StringMatch": |}}]}',
    '{"Version": "5.0", "Statement": [{"Principal": |, "Resource": ["obs:*:*:object:a${|}"], "Condition": {"StringEquals": {"g:UserName": ["$|", "${|}"]}}}]}',
    '{"Version": "5.0", "Statement": [{"Principal": {|}, "Effect": |}]}',
    '{"role": {|, "policy": {|}}}',
  ];

  for (const marked of sound) {
    it(`leaves JSON: ${marked}`, () => {
      let offered = 0;
      for (const one of oneCursor(marked)) {
        const { text } = readCursor(one);
        const completion = completionAt(one);
        for (const item of completion.items) {
          const after = afterAccepting(text, completion, item);
          const result = item.snippet ? filled(after) : after;
          assert.doesNotThrow(() => JSON.parse(withoutHoles(result)) as unknown, `${item.label} in ${one} makes ${result}`);
          offered++;
        }
      }
      assert.ok(offered > 0);
    });
  }
});

/** The text with one cursor at a time; the other places are filled with something that may stand there. */
function oneCursor(marked: string): string[] {
  const parts = marked.split('|');
  return parts.slice(1).map((_, index) => `${parts.slice(0, index + 1).join('')}|${parts.slice(index + 1).join('')}`);
}

/** Places that are still empty are no fault of the item: `"Effect": ,`, `[ , "a"]`, a name without a value, `{, "a": 1}`. */
function withoutHoles(text: string): string {
  return text
    .replace(/("[^"]*":)\s*(?=[,}\]])/g, '$1 null')
    .replace(/([[{])\s*,/g, '$1')
    .replace(/,\s*(?=[}\]])/g, '')
    .replace(/,\s*,/g, ',')
    .replace(/([{,]\s*)"(?=[}\],]|\s*[}\]])/g, '$1')
    .replace(/([{,]\s*"[^":{}[\]]*")(?=\s*\})/g, '$1: null');
}

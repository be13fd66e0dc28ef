import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BuilderChange } from '../../../server/src/core/builder/change.ts';
import { builderEdit } from '../../../server/src/core/builder/edit.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { catalog } from '../../support/catalog.ts';

const text = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:get"], "Condition": { "Bool": { "g:MFAPresent": ["true"] } } }] }';

function heard(change: BuilderChange): string {
  const result = builderEdit(readDocument(text, { kind: 'custom-1.1' }), change, catalog);
  return toPlain('problem' in result ? result.problem : result.said, english);
}

const add = (operator: string, key: string, ...values: string[]): BuilderChange => ({ kind: 'add-condition', statement: 0, operator, key, values });

const cases: readonly (readonly [BuilderChange, string])[] = [
  [add('Foo', 'g:UserName', 'ann'), '"Foo" is no operator of this kind of policy.'],
  [add('StringEquals', 'poolTyp', 'x'), '"poolTyp" is no condition key. A key has two parts: "g:UserName".'],
  [add('BoolIfExists', 'g:MFAPresent', 'true', 'ja'), '"ja" is no value of BoolIfExists. true or false.'],
  [add('NumberEquals', 'obs:max-keys', 'ten'), '"ten" is no value of NumberEquals. A number, such as 10.'],
  [add('IpAddress', 'g:SourceIp', '10.0.0.1/99'), '"10.0.0.1/99" is no value of IpAddress. An address or a range, such as 192.168.0.0/16.'],
  [add('IpAddress', 'g:SourceIp', '10.0.0.0/8'), 'Condition g:SourceIp added to statement 1.'],
  [add('StringEquals', 'modelarts:poolType', 'x'), 'Condition modelarts:poolType added to statement 1.'],
  [add('ForAnyValue:StringEqualsIfExists', 'g:UserName', 'ann'), 'Condition g:UserName added to statement 1.'],
  [{ kind: 'add-value', statement: 0, operator: 'Bool', key: 'g:MFAPresent', value: 'ja' }, '"ja" is no value of Bool. true or false.'],
  [{ kind: 'set-operator', statement: 0, operator: 'Bool', key: 'g:MFAPresent', to: 'Foo' }, '"Foo" is no operator of this kind of policy.'],
  [{ kind: 'remove-condition', statement: 0, operator: 'Bool', key: 'g:MFAPresent' }, 'Condition g:MFAPresent removed from statement 1.'],
];

for (const [change, expected] of cases) test(JSON.stringify(change), () => assert.equal(heard(change), expected));

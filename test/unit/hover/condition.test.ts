import { test } from 'node:test';
import { chinese, hovers, saysNothing, statement } from './hovers.ts';

const condition = (text: string, version = '1.1'): string => statement(`"Condition": {${text}}`, version);

test('an operator: what it compares, several values, and a key that is not sent', () => {
  hovers(condition('"StringEq|uals": {}'), 'StringEquals', ['**`StringEquals`** · string', 'Equals a listed value\\.', 'With several listed values, one match is enough.', 'Key not sent: not met. Inferred from what `IfExists` does.']);
  hovers(condition('"StringEqualsIf|Exists": {}'), 'StringEqualsIfExists', ['**`StringEqualsIfExists`** · string', 'Equals a listed value\\.', 'With several listed values, one match is enough.', 'Key not sent: counts as met, because of `IfExists`.']);
  hovers(condition('"StringNot|Like": {}'), 'StringNotLike', [
    '**`StringNotLike`** · string',
    'Does not contain it\\.',
    'With several listed values, none of them may match.',
    'Key not sent: not met. Inferred, no source states it, and AWS does it the other way round.',
    'Two readings\\.',
    'Only in older tables of operators.',
  ]);
  hovers(condition('"Nu|ll": {}', '5.0'), 'Null', ['**`Null`** · true or false', 'Absent or present\\.', 'No table of operators of version 5\\.0 could be read. Condition keys of this type exist there.']);
  hovers(condition('"StringNot|Like": {}'), 'StringNotLike', ['**`StringNotLike`** · 字符串', '不包含条件值。', '有多个条件值时，所有值都不能匹配。', '请求不带该条件键：不满足。此为推断，没有文档依据，AWS则相反。', '两种读法。', '仅见于旧版运算符表。'], { reader: chinese });
});

test('prefixes of operators', () => {
  hovers(condition('"For|AnyValue:StringEquals": {}'), 'ForAnyValue:StringEquals', [
    '**`ForAnyValue:StringEquals`** · string',
    'Equals a listed value\\.',
    '`ForAnyValue:`: one value that the request carries is enough.',
    'With several listed values, one match is enough.',
    'Key not sent, or without values: not met.',
  ]);
  hovers(condition('"For|AllValues:StringNotLike": {}', '5.0'), 'ForAllValues:StringNotLike', [
    '**`ForAllValues:StringNotLike`** · string',
    'Does not contain it\\.',
    '`ForAllValues:`: every value that the request carries has to match.',
    'With several listed values, none of them may match.',
    'Key not sent, or without values: counts as met. Inferred, no source states it.',
    'Two readings\\.',
    'Not an operator of version 5\\.0.',
  ]);
  saysNothing(condition('"Numeric|LessThan": {}'));
});

test('a condition key: what it holds and who sends it', () => {
  hovers(condition('"StringEquals": {"g:User|Name": ["x"]}'), 'g:UserName', ['**`g:UserName`** · string · 1\\.1, 5\\.0', 'Name of the caller\\.', 'IAM fills it in for every service.']);
  hovers(condition('"StringEquals": {"G:user|name": ["x"]}', '5.0'), 'G:username', ['**`g:UserName`** · string · 1\\.1, 5\\.0', 'Name of the caller\\.']);
  hovers(condition('"StringEquals": {"g:Tag|Keys": ["x"]}'), 'g:TagKeys', [
    '**`g:TagKeys`** · string · several values · 5\\.0',
    'Keys of tags\\.',
    'Not known as a key of version 1\\.1.',
    'It can hold several values. Put `ForAllValues:` or `ForAnyValue:` before the operator.',
    'No official text could be read about it.',
  ]);
  hovers(condition('"StringEquals": {"modelarts:pool|Type": ["x"]}'), 'modelarts:poolType', [
    '**`modelarts:poolType`** · string · 1\\.1',
    'Kind of pool',
    'Sent by the service `modelarts` only. Elsewhere it counts as not sent.',
    'Known values: `public`',
    'Listed for: `modelarts:pool:create`',
  ]);
  saysNothing(condition('"StringEquals": {"my:ow|n": ["x"]}'));
});

test('values of closed sets', () => {
  hovers(condition('"StringEquals": {"modelarts:poolType": ["pub|lic"]}'), 'public', ['`public` is a value of `modelarts:poolType`.', 'Known values: `public`', 'Kind of pool']);
  hovers(condition('"StringEquals": {"modelarts:poolType": "pri|vate"}'), 'private', ['`private` is not among the known values of `modelarts:poolType`.', 'Known values: `public`', 'Kind of pool']);
  hovers(condition('"Null": {"g:UserName": ["tr|ue"]}'), 'true', ['`true`: the request must not carry `g:UserName`.']);
  hovers(condition('"Null": {"g:UserName": ["fal|se"]}'), 'false', ['`false`: the request must carry `g:UserName`.']);
  saysNothing(condition('"StringEquals": {"g:UserName": ["an|n"]}'));
});

test('policy variables', () => {
  hovers(condition('"StringEquals": {"g:UserName": ["a${g:User|Name}b"]}'), '${g:UserName}', ['**`${g:UserName}`**: takes the value of `g:UserName` from the request.', 'Without that key, or with several values of it, nothing matches.', 'Name of the caller\\.']);
  hovers(condition('"StringEquals": {"g:UserName": ["${ g:username , \'x\'|}"]}'), "${ g:username , 'x'}", [
    "**`${ g:username , 'x'}`**: takes the value of `g:UserName` from the request.",
    'Without that key, or with several values of it, the default after the comma counts.',
    'Name of the caller\\.',
  ]);
  hovers(condition('"StringEquals": {"g:UserName": ["${*|}"]}', '5.0'), '${*}', ['**`${*}`**: the character `*` itself.']);
  saysNothing(condition('"StringEquals": {"g:UserName": ["${g:User|"]}'));
});

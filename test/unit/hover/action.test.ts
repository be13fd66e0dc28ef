import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalog } from '../../support/catalog.ts';
import { chinese, hoverAt, hovers, saysNothing, statement } from './hovers.ts';

const pool = [
  '**`modelarts:pool:create`** · Write · 1\\.1, 5\\.0',
  'Create a pool',
  'Deprecated.',
  'API requests:\n\n- `POST /pools`, also needs `obs:bucket:List`\n- `POST /old`',
  'Condition keys: `modelarts:poolType`',
  'Can be granted for IAM projects, not for enterprise projects.',
  'In version 5\\.0: `modelarts::createPool`',
  'Spelled so\\.',
  'Seen in an example or a guide only, not in a table of permissions.',
  '[Source](https://example.com/pool%281%29)',
];

test('an action: what it allows, asks, needs, and where it is written', () => {
  hovers(statement('"Effect": "Allow", "Action": ["modelarts:pool:cr|eate"]'), '"modelarts:pool:create"', pool);
  hovers(statement('"Effect": "Allow", "Action": "modelarts:pool:create|"'), '"modelarts:pool:create"', pool);
  hovers(statement('"Effect": "Allow", "Action": ["ModelArts:POOL:CREATE|"]'), '"ModelArts:POOL:CREATE"', pool);
});

test('an action in Chinese', () => {
  hovers(
    statement('"Effect": "Allow", "Action": ["modelarts:pool:cr|eate"]'),
    '"modelarts:pool:create"',
    [
      '**`modelarts:pool:create`** · Write · 1\\.1, 5\\.0',
      '创建资源池',
      '已废弃。',
      '对应API接口：\n\n- `POST /pools`，依赖`obs:bucket:List`\n- `POST /old`',
      '条件键：`modelarts:poolType`',
      '支持按IAM项目授权，不支持按企业项目授权。',
      '5\\.0版本中的名称：`modelarts::createPool`',
      '如此拼写。',
      '仅见于示例或指南，不在授权项表中。',
      '[来源](https://example.com/pool%281%29)',
    ],
    { reader: chinese },
  );
});

test('the first segment is the service, the second the resource type', () => {
  const service = ['**`modelarts`** · ModelArts', 'Project-level service: belongs into a policy of type `XA`.', '2 actions known for version 1\\.1.', 'Complete for version 1\\.1, as far as its tables could be read.', 'A policy can be limited to resource types of it, not to single resources.', '[Source](https://example.com/modelarts)'];
  hovers(statement('"Action": ["mod|elarts:pool:create"]'), 'modelarts', service);
  hovers(statement('"Action": ["mod|elarts:pool:*"]'), 'modelarts', service);
  hovers(statement('"Action": ["modelarts:|pool:create"]'), 'pool', [
    '**`pool`** · resource type of ModelArts',
    'Pools',
    '2 known actions in version 1\\.1:\n\n- `modelarts:pool:create`: Create a pool\n- `modelarts:pool:delete`: Delete a pool',
    '[Source](https://example.com/types)',
  ]);
  hovers(statement('"Action": ["modelarts:ta|g:create"]'), 'tag', ['**`tag`** · resource type of ModelArts', 'Tags', 'Deprecated.', 'Not in the table of resource types, but named in actions.', 'No source names an action of it.']);
  hovers(statement('"Action": ["o|bs:bucket:List"]'), 'obs', [
    '**`obs`** · Object Storage Service',
    'Global service: belongs into a policy of type `AX`. Inferred, no source states it.',
    '1 action known for version 1\\.1.',
    'Complete for version 1\\.1, as far as its tables could be read.',
    'A policy can name single resources of it.',
    'Written as:\n\n- `obs:*:*:bucket:<bucket>`',
  ]);
  hovers(statement('"Action": ["obs:buc|ket:List"]'), 'bucket', ['**`bucket`** · resource type of Object Storage Service', '1 known action in version 1\\.1:\n\n- `obs:bucket:List`: List']);
});

test('escapes before it do not move what a segment is', () => {
  hovers(statement('"Action": ["modelart\\u0073:po|ol:create"]'), 'pool', hoverAt(statement('"Action": ["modelarts:po|ol:create"]'))?.says ?? []);
});

test('an action of the other version says so', () => {
  const says = hoverAt(statement('"Action": ["modelarts:pool:del|ete"]', '5.0'))?.says ?? [];
  assert.deepEqual(says, ['**`modelarts:pool:delete`** · 1\\.1', 'Delete a pool', 'Known for version 1\\.1 only. This policy is version 5\\.0.']);
});

test('keys and resource types that only 5.0 has are told in a policy 5.0', () => {
  const said = (version: string): string[] => (hoverAt(statement('"Action": ["modelarts:notebook:cr|eate"]', version), { catalog })?.says ?? []).filter((it) => /^(Condition keys|Resource types)/.test(it));
  assert.deepEqual(said('1.1'), ['Condition keys: `modelarts:poolType`']);
  assert.deepEqual(said('5.0'), ['Condition keys: `g:EnterpriseProjectId`, `g:RequestTag/<tag-key>`, `g:TagKeys`, `modelarts:poolId`, `modelarts:poolType`', 'Resource types: `notebook` (required)']);
  assert.deepEqual(hoverAt(statement('"Action": ["modelarts:pool:cr|eate"]', '5.0'))?.says.filter((it) => /^(Condition keys|Resource types)/.test(it)), ['Resource types: `pool` (required) · `network`']);
});

test('every request and every dependency of an action of ModelArts is named', () => {
  for (const { name, versions, apis, dependsOn, apiDependsOn } of catalog.actions('modelarts')) {
    const says = hoverAt(statement(`"Action": ["${name}|"]`, versions[0]), { catalog })?.says.join('\n') ?? '';
    for (const it of [...apis, ...(apiDependsOn ? Object.values(apiDependsOn).flat() : dependsOn)]) assert.ok(says.includes(`\`${it}\``), `${it} of ${name}`);
  }
});

test('actions of other services have the page that names them, too', () => {
  const source = (name: string): string | undefined => hoverAt(statement(`"Action": ["${name}|"]`), { catalog })?.says.at(-1);
  assert.match(source('ecs:availabilityZones:list') ?? '', /^\[Source\]\(https:\/\/github\.com\/huaweicloudDocs\/ecs\/blob\/bd661adb1107\/cn\.zh-cn\/API%E5[\w%/.-]+\.md\)$/);
  const named = catalog.services.flatMap((it) => catalog.actions(it.name));
  assert.ok(named.filter((it) => it.source).length > named.length * 0.8);
});

test('a wildcard: how many known actions, and which', () => {
  const later = 'Actions that the services add later match as well.';
  hovers(statement('"Action": ["modelarts:pool:|*"]'), '"modelarts:pool:*"', ['**`modelarts:pool:*`** matches 2 known actions:\n\n- `modelarts:pool:create`: Create a pool\n- `modelarts:pool:delete`: Delete a pool', later]);
  hovers(statement('"Action": ["modelarts:pool:del*|"]'), '"modelarts:pool:del*"', ['**`modelarts:pool:del*`** matches 1 known action:\n\n- `modelarts:pool:delete`: Delete a pool', later]);
  hovers(statement('"Action": ["|*:*:*"]'), '"*:*:*"', ['**`*:*:*`** matches 3 known actions:\n\n- `modelarts:pool:create`: Create a pool\n- `modelarts:pool:delete`: Delete a pool\n- `obs:bucket:List`: List', later]);
  hovers(statement('"Action": ["*|"]', '5.0'), '"*"', ['**`*`** matches 2 known actions:\n\n- `modelarts:pool:create`: Create a pool\n- `modelarts::createPool`: Create a pool', later]);
  hovers(statement('"Action": ["modelarts:pool:x|*"]'), '"modelarts:pool:x*"', ['**`modelarts:pool:x*`** matches no known action of version 1\\.1.']);
  saysNothing(statement('"Action": ["modelarts:*| :x"]'));
});

test('long lists are counted', () => {
  const notebook = hoverAt(statement('"Action": ["modelarts:notebook:|*"]'), { catalog })?.says ?? [];
  assert.match(notebook[0] ?? '', /^\*\*`modelarts:notebook:\*`\*\* matches 15 known actions:\n\n(- .+\n){11}- and 4 more$/);
  const all = hoverAt(statement('"Action": ["|*:*:*"]'), { catalog })?.says ?? [];
  assert.match(all[0] ?? '', /matches \d+ known actions:\n\n- `modelarts:\*:\*`: 159\n(- `\w+:\*:\*`: \d+\n){10}- and \d+ more$/);
});

test('what statements of the other Effect do to it', () => {
  const policy = (first: string, second: string): string => `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": [${first}]}, {"Effect": "Deny", "Action": [${second}]}]}`;
  const last = (marked: string): string | undefined => hoverAt(marked)?.says.at(-1);
  assert.equal(last(policy('"modelarts:pool:delete|"', '"modelarts:*:*"')), 'Denied by statement 2, where that applies.');
  assert.equal(last(policy('"modelarts:*:*|"', '"modelarts:pool:delete"')), '1 of them denied by statement 2, where that applies: `modelarts:pool:delete`');
  assert.equal(last(policy('"modelarts:*:*|"', '"*:*:*"')), 'All of them denied by statement 2, where that applies.');
  assert.equal(last(policy('"modelarts:*:*"', '"modelarts:pool:delete|"')), 'Allowed by statement 1, where this Deny does not apply.');
  assert.equal(last(policy('"obs:bucket:List|"', '"modelarts:*:*"')), 'List');
});

test('an unknown ModelArts name is not in the data, which has a date; others are not talked about', () => {
  const unknown = (name: string): string => `\`${name}\` is not in our data of 2026\\-10\\-31. It may be newer than that.`;
  hovers(statement('"Action": ["modelarts:pool:fl|y"]'), '"modelarts:pool:fly"', [unknown('modelarts:pool:fly')]);
  hovers(statement('"Action": ["modelarts:cl|oud:fly"]'), 'cloud', [unknown('cloud')]);
  saysNothing(statement('"Action": ["obs:bucket:fl|y"]'));
  saysNothing(statement('"Action": ["obs:clo|ud:fly"]'));
  saysNothing(statement('"Action": ["nosuch|:a:b"]'));
  saysNothing(statement('"Action": ["modelarts|"]'));
  saysNothing(statement('"Action": ["|"]'));
});

test('text of a policy is shown as code, never as Markdown, HTML or a link', () => {
  const hostile = ['modelarts:pool:[x](command:run)', 'modelarts:pool:<img src=x>', 'modelarts:pool:`]($(x)`', 'modelarts:pool:``**b**', '__proto__:x:y', 'modelarts:pool:\\u0000', 'modelarts:pool:$(run)'];
  for (const value of hostile) {
    const says = hoverAt(statement(`"Action": ["${value}|"]`))?.says.join('\n\n') ?? '';
    const outside = says.replace(/(`+)[^`].*?[^`]\1(?!`)|(`+) .* \2/g, '');
    assert.doesNotMatch(outside, /[<[]|command:|\*\*b|\$\(/, says);
  }
  hovers(statement('"Action": ["modelarts:pool:``x`|"]'), '"modelarts:pool:``x`"', ['``` modelarts:pool:``x` ``` is not in our data of 2026\\-10\\-31. It may be newer than that.']);
});

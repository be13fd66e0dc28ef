import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { hover } from '../../../server/src/core/hover/hover.ts';
import { catalog } from '../../support/catalog.ts';
import { chinese, hoverAt, hovers, saysNothing, statement } from './hovers.ts';

const syntax = '[Policy syntax](https://support.huaweicloud.com/usermanual-iam/iam_01_0019.html)';

test('the elements of a policy, by their names', () => {
  hovers('{"|Version": "1.1"}', 'Version', ['**Version** of the policy language: `1.1` in custom policies, `5.0` in identity policies, trust policies and SCPs, `1.0` in system roles.', syntax]);
  hovers('{"Version": "1.|1"}', '1.1', ['**`1.1`**: a custom or system policy of the roles and policies of IAM. It is attached to user groups and agencies.']);
  hovers('{"Version": "2.|0"}', '2.0', ['IAM knows the versions `1.0`, `1.1` and `5.0`.']);
  hovers('{"Version": "1.1", "Stat|ement": []}', 'Statement', ['**Statement**: the list of what is allowed and denied. The order does not matter: a Deny that applies wins over every Allow.', '1 to 8 statements.', syntax]);
  hovers('{"Version": "5.0", "Stat|ement": []}', 'Statement', ['**Statement**: the list of what is allowed and denied. The order does not matter: a Deny that applies wins over every Allow.']);
});

test('the elements of a statement, by the kind of policy', () => {
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ['1.1', 'Effect', '"Allow"', /^\*\*Effect\*\*/],
    ['1.1', 'Action', '[]', /`service:type:operation`/],
    ['1.1', 'Resource', '[]', /ModelArts accepts the type, but no path/],
    ['5.0', 'Resource', '[]', /all of them\.$/],
    ['1.1', 'Condition', '{}', /when the statement applies/],
    ['1.1', 'NotAction', '[]', /No page about version 1\.1 documents it\.$/],
    ['5.0', 'NotAction', '[]', /later\.$/],
    ['1.1', 'Sid', '"x"', /Policies of version 5\.0 have `Sid`, this one does not\.$/],
    ['5.0', 'Sid', '"x"', /It changes nothing\.$/],
    ['5.0', 'NotResource', '[]', /every resource but these\.$/],
    ['5.0', 'Principal', '{}', /who may assume the agency/],
    ['5.0', 'NotPrincipal', '{}', /everybody but these/],
  ];
  for (const [version, name, value, expected] of cases) {
    const found = hoverAt(statement(`"${name}|": ${value}`, version));
    assert.equal(found?.about, name);
    assert.match(found.says.join('\n'), expected);
  }
  saysNothing(statement('"Foo|": 1'));
  saysNothing(statement('"__proto__|": 1'));
});

test('SCPs have rules of their own', () => {
  const asked = { fileName: 'x.scp.json' };
  hovers(statement('"Effect": "Allow|"', '5.0'), 'Allow', ['**Allow** in an SCP grants nothing. It lets through what policies of the account grant.'], asked);
  assert.deepEqual(hoverAt(statement('"Not|Action": []', '5.0'), asked)?.says, ['**NotAction**: every action but these, also those that services add later.', 'An SCP has it with Deny only.']);
});

test('Allow and Deny, with what the statement does today', () => {
  hovers(statement('"Effect": "All|ow", "Action": ["modelarts:pool:*"]'), 'Allow', ['**Allow**: grants the actions, unless a Deny applies to the same request.', 'Allows 2 known actions.']);
  hovers(statement('"Effect": "de|ny", "Action": ["modelarts:pool:*"], "Resource": ["modelarts:*:*:pool:*"]'), 'deny', ['**Deny**: refuses the actions, whatever allows them, here or in another policy.', 'Denies 2 known actions under conditions.']);
  hovers(statement('"Effect": "All|ow"'), 'Allow', ['**Allow**: grants the actions, unless a Deny applies to the same request.']);
  saysNothing(statement('"Effect": "May|be"'));
  hovers(statement('"Effect": "All|ow", "Action": ["modelarts:pool:*"]'), 'Allow', ['**Allow**：授予这些授权项，除非有Deny对同一请求生效。', '允许2个已知授权项。'], { reader: chinese });
});

test('who a trust policy trusts', () => {
  hovers(statement('"Principal": {"I|AM": ["x"]}', '5.0'), 'IAM', ['**IAM**: accounts, users or agencies, by ID or URN.']);
  hovers(statement('"Principal": {"Serv|ice": ["x"]}', '5.0'), 'Service', ['**Service**: cloud services that may act for the account.']);
  saysNothing(statement('"Principal": {"IAM": ["|x"]}', '5.0'));
  hovers(statement('"Principal": {"IAM": ["iam::abc:ro|ot"]}', '5.0'), 'iam::abc:root', ['The account `abc`.']);
  hovers(statement('"NotPrincipal": {"IAM": ["x", "iam::abc:|user:ann"]}', '5.0'), 'iam::abc:user:ann', ['The user `ann` of the account `abc`.']);
  hovers(statement('"Principal": {"IAM": ["iam::abc:agency:a/|b"]}', '5.0'), 'iam::abc:agency:a/b', ['The agency `a/b` of the account `abc`.']);
  hovers(statement('"Principal": {"IAM": ["sts::abc:assumed-agency:a/|b"]}', '5.0'), 'sts::abc:assumed-agency:a/b', ['The session `a/b` of an agency of the account `abc`.']);
  saysNothing(statement('"Principal": {"Service": ["iam::abc:ro|ot"]}', '5.0'));
});

test('the role around a policy', () => {
  const role = (text: string): string => `{"role": {${text}, "policy": {"Version": "1.1", "Statement": []}}}`;
  hovers(role('"type": "X|A"'), 'XA', ['**`XA`**: for project-level services, as ModelArts is.']);
  hovers(role('"ty|pe": "XA"'), 'type', ['**type**: `AX` for global services, `XA` for project-level ones.']);
  saysNothing(role('"display_name": "|x"'));
  assert.equal(hoverAt('{"role": {"policy": {"Ver|sion": "1.1", "Statement": []}}}')?.about, 'Version');
});

test('nothing is said elsewhere, in other languages, or about broken text', () => {
  saysNothing('|');
  saysNothing('{"|');
  saysNothing('[1|]');
  saysNothing('{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get|Object"}]}');
  saysNothing('{"Statement": [{"Effect": "Allow", "Principal": {"ID": "*"}, "Action|": ["*"]}]}');
  saysNothing(`${'['.repeat(200)}|`);
});

test('no offset of a half-typed policy throws', () => {
  const text = '{"role":{"policy":{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["modelarts:pool:*","a:b"],"Resource":["modelarts:*:*:x:${g:UserName}","*"],"Condition":{"StringEquals":{"g:UserName":["a"]}}}]}}}';
  for (let end = 0; end <= text.length; end++) {
    const document = readDocument(text.slice(0, end), { ours: true });
    for (let offset = 0; offset <= end; offset += 3) hover(document, offset, catalog);
  }
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { documented } from '../../../server/src/core/rules/all.ts';
import { generatedDocs } from '../../../scripts/build-docs.ts';
import { allow, custom, identity, on, when } from '../../support/policies.ts';
import { findingsIn } from '../../support/rules.ts';

const facts = JSON.parse(readFileSync(new URL('../../../data/policy-limits.json', import.meta.url), 'utf8')) as {
  readonly apiErrorCodes: readonly { readonly code: string }[];
  readonly accessAnalyzerFindings: { readonly codesRead: readonly { readonly code: string }[] };
};
const known = [...facts.apiErrorCodes, ...facts.accessAnalyzerFindings.codesRead].map((it) => it.code);

const plain = allow(['modelarts:notebook:list']);
const role = (members: string, policy = custom(plain)): string => `{"role": {"display_name": "ops", "type": "XA", "description": "", ${members}${members === '' ? '' : ', '}"policy": ${policy}}}`;
const wrapped = (members: string): string => `{"role": {${members}, "policy": ${custom(plain)}}}`;
const uris = (...list: readonly string[]): string => allow(['iam:agencies:assume'], `"Resource": {"uri": ${JSON.stringify(list)}}`);
const many = (count: number, one: string): string[] => Array<string>(count).fill(one);

/** A text that IAM or Access Analyzer answers with each code. */
const texts: Readonly<Record<string, readonly string[]>> = {
  'IAM.0077': [wrapped('"display_name": "ops", "type": "AA", "description": ""')],
  'IAM.1000': ['{"role": []}', '{"role": "x"}'],
  'IAM.1001': [wrapped('"display_name": "", "type": "AX", "description": ""'), wrapped('"display_name": "my ops", "type": "AX", "description": ""'), wrapped('"display_name": null, "type": "AX", "description": ""')],
  'IAM.1002': [wrapped(`"display_name": "${'n'.repeat(65)}", "type": "AX", "description": ""`)],
  'IAM.1004': [wrapped('"display_name": "ops", "type": "", "description": ""'), wrapped('"display_name": "ops", "type": 1, "description": ""')],
  'IAM.1005': [wrapped('"display_name": "ops", "type": "project", "description": ""')],
  'IAM.1006': [role('"catalog": "CUSTOMED"')],
  'IAM.1007': [role('"flag": "fine_grained"')],
  'IAM.1008': [role('"name": "custom_ops"')],
  'IAM.1009': [wrapped('"display_name": "ops", "type": "XX", "description": ""')],
  'IAM.1018': [wrapped('"display_name": "ops", "type": "AX", "description": 1'), wrapped('"display_name": "ops", "type": "AX"')],
  'IAM.1019': [role('"description_cn": {}')],
  'IAM.1020': [role('', '[]'), role('', '"text"'), '[]'],
  'IAM.1021': [custom(when(`{"StringEquals": {"g:UserName": ${JSON.stringify(many(9, 'a'.repeat(1000)))}}}`))],
  'IAM.1024': ['{"Version": "1.2", "Statement": []}', `{"Statement": [${plain}]}`],
  'IAM.1025': [`{"Version": "1.1", "Statement": [${plain}], "Depends": [{"catalog": "BASE", "display_name": "Tenant Guest"}]}`],
  'IAM.1026': [`{"Version": "2.0", "Statement": [${plain}]}`],
  'IAM.1027': [`{"Version": "1.1", "Statement": ${plain}}`, '{"Version": "1.1", "Statement": "x"}', '{"Version": "1.1"}'],
  'IAM.1028': [custom(), custom(...many(9, plain))],
  'IAM.1029': [custom('{"Effect": "Permit", "Action": ["a:b:c"]}'), custom('{"Action": ["a:b:c"]}')],
  'IAM.1030': [custom('{"Effect": "Allow", "Action": "a:b:c"}'), custom('{"Effect": "Deny", "NotAction": {}}'), custom('{"Effect": "Allow"}')],
  'IAM.1031': [custom('{"Effect": "Allow", "Action": ["a:b:c"], "NotAction": ["d:e:f"]}')],
  'IAM.1032': [identity('{"Effect": "Allow", "NotAction": ["iam:users:list"]}')],
  'IAM.1033': [custom(allow(many(101, 'a:b:c')))],
  'IAM.1034': [custom(allow([`modelarts:notebook:${'a'.repeat(120)}`]))],
  'IAM.1035': [custom(allow(['modelarts:notebook:创建'])), custom(allow(['a:b:c d:e:f'])), custom(allow([' a:b:c']))],
  'IAM.1036': [custom(allow(['modelarts:notebook'])), custom(allow(['modelart:notebook:list'])), custom(allow(['modelarts:notebok:list'])), custom(allow(['modelarts:notebook:fly']))],
  'IAM.1037': [custom(uris()), custom(uris(...many(21, '/iam/agencies/a')))],
  'IAM.1038': [custom(uris('/iam/users/a')), custom(allow(['iam:users:listUsers'], '"Resource": {"uri": ["/iam/agencies/a"]}'))],
  'IAM.1039': [custom(uris('/iam/agencies/a').replace(/\}$/, ', "Condition": {"Bool": {"g:MFAPresent": ["true"]}}}'))],
  'IAM.1040': [custom(on()), custom(on(...many(11, '*')))],
  'IAM.1041': [custom(on(' obs:*:*:bucket:a')), custom(on('obs:*:*:object:a b'))],
  'IAM.1042': [custom(on(`obs:*:*:object:${'a'.repeat(1500)}`))],
  'IAM.1043': [custom(on('obs')), custom(on('obs:bucket'))],
  'IAM.1044': [custom(on('dli:Beijing:*:queue:a')), custom(on('dli:Beijing'))],
  'IAM.1045': [custom(on('modelart:*:*:notebook:*')), custom(on(':*:*:bucket:a'))],
  'IAM.1046': [custom(on('modelarts:*:*:notebok:*')), custom(on('obs:*:*::a'))],
  'IAM.1047': [custom(on('arn:aws:s3:::bucket'))],
  'IAM.1048': [custom(on('modelarts:*:*:notebook:demo')), custom(on('obs:*:*:object:')), custom(on(`obs:*:*:object:${'a'.repeat(1500)}`))],
  'IAM.1049': [custom(allow(['a:b:c'], '"Resource": true')), custom(allow(['a:b:c'], '"Resource": "*"'))],
  'IAM.1050': [custom(when('{}')), custom(when(`{${Array.from({ length: 11 }, (_, index) => `"Op${String(index)}": {"g:UserName": ["a"]}`).join(', ')}}`))],
  'IAM.1051': [custom(when('{"StringEquals": null}'))],
  'IAM.1052': [custom(when('{"StringEquals": {"g:UserNane": ["a"]}}'))],
  'IAM.1053': [custom(when('{"StringEquals": {"g:UserName": "a"}}')), custom(when('{"StringEquals": {"g:UserName": {}}}'))],
  'IAM.1054': [custom(when('{"StringEquals": {}}')), custom(when(`{"StringEquals": {"g:UserName": ${JSON.stringify(many(11, 'a'))}}}`))],
  'IAM.1055': [custom(when('{"StringEquals": {"g:MFAPresent": ["true"]}}'))],
  'IAM.1056': [custom(when('{"StringEquals": {"g:UserName": [""]}}')), custom(when(`{"StringEquals": {"g:UserName": ["${'a'.repeat(1025)}"]}}`))],
  'IAM.1057': [custom(when('{"Bool": {"g:MFAPresent": ["maybe"]}}')), custom(when('{"IpAddress": {"g:SourceIp": ["10.0.0.256"]}}'))],
  'IAM.1058': [`{"Version": "1.0", "Statement": [${plain}], "Depends": ${JSON.stringify(many(21, 'x'))}}`],
  'IAM.1059': [custom(allow(['a:b:c'], '"Sid": "x"')), custom(allow(['a:b:c'], '"Principal": {"IAM": ["a"]}'))],
  'IAM.1060': [wrapped('"display_name": 1, "type": "AX", "description": ""')],
  JSON_SYNTAX_ERROR: [identity(plain).slice(0, -1)],
  INVALID_POLICY_ELEMENT: [identity(allow(['a:b:c'], '"Comment": "x"'))],
  UNSUPPORTED_PRINCIPAL: [identity(allow(['a:b:c'], '"Principal": {"IAM": ["a"]}'))],
  DATA_TYPE_MISMATCH: [identity('{"Effect": 1, "Action": ["a:b:c"]}')],
  INVALID_VERSION: [`{"Version": "5.1", "Statement": [${plain}]}`],
  MISSING_VERSION: [`{"Statement": [${allow(['a:b:c'], '"Sid": "x"')}]}`],
  MISSING_STATEMENT: ['{"Version": "5.0"}'],
  MISSING_EFFECT: [identity('{"Action": ["a:b:c"]}')],
};

/** Where the text does not say it. */
const kinds: Readonly<Record<string, 'scp-5.0' | 'identity-5.0'>> = { 'IAM.1032': 'scp-5.0', INVALID_VERSION: 'identity-5.0', UNSUPPORTED_PRINCIPAL: 'identity-5.0' };

for (const [code, all] of Object.entries(texts)) {
  test(`${code} is found before it is answered`, () => {
    const rules = documented.filter((it) => it.docs.also?.includes(code)).map((it) => it.code);
    for (const text of all) {
      const found = findingsIn(text, undefined, kinds[code] ? { kind: kinds[code] } : {}).map((it) => it.code);
      assert.ok(found.some((it) => rules.includes(it)), `${code} in ${text.slice(0, 200)}: ${found.join(', ')}`);
    }
  });
}

test('every rule that names a code finds it in one of these texts', () => {
  const silent = documented.flatMap((rule) =>
    (rule.docs.also ?? []).filter((code) => texts[code] && !texts[code].some((text) => findingsIn(text, undefined, kinds[code] ? { kind: kinds[code] } : {}).some((it) => it.code === rule.code))).map((code) => `${rule.code} ${code}`),
  );
  assert.deepEqual(silent, []);
});

test('the tables list every documented code once, in the order of the data, with a rule or the reason why there is none', () => {
  for (const [path, none] of [
    ['docs/codes.md', 'no rule: '],
    ['docs/codes.zh-cn.md', '没有规则：'],
  ] as const) {
    const table = generatedDocs().get(path)?.split('\n## ')[0] ?? '';
    const rows = table.split('\n').filter((it) => it.startsWith('| ')).slice(2).map((it) => it.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
    assert.deepEqual(rows.map(([code]) => code), known, path);
    assert.deepEqual(rows.filter(([code, meaning, rule]) => !meaning || !rule || (rule.startsWith(none) ? texts[code ?? ''] !== undefined || rule === none : texts[code ?? ''] === undefined)), [], path);
  }
});

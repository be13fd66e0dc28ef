import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { version11, version50, written } from './dialects.ts';
import { allow, custom, deny, identity, on, when } from '../../support/policies.ts';

/** A text and the exact characters that the rule underlines in it. */
export interface Case {
  readonly text: string;
  readonly at: readonly string[];
  readonly fileName?: string;
  /** The dialects in which it is the same, where not in every one that the rule is about. */
  readonly kinds?: readonly PolicyKind[];
  /** The text stays as it is in other dialects: what is tried is what would be carried over. */
  readonly asWritten?: true;
}

export interface Cases {
  readonly finds: readonly Case[];
  readonly passes: readonly Omit<Case, 'at'>[];
}

const scp = 'example.scp.json';
const trust = 'example.trust.json';
const plain = allow(['modelarts:notebook:list']);
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `modelarts:notebook:a${String(index)}`);
const finds = (text: string, ...at: readonly string[]): Case => ({ text, at });
const findsIn = (fileName: string, text: string, ...at: readonly string[]): Case => ({ text, at, fileName });
type Pass = Omit<Case, 'at'>;
const passes = (...texts: readonly (string | Pass)[]): Pass[] => texts.map((it) => (typeof it === 'string' ? { text: it } : it));
const passesIn = (fileName: string, ...texts: readonly (string | Pass)[]): Pass[] => passes(...texts).map((it) => ({ ...it, fileName }));
const noDialect: readonly PolicyKind[] = [];
const scps: readonly PolicyKind[] = ['scp-5.0'];
const trusts: readonly PolicyKind[] = ['trust-5.0'];
const identities: readonly PolicyKind[] = ['identity-5.0'];
const customs: readonly PolicyKind[] = ['custom-1.1'];

/** The text is the same in these dialects only; in others it means something else. */
function only(kinds: readonly PolicyKind[], it: Case): Case;
function only(kinds: readonly PolicyKind[], it: string): Pass;
function only(kinds: readonly PolicyKind[], it: Case | string): Case | Pass {
  return typeof it === 'string' ? { text: it, kinds } : { ...it, kinds };
}

/** For every rule texts that it must find and texts that it must not, for the dialects that it is about. */
export const cases: Readonly<Record<string, Cases>> = {
  'json-syntax': {
    finds: [
      finds(`{"Version": "1.1" "Statement": [${plain}]}`, ''),
      finds(`{"Version": "1.1"， "Statement": [${plain}]}`, '，'),
      finds(`{"Version": "1.1", "Statement": [${plain}]`, ''),
      finds(`{"Version": "1.1", /* why */ "Statement": [${plain}]}`, '/* why */'),
      finds(`{"Version": "1.1", "Statement": [${plain}],}`, ','),
      finds(`{"Version": "1.1", "Statement": [{"Effect": "All\n`, '"All', ''),
    ],
    passes: [...passes(custom(plain), `\ufeff${custom(plain)}`, custom(plain).replaceAll(' ', '\r\n'), ''), ...passesIn('aws.json', only(noDialect, '{"Version": "2012-10-17", "Statement": [{"Action": "s3:GetObject",}]}'))],
  },
  'duplicate-key': {
    finds: [
      finds('{"Version": "1.1", "Version": "5.0", "Statement": []}', '"Version"'),
      finds(custom('{"Effect": "Allow", "Effect": "Deny", "Effect": "Allow", "Action": ["modelarts:notebook:list"]}'), '"Effect"', '"Effect"'),
      finds(custom(when('{"StringEquals": {"g:UserName": ["a"]}, "StringEquals": {"g:UserName": ["b"]}}')), '"StringEquals"'),
    ],
    passes: passes(custom(plain, plain), custom(when('{"StringEquals": {"g:UserName": ["a"]}, "StringNotEquals": {"g:UserName": ["b"]}}')), '{"Version": "1.1", "version": "1.1"}'),
  },
  'too-deep': {
    finds: [finds('['.repeat(101), '['), finds('['.repeat(10_000), '['), finds(`{"a": ${'{"a": '.repeat(100)}1${'}'.repeat(101)}`, '{')],
    passes: passes('['.repeat(100), custom(plain), `"${'['.repeat(200)}"`),
  },
  'not-a-policy': {
    finds: [findsIn('a.json', '{}', '{'), findsIn('a.json', '[1]', '['), findsIn('a.json', '{"Version": "1.1"}', '{')],
    passes: [...passesIn('a.json', custom(plain), '{"Statement": [{"Principal": {"ID": ["*"]}}]}'), ...passes('{}')],
  },
  'aws-policy': {
    finds: [
      finds('{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}', '{'),
      findsIn('a.json', '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"]}}', '{'),
      findsIn(scp, '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "NotAction": ["iam:*"]}]}', '{'),
    ],
    passes: passes(custom(plain), '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["modelarts:notebook:list"]}]}', '{"Version": "2012-10-17"}'),
  },
  'invalid-version': {
    finds: [
      finds(`{"Version": "1.2", "Statement": [${plain}]}`, '"1.2"'),
      finds(`{"Version": "", "Statement": [${plain}]}`, '""'),
      only(noDialect, findsIn(scp, `{"Version": "1.1", "Statement": [${plain}]}`, '"1.1"')),
      only(noDialect, findsIn(trust, `{"Version": "1.0", "Statement": [${plain}]}`, '"1.0"')),
    ],
    passes: [...passes(custom(plain), identity(plain), `{"Version": "1.0", "Statement": [${plain}]}`), ...passesIn(scp, identity(plain))],
  },
  'missing-version': {
    finds: [finds('{"role": {"type": "XA"}, "Statement": []}', '{'), finds('{}', '{'), finds(`{"Statement": [${plain}]}`, '{'), findsIn(scp, `{"Statement": [${plain}]}`, '{'), finds('{"role": {"type": "AX", "policy": {"Statement": []}}}', '{')],
    passes: passes(custom(plain), '{', `{"Verison": "1.1", "Statement": [${plain}]}`, '[]', only(customs, '{"role": {"type": "XA"}}'), only(customs, '{"role": "x"}')),
  },
  'missing-statement': {
    finds: [finds('{"Vesion": "1.1"}', '{'), finds('{"Version": "1.1"}', '{'), finds('{"Version": "5.0", "Effect": "Allow"}', '{')],
    passes: passes(custom(plain), '{}', '{"Version": "1.1", ', '{"Version": "1.1", "Statment": []}', '{"Version": "1.1", "Statement": 1}', only(customs, '{"role": {"type": "XA"}}'), only(customs, '{"role": [{}]}')),
  },
  'wrong-type': {
    finds: [
      finds('[]', '['),
      finds('{"Version": 1.1, "Statement": {"Effect": true, "Action": ["modelarts:notebook:list"]}}', '1.1', '{', 'true'),
      finds(custom('{"Effect": "Allow", "Action": "modelarts:notebook:list", "Resource": "*"}'), '"modelarts:notebook:list"', '"*"'),
      finds(identity('{"Sid": 1, "Effect": null, "NotAction": "*", "Resource": [null, {}]}'), '1', 'null', '"*"', 'null', '{'),
      finds(custom('1', 'null'), '1', 'null'),
      ...['{}', '"x"', '[{"catalog": "BASE", "display_name": 1}, "y", {}]'].map((it, index) => only(['role-1.0'], finds(`{"Version": "1.0", "Statement": [{"Effect": "Allow", "Action": ["obs:*"]}], "Depends": ${it}}`, ...([['{'], ['"x"'], ['1', '"y"']][index] ?? [])))),
      finds(custom(when('{"StringEquals": null}')), 'null'),
      finds(custom(when('{"Bool": {"g:MFAPresent": true}}')), 'true'),
      only(version11, finds(custom(when('{"Bool": {"g:MFAPresent": "true"}}')), '"true"')),
      finds(identity(when('{"NumberEquals": {"g:MFAAge": [300]}}')), '300'),
      only(trusts, findsIn(trust, identity('{"Effect": "Allow", "Principal": "*", "Action": ["sts:agencies:assume"]}'), '"*"')),
    ],
    passes: [
      ...passes(custom(plain), custom(allow(['a:b:c'], '"Resource": null, "Condition": null')), only(version11, custom(when('{"IsNullOrEmpty": {"g:UserName": null}}'))), only(['role-1.0', 'identity-5.0', 'trust-5.0', 'scp-5.0', 'session-5.0'], identity(when('{"Bool": {"g:MFAPresent": "true"}}'))), only(version11, custom(allow(['iam:agencies:assume'], '"Resource": {"uri": ["/iam/agencies/a"]}'))), '{"Version": "1.1", "Statement": ["Effect": "Allow"]}'),
      ...passesIn(trust, identity(allow(['sts:agencies:assume'], '"Principal": {"IAM": ["a"]}'))),
    ],
  },
  'unknown-element': {
    finds: [
      only(['role-1.0', 'custom-1.1', 'session-1.1'], finds(`{"Version": "1.1", "Id": "x", "Statement": [{"Sid": "x", "effect": "Allow", "Action": []}]}`, '"Id"', '"Sid"', '"effect"')),
      only(['role-1.0', 'custom-1.1', 'session-1.1'], finds(custom(allow(['modelarts:notebook:list'], '"NotResource": ["*"]')), '"NotResource"')),
      finds(identity(allow(['modelarts:notebook:list'], '"Comment": "x"')), '"Comment"'),
      only(version11, finds(custom(allow(['iam:agencies:assume'], '"Resource": {"url": []}')), '"url"')),
      only(trusts, findsIn(trust, identity(allow(['sts:agencies:assume'], '"Principal": {"AWS": ["a"]}')), '"AWS"')),
    ],
    passes: [...passes(custom(plain), '{"Version": "1.1", "Stat"}', only(version50, identity(allow(['modelarts:notebook:list'], '"Sid": "x", "NotResource": ["*"]'))), only(['role-1.0', 'custom-1.1', 'session-1.1'], `{"Version": "1.0", "Statement": [${plain}], "Depends": []}`), only(written, custom(allow(['x'], '"Principal": {}')))), ...passesIn(trust, only(written, identity(allow(['x'], '"NotPrincipal": {"IAM": []}'))))],
  },
  'exclusive-elements': {
    finds: [
      finds(custom(allow(['modelarts:notebook:list'], '"NotAction": []')), '"NotAction"'),
      finds(identity(on('*').replace('}', ', "NotResource": ["*"]}')), '"NotResource"'),
      findsIn(trust, identity(allow(['sts:agencies:assume'], '"Principal": {"IAM": []}, "NotPrincipal": {"IAM": []}')), '"NotPrincipal"'),
    ],
    passes: passes(custom(plain), identity('{"Effect": "Deny", "NotAction": ["x:y:z"], "NotResource": ["*"]}'), identity(on('*'))),
  },
  'missing-effect': {
    finds: [finds(custom('{}'), '{'), finds(custom('{"Action": ["modelarts:notebook:list"]}', plain), '{'), finds(identity('{"Sid": "x"}'), '{'), finds('{"Version": "1.1", "Statement": {"Action": []}}', '{')],
    passes: passes(custom(plain), '{"Version": "1.1", "Statement": [{', custom('{"effect": "Allow"}'), custom('{"Effect": 1}')),
  },
  'invalid-effect': {
    finds: [finds(custom('{"Effect": "Alow"}'), '"Alow"'), finds(custom('{"Effect": ""}'), '""'), finds(identity('{"Effect": "deny "}'), '"deny "'), finds(custom('{"Effect": "Permit"}'), '"Permit"')],
    passes: passes(custom(plain), identity('{"Effect": "DENY"}'), '{"Version": "1.1", "Statement": [{"Effect": "All', custom('{"Effect": 1}')),
  },
  'effect-case': {
    finds: [finds(custom('{"Effect": "allow"}'), '"allow"'), finds(custom('{"Effect": "DENY"}'), '"DENY"'), finds(identity('{"Effect": "deny"}'), '"deny"')],
    passes: passes(custom(plain), custom('{"Effect": "alow"}'), '{"Version": "1.1", "Statement": [{"Effect": "allow'),
  },
  'missing-action': {
    finds: [finds(custom('{"Effect": "Allow"}'), '{'), finds(identity('{"Effect": "Allow", "Resource": ["*"]}'), '{'), finds('{"Version": "1.0", "Statement": [{"Effect": "Allow"}]}', '{')],
    passes: passes(custom(plain), identity('{"Effect": "Deny", "NotAction": ["x:y:z"]}'), custom('{}'), custom('{"Effect": "Allow", "Actions": []}'), '{"Version": "1.1", "Statement": [{"Effect": "Allow"'),
  },
  'not-action-in-1-1': {
    finds: [finds(custom('{"Effect": "Deny", "NotAction": ["a:b:c"]}'), '"NotAction"'), finds(custom('{"Effect": "Allow", "NotAction": []}'), '"NotAction"'), finds(custom(plain, '{"Effect": "Deny", "NotAction": "a:b:c"}'), '"NotAction"')],
    passes: [...passes(custom(plain), only(noDialect, identity('{"Effect": "Deny", "NotAction": ["a:b:c"]}'))), ...passesIn(scp, only(noDialect, identity('{"Effect": "Deny", "NotAction": ["a:b:c"]}')))],
  },
  'empty-list': {
    finds: [
      finds('{"Version": "1.1", "Statement": []}', '[]'),
      finds('{"Version": "5.0", "Statement": [ ]}', '[ ]'),
      finds(custom('{"Effect": "Allow", "Action": [], "Resource": []}'), '[]', '[]'),
      only(['custom-1.1', 'session-1.1', 'identity-5.0', 'session-5.0', 'trust-5.0'], finds(identity('{"Effect": "Deny", "NotAction": []}'), '[]')),
      only(version11, finds(custom(when('{}')), '{}')),
      only(version11, finds(custom(when('{"StringEquals": {}}')), '{}')),
      finds(custom(allow(['iam:agencies:assume'], '"Resource": {"uri": []}')), '[]'),
    ],
    passes: [...passes(custom(plain), only(version50, identity(when('{}'))), custom(when('{"StringEquals": {"g:UserName": []}}')), '{"Version": "1.1", "Statement": ['), ...passesIn(scp, only(scps, identity('{"Effect": "Deny", "Action": []}')))],
  },
  'depends-in-policy': {
    finds: [finds(`{"Version": "1.1", "Statement": [${plain}], "Depends": [{}]}`, '"Depends"'), finds(`{"Version": "1.1", "Depends": {}, "Statement": [${plain}]}`, '"Depends"'), finds(`{"Depends": [{"catalog": "BASE", "display_name": "Tenant Guest"}], "Version": "1.1"}`, '"Depends"')],
    passes: passes(`{"Version": "1.1", "Statement": [${plain}], "Depends": []}`, only(noDialect, `{"Version": "1.0", "Statement": [${plain}], "Depends": [{"catalog": "BASE", "display_name": "Tenant Guest"}]}`), custom(plain)),
  },
  'unsupported-principal': {
    finds: [finds(custom(allow(['modelarts:notebook:list'], '"Principal": {}')), '"Principal"'), findsIn(scp, identity(deny(['modelarts:notebook:list'], '"NotPrincipal": {"IAM": []}')), '"NotPrincipal"'), finds(custom(plain, allow(['modelarts:notebook:list'], '"Principal": "*"')), '"Principal"')],
    passes: [...passes(custom(plain), identity(plain)), ...passesIn(trust, only(noDialect, identity(allow(['sts:agencies:assume'], '"Principal": {"IAM": ["a"]}'))))],
  },
  'missing-principal': {
    finds: [
      only(noDialect, findsIn(trust, identity(allow(['sts:agencies:assume'], '"Principal": {}'), allow(['sts:agencies:assume'], '"NotPrincipal": {"IAM": [], "Service": ["a"]}')), '{}', '[]')),
      only(noDialect, findsIn(trust, identity(plain), '{')), only(noDialect, findsIn(trust, identity('{"Effect": "Allow"}'), '{')), only(noDialect, findsIn(trust, identity(allow(['sts:agencies:assume'], '"Principal": {"IAM": ["a"]}'), plain), '{'))],
    passes: [...passesIn(trust, identity(allow(['a:b:c'], '"NotPrincipal": {"IAM": ["a"]}')), identity(allow(['a:b:c'], '"Principle": {"IAM": ["a"]}'), '{}')), ...passes(identity(plain))],
  },
  'action-format': {
    finds: [
      finds(custom(allow([''])), '""'),
      finds(custom(allow(['modelarts:'])), 'modelarts:'),
      finds(custom(allow(['modelarts:notebook:'])), 'modelarts:notebook:'),
      only(version11, finds(custom(allow(['*'])), '*')),
      finds(custom(allow(['a:b:c:d'])), 'a:b:c:d'),
      only(version11, finds(custom(allow(['modelarts:notebook:cr?ate'])), '?')),
      finds(custom(allow(['modelarts:笔记本:list'])), '笔'),
      finds(custom(allow(['modelarts：notebook：list', 'model\u200barts:notebook:list'])), '：', 'model\u200barts:notebook:list'),
      only(version11, finds(`{"Version": "1.1", "Statement": [${allow(['s3:GetObject', 'modelarts:x:list']).replace('x', '\\ud800')}]}`, 's3:GetObject', '\\ud800')),
      finds(identity(allow(['modelarts:*'])), 'modelarts:*'),
      finds(identity(allow([':notebook:list'])), ':notebook:list'),
    ],
    passes: [...passes(custom(allow(['modelarts:notebook:*', '*:*:*', 'swr::createLoginSecret', 'iam:*:get*'])), only(version50, identity(allow(['*', 'sts::tagSession', 'AccessAnalyzer:x:y', 'a:b:c?']))), only(noDialect, '{"Version": "1.0", "Statement": [{"Effect": "Allow", "Action": ["*", "::Get", "identity:*"]}]}'), '{"Version": "1.1", "Statement": [{"Action": ["model', custom(allow([' a:b:c', 'a:b:c, d:e:f'])))],
  },
  'several-actions': {
    finds: [finds(custom(allow(['a:b:c d:e:f'])), '"a:b:c d:e:f"'), finds(custom(allow(['vpc:*:get*,vpc:*:list*'])), '"vpc:*:get*,vpc:*:list*"'), finds(identity(allow(['a:b:c；d:e:f,g:h:i'])), '"a:b:c；d:e:f,g:h:i"')],
    passes: passes(custom(allow(['a:b:c', 'd:e:f'])), custom(allow([' a:b:c'])), custom(allow(['a:b:c, nothing'])), identity(allow(['*, *']))),
  },
  'blank-in-action': {
    finds: [finds(custom(allow([' a:b:c'])), ' '), finds(custom(allow(['a:b:c\t'])), '\\t'), finds(identity(allow(['a: b:c'])), ' '), finds(custom(allow([' a:b:c '])), ' a:b:c '), finds(custom(allow(['ecs:cloudServers:get delete', 'modelarts:notebook: create list'])), ' ', 'modelarts:notebook: create list')],
    passes: passes(custom(allow(['a:b:c'])), custom(allow(['a:b:c d:e:f'])), custom(allow([' '])), only(noDialect, '{"Version": "1.0", "Statement": [{"Effect": "Allow", "Action": [" a:b:c"]}]}')),
  },
  'uppercase-service': {
    finds: [finds(custom(allow(['KMS:*:*', 'OBS:*:*'])), 'KMS', 'OBS'), finds(custom(deny(['modelArts:notebook:list'])), 'modelArts'), finds(custom(allow(['FunctionGraph:function:list'])), 'FunctionGraph')],
    passes: passes(custom(allow(['modelarts:trainJob:create'])), only(noDialect, identity(allow(['AccessAnalyzer:analyzer:get']))), custom(allow(['AccessAnalyzer::validatePolicy', 'accessanalyzer::validatePolicy'])), only(noDialect, '{"Version": "1.0", "Statement": [{"Effect": "Allow", "Action": ["DNS:Zone:*"]}]}'), custom(on('OBS:*:*:bucket:a'))),
  },
  'unknown-service': {
    finds: [
      finds(custom(allow(['funcitongraph:function:list', 'modelart:notebook:list'])), 'funcitongraph', 'modelart'),
      finds(identity(allow(['modelarst:notebook:list'])), 'modelarst'),
      finds(custom(on('modelartss:*:*:notebook:*')), 'modelartss'),
      finds(custom(allow(['obs:object:GetObject'], '"Resource": ["obz:*:*:object:b/*", "obs:*:*:object:b/*"]')), 'obz'),
    ],
    passes: passes(custom(allow(['obs:object:GetObject', 'nobody:x:y'], '"Resource": ["obz:*:*:object:b/*"]')), custom(allow(['vpn:vpnGateways:list', 'hss:hosts:list', 'cdm:cluster:get', 'nobody:knows:this'])), custom(allow(['model*:notebook:list', 'OBS:*:*'])), custom(allow(['modelarts:notebook:list'])), '{"Version": "1.0", "Statement": [{"Effect": "Allow", "Action": ["modelart:*"]}]}'),
  },
  'unknown-resource-type': {
    finds: [
      finds(custom(allow(['modelarts:trainingJob:create', 'modelarts:notebok:*'])), 'trainingJob', 'notebok'),
      finds(custom(allow(['modelarts:spaceship:fly'])), 'spaceship'),
      finds(identity(allow(['modelarts:workspaces:list'])), 'workspaces'),
      only(version11, finds(custom(allow(['obs:buckets:ListBucket'])), 'buckets')),
      only(version11, finds(custom(on('modelarts:*:*:notebooks:*', 'obs:*:*:objects:a')), 'notebooks', 'objects')),
    ],
    passes: passes(custom(allow(['modelarts:TrainJob:create', 'modelarts:dataAnnotation:list', 'modelarts:train*:create', 'rds:instances:list', 'elb:pool:get'])), only(version50, identity(allow(['modelarts::createApiKey', 'obs:anything:get']))), custom(on('modelarts:*:*:*:*', 'modelarts:*:*:pool:*', 'dli:*:*:anything:a'))),
  },
  'unknown-action': {
    finds: [
      finds(custom(allow(['modelarts:notebook:creat', 'modelarts:notebook:fly'])), 'creat', 'fly'),
      only(version11, finds(custom(allow(['modelarts::createApiKey', 'modelarts:apiKey:bind'])), ':createApiKey', 'apiKey:bind')),
      only(version50, finds(identity(allow(['modelarts:apiKey:create', 'modelarts:tag:listTags', 'modelarts:notebook:start'])), 'apiKey:create', 'tag:listTags', 'notebook:start')),
      only(version11, finds(custom(allow(['obs:bucket:LsitBucket', 'lts:logGroup:createLogGroup'])), 'LsitBucket', 'logGroup:createLogGroup')),
    ],
    passes: passes(custom(allow(['modelarts:notebook:CREATE', 'modelarts:dataAnnotation:anything', 'modelarts:notebook:creat*', 'elb:pools:gt', 'obs:bucket:ListAllMybuckets', 'swr::createLoginSecret'])), only(version50, identity(allow(['modelarts:notebook:create', 'obs:bucket:listBucket', 'ecs:cloudServers:lst']))), custom(allow(['modelarts:nothing', '']))),
  },
  'resource-format': {
    finds: [finds(custom(on('')), '""'), finds(custom(on('modelarts:', 'arn:aws:s3:::bucket/a')), 'modelarts:', 'arn:aws:s3:::bucket/a'), finds(custom(on('obs:*:*:bucket:')), 'obs:*:*:bucket:'), finds(identity(on('obs:::bucket')), 'obs:::bucket'), finds(custom(on(':*:*:bucket:a')), ':*:*:bucket:a')],
    passes: passes(custom(on('*', 'obs:*:*:object:a/b:c', 'obs:::bucket:*', 'obs:*:*:object:${g:UserName}/*')), identity(on('modelarts:cn-north-4:a:notebook:b c', 'iam::a:user:b')), custom(on('obs:*:*:bucket:a b')), '{"Version": "1.1", "Statement": [{"Resource": ["obs:', custom(allow(['iam:agencies:assume'], '"Resource": {"uri": ["/iam/agencies/a"]}'))),
  },
  'blank-in-resource': {
    finds: [finds(custom(on(' obs:*:*:bucket:a')), ' '), only(version11, finds(custom(on('obs:*:*:bucket:a b')), ' ')), finds(identity(on('obs: *:*:bucket:a')), ' '), finds(custom(on('ief:*:*:no de:x')), ' ')],
    passes: passes(custom(on('obs:*:*:bucket:a')), only(version50, identity(on('obs:*:*:object:a b'))), custom(on('obs:*:*:object:${g:UserName, \'no body\'}/*')), custom(on('  '))),
  },
  'resource-path': {
    finds: [
      finds(custom(on('modelarts:*:*:notebook:demo')), 'demo'),
      finds(custom(on('ModelArts:cn-north-4:a:service:b/c:d', '*')), 'b/c:d'),
      finds(custom(on('modelarts:*:*:*:a*', 'modelarts:::pool:${g:UserName}')), 'a*', '${g:UserName}'),
      finds('{"role": {"type": "XA", "policy": ' + custom(on('modelarts:*:*:notebook:demo')) + '}}', 'demo'),
    ],
    passes: passes(custom(on('modelarts:*:*:notebook:*', 'obs:*:*:bucket:demo', '*')), only(noDialect, identity(on('modelarts:*:*:notebook:demo'))), custom(on('modelarts:*:*:notebook:')), '{"Version": "1.1", "Statement": [{"Resource": ["modelarts:*:*:notebook:demo'),
  },
  'deny-only': {
    finds: [finds(custom(deny(['modelarts:pool:*'])), '"Deny"'), finds(custom(deny(['a:b:c']), '{"Effect": "deny", "Action": ["d:e:f"]}'), '"Deny"'), finds(identity(deny(['modelarts:pool:*'])), '"Deny"')],
    passes: [...passes(custom(deny(['a:b:c']), plain), custom(deny(['a:b:c']), '{"Effect": "", "Action": []}'), '{"Version": "1.1", "Statement": []}'), ...passesIn(scp, only(noDialect, identity(deny(['modelarts:pool:*']))))],
  },
  'unknown-operator': {
    finds: [
      finds(custom(when('{"NumericLessThan": {"g:MFAAge": ["1"]}}')), '"NumericLessThan"'),
      finds(custom(when('{"StringEndWithIfExsits": {"g:UserName": ["1"]}, "stringequals": {"g:UserName": ["1"]}}')), '"StringEndWithIfExsits"', '"stringequals"'),
      finds(custom(when('{"ForAnyValues:StringEquals": {"g:TagKeys": ["1"]}, "Whatever": {}}')), '"ForAnyValues:StringEquals"', '"Whatever"'),
      only(version50, finds(identity(when('{"StringLike": {"g:UserName": "1"}, "DateEquals": {"g:CurrentTime": "2020-01-01T00:00:00Z"}}')), '"StringLike"', '"DateEquals"')),
    ],
    passes: passes(only(version11, custom(when('{"NumberLessThanIfExists": {"g:MFAAge": ["1"]}, "StringLike": {"obs:prefix": ["a"]}, "Null": {"g:UserName": ["true"]}}'))), identity(when('{"ForAnyValue:StringNotEquals": {"g:TagKeys": "a"}, "IpAddress": {"g:SourceIp": "10.0.0.0/8"}}')), '{"Version": "1.1", "Statement": [{"Condition": {"Strin'),
  },
  'null-if-exists': {
    finds: [finds(custom(when('{"NullIfExists": {"g:UserName": ["true"]}}')), '"NullIfExists"'), finds(identity(when('{"ForAllValues:NullIfExists": {"g:TagKeys": "true"}}')), '"ForAllValues:NullIfExists"'), finds(custom(when('{"NullIfExists": {}, "Null": {}}')), '"NullIfExists"')],
    passes: passes(custom(when('{"Null": {"g:UserName": ["true"]}}')), custom(when('{"BoolIfExists": {"g:MFAPresent": ["true"]}}')), identity(when('{"Null": {"g:UserName": "true"}}'))),
  },
  'legacy-operator': {
    finds: [finds(custom(when('{"StringLike": {"obs:prefix": ["a"]}}')), '"StringLike"'), finds(custom(when('{"StringEqualsAnyOf": {"g:UserName": ["a"]}, "IsNull": {"g:UserName": []}}')), '"StringEqualsAnyOf"', '"IsNull"'), finds(custom(when('{"StringNotStartWithIfExists": {"g:UserName": ["a"]}}')), '"StringNotStartWithIfExists"')],
    passes: passes(custom(when('{"IpAddress": {"g:SourceIp": ["10.0.0.1"]}}')), custom(when('{"StringMatch": {"obs:prefix": ["a*"]}}')), only(noDialect, identity(when('{"StringLike": {"g:UserName": "a"}}')))),
  },
  'unknown-condition-key': {
    finds: [
      finds(custom(when('{"StringEquals": {"g:UserNane": ["a"], "UserName": ["a"], "aws:username": ["a"]}}')), '"g:UserNane"', '"UserName"', '"aws:username"'),
      finds(identity(when('{"StringEquals": {"aws:PrincipalTag/team": "a", "modelarts:poolTyp": "a", "g:Spaceship": "a"}}')), '"aws:PrincipalTag/team"', '"modelarts:poolTyp"', '"g:Spaceship"'),
      only(version11, finds(custom(when('{"StringEquals": {"g:PrincipalOrgId": ["a"], "g:ResourceTags/a": ["a"]}}')), '"g:PrincipalOrgId"', '"g:ResourceTags/a"')),
      finds(custom(on('obs:*:*:object:${g:UserNane, \'x\'}/${aws:username}'), when('{"StringEquals": {"g:UserName": ["${ g:UserNam }"]}}')), 'g:UserNane', 'aws:username', 'g:UserNam'),
    ],
    passes: passes(custom(when('{"StringEquals": {"g:username": ["a"], "g:ResourceTag/team": ["a"], "modelarts:poolType": ["public"], "ecs:whatever": ["a"]}}')), only(version50, identity(when('{"StringEquals": {"g:RequestTag/a/b": "a", "": "b", "g:UserName": "${*}${$}${g:Spaceship}"}}'))), custom(plain)),
  },
  'policy-too-large': {
    finds: [
      finds(custom(allow(names(400))), '{'),
      only(['session-5.0', 'scp-5.0'], findsIn(scp, `${' '.repeat(3)}${identity(deny(['modelarts:pool:*'])).replace(' ', ' '.repeat(5200))}`, '{')),
      finds(identity(allow(names(400))), '{'),
    ],
    passes: [...passes(only(['custom-1.1', 'session-1.1', 'identity-5.0', 'trust-5.0'], custom(plain).replace(' ', ' '.repeat(7000))), only(['custom-1.1', 'session-1.1', 'identity-5.0', 'trust-5.0'], identity(plain).replace(' ', '\n'.repeat(7000))), custom(plain)), ...passesIn(scp, identity(deny(['modelarts:pool:*'])))],
  },
  'too-many-statements': {
    finds: [finds(custom(...Array<string>(9).fill(plain)), plain), finds(custom(...Array<string>(20).fill('{}')), '{}'), finds(custom(...Array<string>(9).fill('1')), '1')],
    passes: passes(custom(...Array<string>(8).fill(plain)), only(noDialect, identity(...Array<string>(9).fill(plain))), custom(plain)),
  },
  'too-many-actions': {
    finds: [finds(custom(allow(names(101))), '"modelarts:notebook:a100"'), finds(custom(allow(names(150))), '"modelarts:notebook:a100"'), finds(custom(plain, deny(names(101))), '"modelarts:notebook:a100"')],
    passes: passes(custom(allow(names(100))), custom(allow(names(60)), allow(names(60))), only(noDialect, identity(allow(names(101))))),
  },
  'action-too-long': {
    finds: [finds(custom(allow([`a:b:${'c'.repeat(125)}`])), `"a:b:${'c'.repeat(125)}"`), finds(identity(allow([`a:b:${'c'.repeat(200)}`])), `"a:b:${'c'.repeat(200)}"`), finds(custom(deny([`a:${'*'.repeat(127)}:c`])), `"a:${'*'.repeat(127)}:c"`)],
    passes: passes(custom(allow([`a:b:${'c'.repeat(124)}`])), identity(plain), `{"Version": "1.1", "Statement": [{"Action": ["${'c'.repeat(200)}`),
  },
  'too-many-resources': {
    finds: [
      finds(custom(on(...Array<string>(11).fill('*'))), '"*"'),
      finds(custom(allow(['iam:agencies:assume'], `"Resource": {"uri": ${JSON.stringify(Array<string>(21).fill('/iam/agencies/a'))}}`)), '"/iam/agencies/a"'),
      finds(custom(on(...Array<string>(30).fill('*'))), '"*"'),
    ],
    passes: passes(custom(on(...Array<string>(10).fill('*'))), only(noDialect, identity(on(...Array<string>(11).fill('*')))), custom(allow(['iam:agencies:assume'], `"Resource": {"uri": ${JSON.stringify(Array<string>(20).fill('/iam/agencies/a'))}}`))),
  },
  'resource-too-long': {
    finds: [only(version11, finds(custom(on(`obs:*:*:object:${'a'.repeat(114)}`)), `"obs:*:*:object:${'a'.repeat(114)}"`)), finds(custom(on(`obs:*:*:object:${'a'.repeat(1600)}`)), `"obs:*:*:object:${'a'.repeat(1600)}"`), only(version11, finds(custom(on('*', `obs:*:*:bucket:${'a'.repeat(200)}`)), `"obs:*:*:bucket:${'a'.repeat(200)}"`))],
    passes: passes(custom(on(`obs:*:*:object:${'a'.repeat(113)}`)), only(version50, identity(on(`obs:*:*:object:${'a'.repeat(1400)}`))), custom(on('*'))),
  },
  'too-many-conditions': {
    finds: [
      finds(custom(when(`{"StringEquals": {"g:UserName": ${JSON.stringify(Array.from({ length: 11 }, (_, index) => `u${String(index)}`))}}}`)), '"u10"'),
      finds(custom(when(`{"StringEquals": {${Array.from({ length: 11 }, (_, index) => `"g:ResourceTag/k${String(index)}": ["a"]`).join(', ')}}}`)), '"g:ResourceTag/k10"'),
      finds(custom(when(`{${Array.from({ length: 11 }, (_, index) => `"Op${String(index)}": {"g:UserName": ["a"]}`).join(', ')}}`)), '"Op10"'),
    ],
    passes: passes(custom(when(`{"StringEquals": {"g:UserName": ${JSON.stringify(Array<string>(10).fill('a'))}}}`)), only(noDialect, identity(when(`{"StringEquals": {"g:UserName": ${JSON.stringify(Array<string>(11).fill('a'))}}}`))), custom(plain)),
  },
  'condition-value-length': {
    finds: [finds(custom(when('{"StringEquals": {"g:UserName": ["", "a", ""]}}')), '""', '""'), finds(custom(when(`{"StringEquals": {"g:UserName": ["${'a'.repeat(1025)}"]}}`)), `"${'a'.repeat(1025)}"`), finds(custom(when('{"StringEquals": {"g:UserName": ""}}')), '""')],
    passes: passes(custom(when(`{"StringEquals": {"g:UserName": ["${'a'.repeat(1024)}"]}}`)), custom(when(`{"StringEquals": {"g:UserName": ["${'😀'.repeat(1024)}"]}}`)), only(noDialect, identity(when('{"StringEquals": {"g:UserName": ""}}'))), '{"Version": "1.1", "Statement": [{"Condition": {"StringEquals": {"g:UserName": ["'),
  },
  'role-wrapper': {
    finds: [
      finds(`{"role": {"display_name": "my ops", "type": "xx", "description": 1, "policy": ${custom(plain)}}}`, '"my ops"', '"xx"', '1'),
      finds(`{"role": {"catalog": "CUSTOMED", "flag": "fine_grained", "name": "x", "display_name": "", "type": 1, "description": "", "policy": ${custom(plain)}}}`, '"catalog"', '"flag"', '"name"', '""', '1'),
      finds(`{"role": {"policy": ${custom(plain)}}}`, '{', '{', '{'),
      finds(`{"role": {"display_name": "${'n'.repeat(65)}", "type": "AX", "description": "${'d'.repeat(257)}", "policy": ${custom(plain)}}}`, `"${'n'.repeat(65)}"`, `"${'d'.repeat(257)}"`),
      finds('{"role": 1}', '1'),
      finds('{"role": [{}]}', '['),
      finds('{"role": {"display_name": "a", "type": "XA", "description": "d"}}', '{'),
    ],
    passes: passes(
      `{"role": {"display_name": "ops", "type": "XA", "description": "", "description_cn": "运维", "policy": ${custom(plain)}}}`,
      `{"role": {"id": "a", "catalog": "CUSTOMED", "name": "b", "type": "AA", "links": {}, "policy": ${custom(plain)}}}`,
      only(noDialect, `{"role": {"catalog": "BASE", "type": "AX", "policy": {"Version": "1.0", "Statement": []}}}`),
      custom(plain),
    ),
  },
  'scp-allow-not-action': {
    finds: [findsIn(scp, identity('{"Effect": "Allow", "NotAction": ["a:b:c"]}'), '"NotAction"'), findsIn(scp, identity('{"Effect": "allow", "NotAction": []}'), '"NotAction"'), findsIn(scp, identity(plain, '{"NotAction": ["a:b:c"], "Effect": "Allow"}'), '"NotAction"')],
    passes: [...passesIn(scp, identity('{"Effect": "Deny", "NotAction": ["a:b:c"]}'), identity(plain)), ...passes(only(noDialect, identity('{"Effect": "Allow", "NotAction": ["a:b:c"]}')))],
  },
  'agency-resource': {
    finds: [
      finds(custom(allow(['iam:agencies:assume', 'iam:users:listUsers'], '"Resource": {"uri": ["/iam/agencies/a", "/iam/users/b", ""]}')), '"iam:users:listUsers"', '"/iam/users/b"', '""'),
      finds(custom(allow(['iam:agencies:assume'], '"Resource": ["/iam/agencies/a", "/iam/agencies/b"]')), '"/iam/agencies/a"', '"/iam/agencies/b"'),
      finds(custom(allow(['iam:tokens:assume'], '"Resource": {"uri": ["/iam/agencies/a"]}, "Condition": {}')), '"Condition"'),
    ],
    passes: passes(custom(allow(['iam:agencies:assume'], '"Resource": {"uri": ["/iam/agencies/a"]}')), custom(allow(['iam:agencies:assume'], '"Resource": ["iam:*::agencies:a"]')), custom(when('{"Bool": {"g:MFAPresent": ["true"]}}')), identity(allow(['sts:agencies:assume'], '"Resource": ["iam::a:agency:b"]'))),
  },
  'too-many-depends': {
    finds: [21, 30, 40].map((count) => finds(`{"Version": "1.0", "Statement": [], "Depends": ${JSON.stringify(Array<string>(count).fill('x'))}}`, '"x"')),
    passes: passes(`{"Version": "1.0", "Statement": [], "Depends": ${JSON.stringify(Array<string>(20).fill('x'))}}`, only(noDialect, `{"Version": "1.1", "Statement": [], "Depends": ${JSON.stringify(Array<string>(30).fill('x'))}}`), '{"Version": "1.0", "Statement": []}'),
  },
  'operator-type': {
    finds: [
      finds(custom(when('{"StringEquals": {"g:MFAPresent": ["true"], "g:UserName": ["a"], "g:MFAAge": ["1"]}}')), '"g:MFAPresent"', '"g:MFAAge"'),
      finds(custom(when('{"NumberLessThan": {"g:CurrentTime": ["1"]}, "Bool": {"g:username": ["true"]}}')), '"g:CurrentTime"', '"g:username"'),
      finds(identity(when('{"StringEquals": {"g:SourceIp": "10.0.0.1"}}')), '"g:SourceIp"'),
      finds(custom(when('{"StringEquals": {"obs:max-keys": ["10"]}}')), '"obs:max-keys"'),
    ],
    passes: passes(custom(when('{"Null": {"g:MFAPresent": ["true"], "g:MFAAge": ["true"]}, "BoolIfExists": {"g:MFAPresent": ["false"]}}')), custom(when('{"IpAddress": {"g:SourceIp": ["10.0.0.1"]}, "StringMatch": {"g:ResourceTag/x": ["a*"]}}')), custom(when('{"Whatever": {"g:MFAAge": ["1"]}, "StringEquals": {"ecs:something": ["1"]}}')), identity(when('{"ForAnyValue:StringEquals": {"g:TagKeys": ["a"]}}'))),
  },
  'condition-value-format': {
    finds: [
      only(version11, finds(custom(when('{"StringEquals": {"obs:prefix": ["目录/", "a;b", "x\\"y", "-,./ _@#$%&*?"]}, "StringMatch": {"OBS:prefix": ["😀"]}}')), '目', ';', '\\"', '😀')),
      finds(custom(when('{"Bool": {"g:MFAPresent": ["True", "yes", "maybe"]}, "Null": {"g:UserName": ["1"]}}')), '"True"', '"yes"', '"maybe"', '"1"'),
      finds(custom(when('{"NumberLessThan": {"g:MFAAge": ["ten", "1,000"]}, "DateLessThan": {"g:CurrentTime": ["tomorrow", "2024-02-30T00:00:00Z"]}}')), '"ten"', '"1,000"', '"tomorrow"', '"2024-02-30T00:00:00Z"'),
      only(version50, finds(identity(when('{"IpAddress": {"g:SourceIp": ["10.0.0.256", "10.0.0.0/33", "fe80::1::2", ""]}}')), '"10.0.0.256"', '"10.0.0.0/33"', '"fe80::1::2"', '""')),
    ],
    passes: passes(only(version11, custom(when('{"StringEquals": {"obs:prefix": ["${g:UserName;"], "g:UserName": ["目录"]}}'))), only(version50, identity(when('{"StringEquals": {"obs:prefix": "目录"}}'))), custom(when('{"Bool": {"g:MFAPresent": ["true"]}, "NumberLessThan": {"g:MFAAge": ["10", "-1.5"]}}')), custom(when('{"DateLessThan": {"g:CurrentTime": ["2012-11-11T23:59:59Z", "2024-02-29", "${g:x}"]}}')), identity(when('{"IpAddress": {"g:SourceIp": ["10.0.0.0/8", "2001:db8::/32", "::1"]}, "StringEquals": {"g:UserName": "true "}}'))),
  },
  'all-actions': {
    finds: [finds(custom(allow(['*:*:*'])), '*:*:*'), only(identities, finds(identity(allow(['*'])), '*')), finds(identity(allow(['modelarts:notebook:list', '*:*:*'])), '*:*:*')],
    passes: [...passes(custom(deny(['*:*:*'])), only(customs, custom(allow(['modelarts:*:*', '*:*:get*', '*']))), identity('{"Effect": "Allow", "NotAction": ["*:*:*"]}')), ...passesIn(scp, only(customs, identity(allow(['*']))))],
  },
  'whole-service': {
    finds: [finds(custom(allow(['modelarts:*:*', 'obs:*:*'])), 'modelarts:*:*', 'obs:*:*'), finds(identity(allow(['modelarts:*:*'])), 'modelarts:*:*'), finds(custom(plain, allow(['OBS:*:*'])), 'OBS:*:*')],
    passes: [...passes(custom(deny(['modelarts:*:*'])), custom(allow(['modelarts:notebook:*', 'modelarts:*:list', '*:*:*', 'm*:*:*']))), ...passesIn(scp, only(noDialect, identity(allow(['modelarts:*:*']))))],
  },
  'any-agency': {
    finds: [finds(custom(allow(['iam:agencies:assume'])), 'iam:agencies:assume'), finds(custom(allow(['modelarts:notebook:list', 'IAM:agencies:Assume'])), 'IAM:agencies:Assume'), finds(custom(plain, allow(['iam:agencies:assume'])), 'iam:agencies:assume'),
      finds(custom(allow(['iam:agencies:*', 'iam:agencies:ass*', 'iam:*:assume']), deny(['iam:agencies:assume'], '"Condition": {"Bool": {"g:MFAPresent": ["false"]}}')), 'iam:agencies:*', 'iam:agencies:ass*', 'iam:*:assume'),
      finds(custom(allow(['iam:agencies:assume'], '"Resource": ["*"]')), 'iam:agencies:assume'),
    ],
    passes: passes(custom(allow(['iam:agencies:*']), deny(['iam:agencies:assume'])), custom(allow(['iam:agencies:list*', 'iam:*:*', '*:*:*'])), custom(deny(['iam:agencies:assume'])), custom(allow(['iam:agencies:assume'], '"Resource": {"uri": ["/iam/agencies/a"]}')), only(noDialect, identity(allow(['iam:agencies:assume']))), custom(allow(['iam:agencies:listAgencies']))),
  },
  'widens-permissions': {
    finds: [finds(custom(allow(['iam:permissions:grantRoleToGroup', 'iam:users:updateUser'])), 'iam:permissions:grantRoleToGroup', 'iam:users:updateUser'), finds(custom(allow(['iam:roles:CREATEROLE'])), 'iam:roles:CREATEROLE'), finds(identity(allow(['iam:credentials:createCredential'])), 'iam:credentials:createCredential'),
      only(customs, finds(custom(allow(['iam:permissions:*', 'iam:Credentials:*', 'iam:users:update*', 'iam:*:create*', 'iam:users:list*'])), 'iam:permissions:*', 'iam:Credentials:*', 'iam:users:update*', 'iam:*:create*')),
    ],
    passes: passes(only(customs, custom(allow(['iam:agencies:*', 'iam:users:*']), deny(['iam:agencies:createAgency', 'iam:agencies:update*', 'iam:users:updateUser', 'iam:users:reset*']))), custom(deny(['iam:roles:createRole'])), custom(allow(['iam:roles:listRoles', 'iam:permissions:listRoleAssignments', 'iam:*:*'])), identity('{"Effect": "Allow", "NotAction": ["iam:roles:createRole"]}')),
  },
  'bool-deny': {
    finds: [finds(custom(when('{"Bool": {"g:MFAPresent": ["false"]}}')), '"Bool"'), finds(identity(when('{"Bool": {"g:MFAPresent": "false"}}')), '"Bool"'), findsIn(scp, identity(when('{"Bool": {"g:SecureTransport": ["false"]}}')), '"Bool"')],
    passes: passes(custom(when('{"BoolIfExists": {"g:MFAPresent": ["false"]}}')), custom(when('{"Bool": {"g:MFAPresent": ["true"]}}')), custom(allow(['a:b:c'], '"Condition": {"Bool": {"g:MFAPresent": ["false"]}}')), custom(when('{"Bool": {"g:MFAPresent": ["false"]}, "Null": {"g:MFAPresent": ["false"]}}'))),
  },
  'deprecated-name': {
    finds: [finds(custom(allow(['modelarts:trainConfig:create', 'modelarts:trainJobVersion:*'])), 'trainConfig', 'trainJobVersion'), finds(custom(deny(['modelarts:TensorBoard:list'])), 'TensorBoard'), finds(identity(allow(['modelarts:tensorboard:delete'])), 'tensorboard')],
    passes: passes(custom(allow(['modelarts:trainJob:*', 'modelarts:*:*', 'modelarts:train*:create'])), identity(allow(['modelarts:trainJob:create'])), only(noDialect, '{"Version": "1.0", "Statement": [{"Effect": "Allow", "Action": ["modelarts:tensorboard:list"]}]}')),
  },
  'unmatched-wildcard': {
    finds: [finds(custom(allow(['modelarts:notebook:remove*'])), 'modelarts:notebook:remove*'), only(version11, finds(custom(deny(['obs:bucket:Erase*', 'modelarts:x*:*'])), 'obs:bucket:Erase*', 'modelarts:x*:*')), finds(identity(deny(['modelarts:*:explode'])), 'modelarts:*:explode')],
    passes: passes(custom(allow(['modelarts:notebook:del*', 'modelarts:dataAnnotation:*', 'modelarts:*:*', 'rds:*:anything', '*:*:x', 'modelarts:nothing:*'])), only(version50, identity(allow(['obs:bucket:Erase*', 'modelarts:notebook:cre?te']))), custom(allow(['modelarts:notebook:create']))),
  },
  'mixed-levels': {
    finds: [finds(custom(allow(['modelarts:notebook:list', 'obs:bucket:ListBucket', 'iam:users:listUsers'])), 'obs'), finds(custom(allow(['iam:users:listUsers']), deny(['ECS:*:*'])), 'ECS'), finds(custom(allow(['obs:*:*']), allow(['smn:topic:list'])), 'smn')],
    passes: passes(custom(allow(['modelarts:notebook:list', 'lts:logs:list'])), custom(allow(['obs:*:*', 'iam:*:*', 'bss:order:view', '*:*:list'])), only(noDialect, identity(allow(['modelarts:notebook:list', 'obs:bucket:listBucket']))), custom(allow(['nobody:x:y', 'obs:*:*']))),
  },
  'variable-position': {
    finds: [only(version11, finds(custom(on('obs:*:${g:DomainId}:bucket:a')), '${g:DomainId}')), finds(custom(on('obs:*:*:object:${g:UserName/*')), '${g:UserName/*'), finds(identity(when('{"StringEquals": {"g:UserName": "a${b"}}')), '${b'), finds(identity(on('obs:*:*:object:a${')), '${')],
    passes: passes(custom(on('obs:*:*:object:home/${g:UserName}/*')), only(version50, identity(on('obs:*:${g:DomainId}:bucket:a'))), custom(when('{"StringEquals": {"g:UserName": ["${g:DomainName}", "$", "{}"]}}'))),
  },
  'obs-resource': {
    finds: [finds(custom(on('obs:cn-north-4:*:bucket:a')), 'cn-north-4'), finds(custom(on('OBS:*:*:object:a/ü')), 'ü'), finds(custom(on('obs:*:*:object:a/${g:UserName}+x', 'obs:*:*:object:😀')), '+', '😀'), finds(custom(on('obs:*:*:object:b/((x))')), '((', '))')],
    passes: passes(custom(on('obs:*:*:object:a-b_c*./d\\e', 'obs:::bucket:a')), custom(on('dli:cn-north-4:*:queue:a+b')), only(noDialect, identity(on('obs:cn-north-4:a:object:ü'))), custom(on('obs:*:*:object:${g:UserName}/*'))),
  },
  'resource-not-supported': {
    finds: [finds(custom(on('smn:*:*:topic:news')), 'smn:*:*:topic:news'), finds(custom(on('*', 'evs:*:*:volume:*')), 'evs:*:*:volume:*'), finds(custom(on('VPC:*:*:port:a:b')), 'VPC:*:*:port:a:b')],
    passes: passes(custom(on('*', 'obs:*:*:bucket:a', 'modelarts:*:*:notebook:*', 'ecs:*:*:instance:a')), custom(on('smn:*:*:*:*', 'nobody:*:*:a:b')), only(noDialect, identity(on('smn:*:*:topic:news')))),
  },
  'action-resource-mismatch': {
    finds: [
      only(version11, finds(custom(allow(['obs:bucket:ListBucket', 'obs:bucket:*'], '"Resource": ["obs:*:*:object:a/*", "obs:*:*:bucket:a"]')), 'object')),
      only(version11, finds(custom(allow(['obs:object:GetObject'], '"Resource": ["obs:*:*:bucket:a"]')), 'bucket')),
      only(['identity-5.0', 'session-5.0', 'scp-5.0'], finds(identity(allow(['modelarts:notebook:create'], '"Resource": ["modelarts:*:*:pool:a"]')), 'pool')),
    ],
    passes: passes(custom(allow(['obs:bucket:ListBucket', 'obs:object:GetObject'], '"Resource": ["obs:*:*:object:a/*", "*"]')), custom(allow(['obs:*:*'], '"Resource": ["obs:*:*:object:a"]')), only(version11, custom(allow(['modelarts:notebook:list'], '"Resource": ["modelarts:*:*:pool:*"]'))), identity(allow(['modelarts:notebook:create'], '"Resource": ["modelarts:*:*:notebook:a"]')), identity(allow(['sts:agencies:assume'], '"Resource": ["iam::a:agency:b"]'))),
  },
  'key-of-other-service': {
    finds: [finds(custom(when('{"StringEquals": {"obs:prefix": ["a"], "g:UserName": ["a"]}}')), '"obs:prefix"'), finds(identity(when('{"StringEquals": {"ecs:something": "a"}}')), '"ecs:something"'), finds(custom(allow(['obs:*:*'], '"Condition": {"StringEquals": {"ModelArts:poolType": ["public"]}}')), '"ModelArts:poolType"')],
    passes: passes(custom(when('{"StringEquals": {"modelarts:poolType": ["public"]}}')), custom(allow(['*:*:*'], '"Condition": {"StringEquals": {"obs:prefix": ["a"]}}')), custom(when('{"StringEqualsIfExists": {"obs:prefix": ["a"]}, "Null": {"obs:prefix": ["true"]}, "StringEquals": {"nobody:x": ["a"]}}')), identity('{"Effect": "Deny", "NotAction": ["a:b:c"], "Condition": {"StringEquals": {"obs:prefix": "a"}}}')),
  },
  'set-operator': {
    finds: [finds(identity(when('{"StringEquals": {"g:TagKeys": ["a"]}}')), '"StringEquals"'), finds(custom(when('{"StringMatchIfExists": {"g:TagKeys": ["a"]}}')), '"StringMatchIfExists"'), only(version50, finds(identity(when('{"StringNotEquals": {"g:CalledVia": "a"}}')), '"StringNotEquals"'))],
    passes: passes(identity(when('{"ForAnyValue:StringEquals": {"g:TagKeys": ["a"]}, "Null": {"g:TagKeys": "true"}}')), custom(when('{"StringEquals": {"g:UserName": ["a", "b"]}}')), identity(when('{"StringEquals": {"g:RequestTag/a": "b"}}'))),
  },
  'scp-allow-condition': {
    finds: [findsIn(scp, identity(allow(['*'], '"Condition": {}')), '"Condition"'), findsIn(scp, identity('{"Condition": {"Bool": {"g:MFAPresent": "true"}}, "Effect": "allow", "Action": ["*"]}'), '"Condition"'), findsIn(scp, identity(plain, allow(['*'], '"Condition": {}')), '"Condition"')],
    passes: [...passesIn(scp, identity(deny(['a:b:c'], '"Condition": {"Bool": {"g:MFAPresent": "true"}}')), identity(plain)), ...passes(only(noDialect, identity(allow(['a:b:c'], '"Condition": {"Bool": {"g:MFAPresent": "true"}}'))))],
  },
  'scp-wildcard': {
    finds: [findsIn(scp, identity(deny(['modelarts:*:delete'])), '*'), findsIn(scp, identity(deny(['*:notebook:delete', 'modelarts:note*:delete'])), '*', 'note*'), findsIn(scp, identity(deny(['modelarts:notebook:*Storage'])), '*Storage')],
    passes: [...passesIn(scp, identity(deny(['*', 'modelarts:*:*', 'modelarts:notebook:delete*', 'modelarts:notebook:*', 'modelarts:notebook:list']))), ...passes(only(noDialect, identity(deny(['modelarts:*:delete']))), only(noDialect, custom(deny(['modelarts:*:delete']))))],
  },
  'trust-without-source': {
    finds: [findsIn(trust, identity(allow(['sts:agencies:assume'], '"Principal": {"Service": ["service.A"]}')), '"Service"'), findsIn(trust, identity(allow(['sts:agencies:assume'], '"Principal": {"Service": ["service.A"]}, "Condition": {"StringEquals": {"g:DomainId": "a"}}')), '"Service"'), findsIn(trust, identity(allow(['sts:agencies:assume'], '"Principal": {"IAM": ["a"], "Service": ["service.A"]}')), '"Service"')],
    passes: passesIn(trust, identity(allow(['sts:agencies:assume'], '"Principal": {"Service": ["a"]}, "Condition": {"StringEquals": {"g:sourceaccount": "a"}}')), identity(allow(['sts:agencies:assume'], '"Principal": {"IAM": ["a"]}')), identity(deny(['sts:agencies:assume'], '"Principal": {"Service": ["a"]}')), identity(allow(['sts:agencies:assume'], '"Principal": {"Service": ["a"]}, "Condition": {"StringMatch": {"g:SourceUrn": "a*"}}'))),
  },
  'tag-condition': {
    finds: [only(customs, finds(custom(allow(['ecs:cloudServers:start'], '"Condition": {"StringEquals": {"g:ResourceTag/a": ["b"]}}')), '"g:ResourceTag/a"')), finds(identity(allow(['modelarts:trainJob:get'], '"Condition": {"StringEquals": {"g:resourceTag/a": "b"}}')), '"g:resourceTag/a"'), only(customs, finds(custom(allow(['ecs:*:*'], '"Condition": {"StringEquals": {"g:ResourceTag/a": ["b"]}}'), deny(['modelarts:tag:*'])), '"g:ResourceTag/a"'))],
    passes: [...passes(custom(allow(['ecs:cloudServers:start'], '"Condition": {"StringEquals": {"g:ResourceTag/a": ["b"]}}'), deny(['ecs:cloudServers:batchSet*'])), custom(deny(['ecs:*:*'], '"Condition": {"StringEquals": {"g:ResourceTag/a": ["b"]}}')), custom(allow(['nobody:x:y'], '"Condition": {"StringEquals": {"g:ResourceTag/a": ["b"]}}'))), ...passesIn(scp, only(identities, identity(allow(['ecs:*:*'], '"Condition": {"StringEquals": {"g:ResourceTag/a": "b"}}'))))],
  },
  'region-format': {
    finds: [finds(custom(on('modelarts:CN-North-4:*:notebook:*')), 'CN-North-4'), finds(identity(on('modelarts:cn_north_4:a:notebook:b', 'modelarts:-:a:notebook:b')), 'cn_north_4', '-'), finds(custom(on('dli:北京:*:queue:a')), '北京')],
    passes: passes(custom(on('*', 'modelarts:cn-north-4:*:notebook:*', 'obs:*:*:bucket:a', 'obs:::bucket:a')), identity(on('modelarts:eu-west-101:a:notebook:b', 'iam::a:user:b', 'obs:cn-*:*:bucket:a')), custom(allow(['iam:agencies:assume'], '"Resource": {"uri": ["/iam/agencies/a"]}'))),
  },
  'unused-condition-key': {
    finds: [finds(custom(deny(['modelarts:image:delete', 'modelarts:image:register'], '"Condition": {"StringEquals": {"modelarts:poolType": ["public"]}}')), '"modelarts:poolType"'), only(version50, finds(identity(deny(['modelarts:image:delete'], '"Condition": {"StringEquals": {"modelarts:poolId": "a"}}')), '"modelarts:poolId"')), finds(custom(allow(['obs:object:GetObject'], '"Condition": {"StringEquals": {"obs:prefix": ["a"]}}')), '"obs:prefix"')],
    passes: passes(custom(deny(['modelarts:image:delete', 'modelarts:notebook:create'], '"Condition": {"StringEquals": {"modelarts:poolType": ["public"]}}')), custom(deny(['modelarts:image:*'], '"Condition": {"StringEquals": {"modelarts:poolType": ["public"]}}')), custom(when('{"StringEquals": {"g:UserName": ["a"]}}')), custom(deny(['modelarts:image:delete'], '"Condition": {"StringEqualsIfExists": {"modelarts:poolType": ["public"]}}'))),
  },
};

import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { allow, custom, deny, identity, on, when } from '../../support/policies.ts';
import { cases, type Case, type Cases } from './cases.ts';
import { inDialect, version11, version50, written } from './dialects.ts';

const plain = allow(['modelarts:notebook:list']);
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `modelarts:notebook:a${String(index)}`);
const finds = (text: string, ...at: readonly string[]): Case => ({ text, at });
const passes = (...texts: readonly string[]): Omit<Case, 'at'>[] => texts.map((text) => ({ text }));
const findsIn = (kinds: readonly PolicyKind[], text: string, ...at: readonly string[]): Case => ({ text, at, kinds });
const passesIn = (kinds: readonly PolicyKind[], ...texts: readonly string[]): Omit<Case, 'at'>[] => texts.map((text) => ({ text, kinds }));
const asWritten = (kinds: readonly PolicyKind[], text: string, ...at: readonly string[]): Case => ({ text, at, kinds, asWritten: true });
const trusting = allow(['sts:agencies:assume'], '"Principal": {"IAM": ["a"]}');
const onType = (action: string, ...resources: readonly string[]): string => allow([action], `"Resource": ${JSON.stringify(resources)}`);
const under = (actions: readonly string[], condition: string): string => allow(actions, `"Condition": ${condition}`);

/** More texts for single dialects, and for the rules about sets of requests all of them. */
export const dialectCases: Readonly<Record<string, Cases>> = {
  'invalid-version': {
    finds: [finds(`{"Version": "2.0", "Statement": [${plain}]}`, '"2.0"'), finds(`{"Statement": [${plain}], "Version": " 1.1"}`, '" 1.1"')],
    passes: passes(`{"Statement": [${plain}], "Version": "1.1"}`, `{"Version": 1.1, "Statement": [${plain}]}`, '{"Version": "1.'),
  },
  'missing-version': { finds: [finds(`{"Statement": [${plain}], "Id": "x"}`, '{'), finds(`{"Statement": [{"Effect": "Deny", "Action": ["*:*:*"]}], "Depends": []}`, '{')], passes: [] },
  'missing-action': { finds: [finds(custom(plain, '{"Effect": "Deny", "Resource": []}'), '{')], passes: [] },
  'deny-only': { finds: [finds(custom(deny(['modelarts:notebook:*']), deny(['modelarts:pool:*'], '"Resource": ["*"]')), '"Deny"')], passes: [] },
  'unknown-element': {
    finds: [finds(`{"Version": "1.1", "Statement": [${plain}], "Id": "x"}`, '"Id"'), finds(custom(allow(['modelarts:notebook:list'], '"Description": "lists"')), '"Description"'), finds(custom(plain, '{"Effect": "Deny", "Actions": ["modelarts:notebook:delete"]}'), '"Actions"')],
    passes: [],
  },
  'not-action-in-1-1': { finds: [], passes: passes(custom(deny(['*:*:get*'])), custom('{"Effect": "Deny", "Notaction": ["a:b:c"]}'), custom(allow(['modelarts:notebook:NotAction']))) },
  'depends-in-policy': { finds: [], passes: passes(`{"Version": "1.1", "Statement": [${plain}], "depends": [{}]}`) },
  'unsupported-principal': { finds: [], passes: passes(identity(allow(['modelarts:notebook:list'], '"Principals": {"IAM": []}')), identity(when('{"StringEquals": {"g:PrincipalUrn": ["Principal"]}}'))) },
  'missing-principal': {
    finds: [asWritten(['trust-5.0'], identity(plain), '{'), asWritten(['trust-5.0'], identity('{"Effect": "Allow"}'), '{'), asWritten(['trust-5.0'], identity(trusting, plain), '{'), asWritten(['trust-5.0'], identity(deny(['sts::tagSession'], '"Resource": ["*"]')), '{')],
    passes: [],
  },
  'uppercase-service': { finds: [], passes: passes(custom(allow(['obs:Bucket:HeadBucket'])), custom(deny(['*:*:*']))) },
  'unknown-resource-type': { finds: [], passes: passes(custom(deny(['obs:bucket:*', 'modelarts:*:list', 'iam:*:get*']))) },
  'unknown-action': {
    finds: [findsIn(version50, identity(deny(['modelarts:workspace:lst'])), 'lst'), findsIn(version50, identity(allow(['modelarts:notebook:creaet', 'modelarts:notebook:list'])), 'creaet')],
    passes: passesIn(version11, custom(deny(['modelarts:pool:*', 'obs:object:GetObject']))),
  },
  'blank-in-resource': { finds: [finds(custom(on('obs:*:*: bucket:a')), ' '), finds(custom(on('iam::a :agency:b', '*')), ' ')], passes: [] },
  'unknown-operator': { finds: [], passes: passesIn(version50, identity(when('{"StringMatch": {"g:UserName": "a*"}, "DateLessThanIfExists": {"g:CurrentTime": "2030-01-01T00:00:00Z"}}'))) },
  'legacy-operator': { finds: [], passes: passes(custom(when('{"StringEqualsIfExists": {"g:UserName": ["a"]}, "Null": {"g:MFAAge": ["false"]}}'))) },
  'unknown-condition-key': { finds: [], passes: passesIn(version11, custom(when('{"Bool": {"g:MFAPresent": ["true"]}, "DateLessThan": {"g:CurrentTime": ["2030-01-01T00:00:00Z"]}}'))) },
  'policy-too-large': {
    finds: [finds(custom(on(...Array.from({ length: 100 }, (_, index) => `obs:*:*:object:${'folder/'.repeat(8)}${String(index)}`))), '{'), finds(custom(when(`{"StringEquals": {"g:UserName": ${JSON.stringify(Array<string>(8).fill('a'.repeat(900)))}}}`)), '{')],
    passes: passes(custom(deny(['modelarts:pool:*'])), custom(...Array<string>(5).fill(plain))),
  },
  'too-many-statements': { finds: [], passes: passes(custom(...Array<string>(7).fill(plain), 'null')) },
  'too-many-actions': { finds: [], passes: passes(custom('{"Effect": "Allow", "Action": "modelarts:notebook:list"}', allow(names(99)))) },
  'too-many-resources': { finds: [], passes: passes(custom(on(...Array<string>(6).fill('*')), on(...Array<string>(6).fill('*')))) },
  'resource-too-long': { finds: [findsIn(written, custom(deny(['obs:object:GetObject'], `"Resource": ["obs:*:*:object:${'b'.repeat(1500)}"]`)), `"obs:*:*:object:${'b'.repeat(1500)}"`), findsIn(version50, identity('{"Effect": "Deny", "Action": ["obs:object:GetObject"], "NotResource": ["*", "obs:*:*:object:' + '*'.repeat(1486) + '"]}'), `"obs:*:*:object:${'*'.repeat(1486)}"`)], passes: passes(custom(allow(['a:b:c'], '"Resource": "obs:*:*:bucket:a"'), deny(['a:b:c'], '"Resource": []'))) },
  'too-many-conditions': { finds: [], passes: passes(custom(...Array.from({ length: 3 }, (_, index) => when(`{"StringEquals": {"g:ResourceTag/k${String(index)}": ["a", "b", "c", "d"]}}`)))) },
  'condition-value-length': { finds: [], passes: passes(custom(when('{"StringEquals": {"g:UserName": ["a", " "]}}'))) },
  'scp-allow-not-action': { finds: [], passes: passes(identity(allow(['*'], '"NotResource": ["obs:*:*:bucket:a"]'))) },
  'too-many-depends': { finds: [], passes: passes(`{"Version": "1.0", "Statement": [], "Depends": {}}`) },
  'condition-value-format': { finds: [findsIn(version11, custom(when('{"NotIpAddress": {"g:SourceIp": ["10.0.0.1-10.0.0.9", "any"]}}')), '"10.0.0.1-10.0.0.9"', '"any"')], passes: [] },
  'all-actions': { finds: [finds(custom(plain, allow(['obs:bucket:HeadBucket', '*:*:*'])), '*:*:*')], passes: passes(custom(allow(['modelarts:*:*']), deny(['*:*:*']))) },
  'whole-service': { finds: [], passes: passes(custom(allow(['modelarts:pool:*', 'obs:*:get*']))) },
  'deprecated-name': { finds: [], passes: passes(custom(deny(['modelarts:pool:delete', 'obs:bucket:*']))) },
  'unmatched-wildcard': { finds: [findsIn(version50, identity(allow(['modelarts:notebook:remove*', 'modelarts:pool:erase*'])), 'modelarts:notebook:remove*', 'modelarts:pool:erase*')], passes: passesIn(version11, custom(allow(['obs:bucket:Get*', 'nobody:x:*']))) },
  'variable-position': { finds: [], passes: passesIn(version11, custom(on("obs:*:*:object:${g:UserName, 'no}one'}/*", '*'))) },
  'resource-not-supported': { finds: [], passes: passes(custom(allow(['smn:topic:list']), on('obs:*:*:object:a/*'))) },
  'action-resource-mismatch': {
    finds: [
      findsIn(version11, custom(deny(['obs:bucket:DeleteBucket', 'obs:bucket:ListBucket'], '"Resource": ["obs:*:*:object:*"]')), 'object'),
      findsIn(version50.slice(0, 3), identity(onType('modelarts:notebook:delete', 'modelarts:*:*:notebook:a', 'modelarts:*:*:service:b')), 'service'),
      findsIn(version50.slice(0, 3), identity(deny(['modelarts:pool:delete'], '"Resource": ["modelarts:cn-north-4:*:workspace:*"]')), 'workspace'),
    ],
    passes: [],
  },
  'action-takes-no-resource': {
    finds: [
      finds(identity(onType('modelarts:trainJob:list', 'modelarts:*:*:trainJob:demo')), '["modelarts:*:*:trainJob:demo"]'),
      finds(identity(deny(['modelarts::createApiKey', 'modelarts::listApiKey'], '"Resource": ["modelarts:*:*:apiKey:a*", "modelarts:*:*:apiKey:b"]')), '["modelarts:*:*:apiKey:a*", "modelarts:*:*:apiKey:b"]'),
      finds(identity(allow(['modelarts:notebook:list']), onType('modelarts:workflow:list', 'modelarts:cn-north-4:*:workflow:*x')), '["modelarts:cn-north-4:*:workflow:*x"]'),
    ],
    passes: passes(
      identity(onType('modelarts:trainJob:list', '*')),
      identity(allow(['modelarts:trainJob:list', 'modelarts:trainJob:get'], '"Resource": ["modelarts:*:*:trainJob:demo"]')),
      identity(onType('modelarts:trainJob:*', 'modelarts:*:*:trainJob:demo'), onType('modelarts:workflow:list', 'modelarts:*:*:*:*')),
      identity(onType('modelarts:authorization:list', 'modelarts:*:*:authorization:a'), allow(['modelarts:workflow:list'])),
      identity('{"Effect": "Deny", "NotAction": ["modelarts:trainJob:list"], "Resource": ["modelarts:*:*:trainJob:demo"]}'),
    ),
  },
  'multi-valued-variable': {
    finds: [
      finds(custom(onType('obs:object:GetObject', 'obs:*:*:object:${g:TagKeys}/*')), '${g:TagKeys}'),
      finds(custom(when('{"StringEquals": {"g:UserName": ["a-${ g:tagkeys }", "${g:UserId}${g:TagKeys}"]}}')), '${ g:tagkeys }', '${g:TagKeys}'),
      finds(custom(deny(['obs:object:PutObject'], '"Resource": ["*", "obs:*:*:object:${g:UserName}/${g:TagKeys}"]')), '${g:TagKeys}'),
    ],
    passes: passes(
      custom(onType('obs:object:GetObject', 'obs:*:*:object:${g:UserName}/*')),
      custom(onType('obs:object:GetObject', "obs:*:*:object:${g:TagKeys, 'none'}/*")),
      custom(when('{"ForAnyValue:StringEquals": {"g:TagKeys": ["g:TagKeys", "${*}"]}}')),
    ),
  },
  'mfa-age-alone': {
    finds: [
      finds(custom(under(['modelarts:pool:delete'], '{"NumberLessThan": {"g:MFAAge": ["900"]}}')), '"g:MFAAge"'),
      finds(custom(when('{"NumberGreaterThanIfExists": {"g:mfaage": ["3600"]}, "StringEquals": {"g:UserName": ["a"]}}')), '"g:mfaage"'),
      finds(custom(under(['modelarts:pool:delete'], '{"Bool": {"g:MFAPresent": ["true"]}, "NumberLessThan": {"g:MFAAge": ["900"]}}'), under(['obs:bucket:DeleteBucket'], '{"NumberLessThan": {"g:MFAAge": ["60"]}}')), '"g:MFAAge"'),
    ],
    passes: passes(
      custom(under(['modelarts:pool:delete'], '{"Bool": {"g:MFAPresent": ["true"]}, "NumberLessThan": {"g:MFAAge": ["900"]}}')),
      custom(under(['modelarts:pool:delete'], '{"Null": {"g:MFAAge": ["false"]}}')),
      custom(when('{"BoolIfExists": {"G:mfapresent": ["false"]}, "NumberGreaterThan": {"g:MFAAge": ["900"]}}')),
    ),
  },
  'set-operator': { finds: [findsIn(version11, custom(when('{"StringNotEqualsIfExists": {"g:TagKeys": ["a", "b"]}}')), '"StringNotEqualsIfExists"')], passes: [] },
  'scp-allow-condition': { finds: [], passes: passes(identity(allow(['*']), deny(['modelarts:pool:*'], '"Condition": {"StringEquals": {"g:UserName": "a"}}'))) },
  'scp-wildcard': { finds: [], passes: passes(identity(allow(['*']), deny(['modelarts:notebook:*'])), identity(deny(['modelarts:pool:create', 'obs:bucket:delete?']))) },
  'tag-condition': {
    finds: [findsIn(['identity-5.0'], identity(under(['modelarts:notebook:get', 'modelarts:pool:get'], '{"StringEquals": {"g:ResourceTag/team": "a"}}')), '"g:ResourceTag/team"'), findsIn(['identity-5.0'], identity(under(['modelarts:*:*'], '{"StringMatch": {"g:ResourceTag/team": "a*", "g:ResourceTag/cost": "b*"}}')), '"g:ResourceTag/team"')],
    passes: [],
  },
  'unused-condition-key': { finds: [findsIn(version11, custom(deny(['obs:bucket:DeleteBucket', 'obs:object:PutObject'], '"Condition": {"StringEquals": {"obs:delimiter": ["/"]}}')), '"obs:delimiter"')], passes: [] },

  'denied-allow': {
    finds: [
      finds(custom(allow(['modelarts:notebook:list', 'modelarts:pool:delete']), deny(['modelarts:pool:*'])), '"modelarts:pool:delete"'),
      finds(custom(deny(['*:*:*']), plain), '"modelarts:notebook:list"'),
      finds(custom(allow(['obs:bucket:HeadBucket', 'smn:topic:list']), deny(['obs:*:*']), deny(['smn:topic:*'])), '"Allow"'),
    ],
    passes: passes(
      custom(plain, deny(['modelarts:pool:*'])),
      custom(plain, deny(['modelarts:notebook:*'], '"Condition": {"StringEquals": {"g:UserName": ["a"]}}')),
      custom(allow(['modelarts:notebook:*']), deny(['modelarts:notebook:delete'])),
      custom(allow(['obs:object:GetObject']), deny(['obs:object:GetObject'], '"Resource": ["obs:*:*:object:secret/*"]')),
    ),
  },
  'denied-resource': {
    finds: [
      finds(custom(onType('obs:object:GetObject', 'obs:*:*:object:a/*', 'obs:*:*:object:b/*'), deny(['obs:object:*'], '"Resource": ["obs:*:*:object:b/*"]')), '"obs:*:*:object:b/*"'),
      finds(custom(onType('obs:bucket:ListBucket', 'obs:*:*:bucket:x', 'obs:*:*:bucket:y'), deny(['obs:bucket:ListBucket'], '"Resource": ["obs:*:*:bucket:x*"]')), '"obs:*:*:bucket:x"'),
      finds(custom(deny(['*:*:*'], '"Resource": ["obs:*:*:object:logs/*"]'), onType('obs:object:PutObject', 'obs:*:*:object:data/*', 'obs:*:*:object:logs/2026/*')), '"obs:*:*:object:logs/2026/*"'),
    ],
    passes: passes(
      custom(onType('obs:object:GetObject', 'obs:*:*:object:a/*'), deny(['obs:object:*'], '"Resource": ["obs:*:*:object:b/*"]')),
      custom(onType('obs:object:GetObject', 'obs:*:*:object:a/*', 'obs:*:*:object:b/*'), deny(['obs:object:PutObject'], '"Resource": ["obs:*:*:object:b/*"]')),
      custom(onType('obs:object:GetObject', 'obs:*:*:object:*', 'obs:*:*:object:b'), deny(['obs:object:*'], '"Resource": ["obs:*:*:object:c/*"]')),
    ),
  },
  'partly-denied-allow': {
    finds: [
      finds(custom(allow(['modelarts:notebook:*']), deny(['modelarts:*:delete'])), '"modelarts:notebook:*"'),
      finds(custom(allow(['obs:bucket:*']), deny(['obs:*:DeleteBucket'])), '"obs:bucket:*"'),
      finds(custom(deny(['*:*:delete*']), allow(['modelarts:service:*'])), '"modelarts:service:*"'),
    ],
    passes: passes(custom(allow(['modelarts:notebook:*']), deny(['modelarts:notebook:delete'])), custom(allow(['modelarts:notebook:*']), deny(['modelarts:pool:*'])), custom(allow(['modelarts:*:*']), deny(['modelarts:pool:create', 'modelarts:pool:delete']))),
  },
  'redundant-allow': {
    finds: [
      finds(custom(allow(['modelarts:notebook:*', 'modelarts:notebook:create'])), '"modelarts:notebook:create"'),
      finds(custom(allow(['modelarts:*:*']), allow(['modelarts:pool:list'])), '"modelarts:pool:list"'),
      finds(custom(allow(['obs:bucket:HeadBucket']), onType('obs:bucket:HeadBucket', 'obs:*:*:bucket:a')), '"obs:bucket:HeadBucket"'),
    ],
    passes: passes(custom(allow(['modelarts:notebook:create', 'modelarts:notebook:list'])), custom(plain, deny(['modelarts:notebook:list'], '"Condition": {"StringEquals": {"g:UserName": ["a"]}}')), custom(onType('obs:bucket:HeadBucket', 'obs:*:*:bucket:a'), onType('obs:bucket:HeadBucket', 'obs:*:*:bucket:b'))),
  },
  'redundant-deny': {
    finds: [
      finds(custom(allow(['modelarts:*:*']), deny(['modelarts:pool:*']), deny(['modelarts:pool:delete'])), '"modelarts:pool:delete"'),
      finds(custom(allow(['modelarts:*:*']), deny(['modelarts:notebook:delete', 'modelarts:notebook:*'])), '"modelarts:notebook:delete"'),
      finds(custom(allow(['obs:*:*']), deny(['obs:bucket:DeleteBucket'], '"Condition": {"StringEquals": {"g:UserName": ["a"]}}'), deny(['obs:bucket:DeleteBucket'])), '"obs:bucket:DeleteBucket"'),
    ],
    passes: passes(custom(allow(['modelarts:*:*']), deny(['modelarts:pool:*']), deny(['modelarts:notebook:delete'])), custom(allow(['modelarts:*:*']), deny(['modelarts:pool:delete'])), custom(allow(['obs:*:*']), deny(['obs:bucket:*'], '"Condition": {"StringEquals": {"g:UserName": ["a"]}}'), deny(['obs:bucket:*'], '"Condition": {"StringEquals": {"g:UserName": ["b"]}}'))),
  },
  'idle-deny': {
    finds: [
      finds(custom(allow(['obs:bucket:HeadBucket']), deny(['obs:bucket:HeadBucket', 'obs:object:DeleteObject'], '"Condition": {"Bool": {"g:MFAPresent": ["false"]}}')), '"obs:object:DeleteObject"'),
      finds(custom(allow(['obs:bucket:*']), deny(['smn:topic:delete'])), '"smn:topic:delete"'),
      finds(custom(onType('obs:object:GetObject', 'obs:*:*:object:a/*'), deny(['obs:object:PutObject', 'obs:object:GetObject'], '"Condition": {"StringEquals": {"g:UserName": ["x"]}}')), '"obs:object:PutObject"'),
    ],
    passes: passes(custom(allow(['obs:*:*']), deny(['obs:bucket:DeleteBucket'])), custom(deny(['obs:bucket:DeleteBucket'])), custom(allow(['*:*:*']), deny(['smn:topic:delete', 'obs:bucket:*']))),
  },
  'never-applies': {
    finds: [
      finds(custom(allow(['modelarts:notebook:*']), deny(['modelarts:notebook:delete'], '"Condition": {"StringEquals": {"g:UserName": ["ann"]}, "StringNotEquals": {"g:UserName": ["ann", "bob"]}}')), '"g:UserName"'),
      finds(custom(under(['modelarts:notebook:list'], '{"NumberLessThan": {"g:MFAAge": ["10"]}, "NumberGreaterThan": {"g:MFAAge": ["20"]}}')), '"g:MFAAge"'),
      finds(custom(under(['modelarts:notebook:list'], '{"Null": {"g:UserName": ["true"]}, "StringEquals": {"g:UserName": ["ann"]}}')), '"g:UserName"'),
    ],
    passes: passes(
      custom(under(['modelarts:notebook:list'], '{"StringEquals": {"g:UserName": ["ann", "bob"]}, "StringNotEquals": {"g:UserName": ["ann"]}}')),
      custom(under(['modelarts:notebook:list'], '{"NumberLessThan": {"g:MFAAge": ["20"]}, "NumberGreaterThan": {"g:MFAAge": ["10"]}}')),
      custom(under(['modelarts:notebook:list'], '{"Null": {"g:UserName": ["false"]}, "StringEquals": {"g:UserName": ["ann"]}}')),
    ),
  },
};

/** All texts of a rule. */
export function casesOf(code: string): Cases {
  const all = [cases[code], dialectCases[code]];
  return { finds: all.flatMap((it) => it?.finds ?? []), passes: all.flatMap((it) => it?.passes ?? []) };
}

/** A text carried over to a dialect; undefined where it means something else there, or nothing. */
export function carriedTo(kind: PolicyKind, { text, kinds, asWritten }: Omit<Case, 'at'>): string | undefined {
  // The wrapper of the IAM API belongs to custom policies.
  if (kinds ? !kinds.includes(kind) : text.startsWith('{"role"') && kind !== 'custom-1.1') return undefined;
  return asWritten ? text : inDialect(text, kind);
}

import { type JsonString } from '../json/json.ts';
import { code, link, type Message, msg } from '../message.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { countActionsOf, countMessage } from '../structure/counts.ts';

/** What an element of a policy or statement is for, by the kind of policy. Empty for a name that is none. */
export function describeElement(name: string, { kind, version }: Pick<Policy, 'kind' | 'version'>): readonly Message[] {
  const is1 = version !== '5.0';
  switch (name) {
    case 'Version':
      return [msg('**Version** of the policy language: {0} in custom policies, {1} in identity policies, trust policies and SCPs, {2} in system roles.', code('1.1'), code('5.0'), code('1.0')), ...syntaxPage(is1)];
    case 'Statement':
      return [msg('**Statement**: the list of what is allowed and denied. The order does not matter: a Deny that applies wins over every Allow.'), ...(is1 ? [msg('1 to {0} statements.', 8)] : []), ...syntaxPage(is1)];
    case 'Depends':
      return [msg('**Depends**: roles that have to be attached as well, in the same project. Only system roles (version 1.0) have it.')];
    case 'Sid':
      return [msg('**Sid**: a name for the statement, for people. It changes nothing.'), ...absentIn(name, kind)];
    case 'Effect':
      return [msg('**Effect**: whether the statement allows or denies. What no statement allows is not granted.'), ...syntaxPage(is1)];
    case 'Action':
      return [
        msg('**Action**: what the statement is about, as {0}. {1} stands for any characters within a segment.', code('service:type:operation'), code('*')),
        ...(is1 ? [msg('At most {0} actions of up to {1} characters.', 100, 128)] : []),
        ...syntaxPage(is1),
      ];
    case 'NotAction':
      return [msg('**NotAction**: every action but these, also those that services add later.'), ...(kind === 'scp-5.0' ? [msg('An SCP has it with Deny only.')] : []), ...(is1 ? [msg('No page about version 1.1 documents it.')] : [])];
    case 'Resource':
      return [
        msg('**Resource**: which resources the statement is limited to, as {0}. Without it the statement is about all of them.', code('service:region:account:type:path')),
        ...(is1 ? [msg('At most {0} resources.', 10), msg('ModelArts accepts the type, but no path: {0}.', code('modelarts:*:*:notebook:*'))] : []),
        ...syntaxPage(is1),
      ];
    case 'NotResource':
      return [msg('**NotResource**: every resource but these.'), ...absentIn(name, kind)];
    case 'Condition':
      return [
        msg('**Condition**: when the statement applies, as operator, key and values. All operators and keys have to hold; of several values one is enough.'),
        ...(kind === 'scp-5.0' ? [msg('The SCP page of 2024 has it with Deny only. Sources disagree.')] : []),
        ...syntaxPage(is1),
      ];
    case 'Principal':
      return [msg('**Principal**: who may assume the agency. Trust policies need it, other policies do not have it.')];
    case 'NotPrincipal':
      return [msg('**NotPrincipal**: everybody but these. Only trust policies have it.')];
    default:
      return [];
  }
}

/** What the value of Version says. */
export function describeVersion(value: string): readonly Message[] {
  switch (value) {
    case '1.0':
      return [msg('**{0}**: a system role. Huawei Cloud makes them, users cannot create any.', code(value))];
    case '1.1':
      return [msg('**{0}**: a custom or system policy of the roles and policies of IAM. It is attached to user groups and agencies.', code(value))];
    case '5.0':
      return [msg('**{0}**: an identity policy, trust policy or service control policy. A policy of version 1.1 is another language with other action names.', code(value))];
    default:
      return [msg('IAM knows the versions {0}, {1} and {2}.', code('1.0'), code('1.1'), code('5.0'))];
  }
}

/** What Allow or Deny does, and what this statement allows or denies today. */
export function describeEffect(policy: Policy, statement: Statement, catalog: Catalog): readonly Message[] {
  const count = countActionsOf(policy, statement, catalog);
  const counted = count ? [msg('{0}.', countMessage(policy, count))] : [];
  switch (statement.effect?.value) {
    case 'Allow':
      if (policy.kind === 'scp-5.0') return [msg('**Allow** in an SCP grants nothing. It lets through what policies of the account grant.'), ...counted];
      return [msg('**Allow**: grants the actions, unless a Deny applies to the same request.'), ...counted];
    case 'Deny':
      return [msg('**Deny**: refuses the actions, whatever allows them, here or in another policy.'), ...counted];
    default:
      return [];
  }
}

/** What kind of principal a trust policy names. */
export function describePrincipal(kind: string): readonly Message[] {
  switch (kind) {
    case 'IAM':
      return [msg('**IAM**: accounts, users or agencies, by ID or URN.')];
    case 'Service':
      return [msg('**Service**: cloud services that may act for the account.')];
    case 'Identity_provider':
      return [msg('**Identity_provider**: users who sign in through these identity providers.')];
    default:
      return [];
  }
}

/** Whom a URN under `IAM` names (reference 2.1); nothing for an ID, which does not say what it is of. */
export function describePrincipalValue(value: string): readonly Message[] {
  const [service, , account = '', type, ...rest] = value.split(':');
  const name = rest.join(':');
  if (account === '' || (service !== 'iam' && service !== 'sts')) return [];
  switch (type) {
    case 'root':
      return [msg('The account {0}.', code(account))];
    case 'user':
      return [msg('The user {0} of the account {1}.', code(name), code(account))];
    case 'agency':
      return [msg('The agency {0} of the account {1}.', code(name), code(account))];
    case 'assumed-agency':
      return [msg('The session {0} of an agency of the account {1}.', code(name), code(account))];
    case 'external-user':
      return [msg('The federated user {0} of the account {1}.', code(name), code(account))];
    default:
      return [];
  }
}

/** Fields of the `role` object that the IAM API puts around a policy (reference, 1.1 and 1.5). */
export function describeRoleField(name: string, value: JsonString | undefined): readonly Message[] {
  switch (name) {
    case 'role':
      return [msg('**role**: the policy as the IAM API takes and gives it. The policy itself stands in {0}.', code('policy'))];
    case 'policy':
      return [msg('**policy**: the policy itself, as the console shows it.')];
    case 'display_name':
      return [msg('**display_name**: the name that people see, 1 to {0} characters without blanks.', 64)];
    case 'type':
      if (value?.value === 'AX') return [msg('**{0}**: for global services, as IAM and OBS are.', code('AX'))];
      if (value?.value === 'XA') return [msg('**{0}**: for project-level services, as ModelArts is.', code('XA'))];
      return [msg('**type**: {0} for global services, {1} for project-level ones.', code('AX'), code('XA'))];
    case 'description':
      return [msg('**description**: what the policy is for. The API requires it.')];
    default:
      return [];
  }
}

function absentIn(name: string, kind: PolicyKind): readonly Message[] {
  return kind === 'role-1.0' || kind === 'custom-1.1' || kind === 'session-1.1' ? [msg('Policies of version 5.0 have {0}, this one does not.', code(name))] : [];
}

/** Page with the syntax of policies 1.1; of 5.0 none could be read as a whole. */
function syntaxPage(is1: boolean): readonly Message[] {
  return is1 ? [msg('{0}', link(msg('Policy syntax'), 'https://support.huaweicloud.com/usermanual-iam/iam_01_0019.html'))] : [];
}

import { formatPath } from '../json/json.ts';
import { msg } from '../message.ts';
import { actionStrings } from '../policy/policy.ts';
import { isDefaultAllowed } from './conclude.ts';
import type { Facts } from './facts.ts';
import type { Worked } from './parts.ts';
import type { Prepared, PreparedPolicy } from './prepare.ts';
import type { AuthorizationMode, Note } from './types.ts';

const pages = {
  authorization: 'https://github.com/opentelekomcloud-docs/modelarts/blob/1ba1873d960563c60759f67898a855d9ba3c3502/umn/source/permissions_management/basic_concepts.rst',
  scp: 'https://support.huaweicloud.com/intl/en-us/usermanual-organizations/org_03_0033.html',
  scopes: 'https://github.com/opentelekomcloud-docs/identity-access-management/blob/9d2eac9fd0f9940ede2c67284534aca0a35d79ea/umn/source/user_guide/user_groups_and_authorization/creating_a_user_group_and_assigning_permissions.rst',
  roles: 'https://support.huaweicloud.com/usermanual-iam/iam_01_0601.html',
  models: 'https://support.huaweicloud.com/intl/en-us/iam5_faq/iam_01_1233.html',
  session: 'https://github.com/huaweicloudDocs/iam/blob/5d5f9de0e0b68887916a1724f219379ac30a1bf3/cn.zh-cn/API参考/通过委托获取临时访问密钥和securitytoken.md',
  resource: 'https://support.huaweicloud.com/usermanual-iam/iam_01_0019.html',
} as const;

/** What a person should know beside the decision, with how sure it is and the page that it rests on. */
export function notesOf(prepared: Prepared, facts: Facts, worked: Worked, authorization: AuthorizationMode): readonly Note[] {
  return [...refused(prepared), ...mode(prepared, facts, authorization), ...dependencies(prepared), ...widened(prepared, worked), ...boundaries(prepared, facts), ...mixed(prepared), ...unnamedResource(facts, worked), ...unknownAction(facts)];
}

function refused({ policies }: Prepared): Note[] {
  return policies.flatMap(({ attached: { name, error } }) => (error ? [{ grade: error.grade, text: msg('IAM refuses {0}: {1} ({2})', name, error.message, formatPath(error.path)) }] : []));
}

/** The mode in which a ModelArts action is decided, and whether sources agree on it (reference 4.4). */
function mode(prepared: Prepared, facts: Facts, authorization: AuthorizationMode): Note[] {
  if (facts.service !== 'modelarts') return [];
  const source = pages.authorization;
  if (authorization === 'strict') return [{ grade: 'documented', text: msg('ModelArts authorization mode: strict. An explicit grant is needed.'), source }];
  const note: Note = { grade: 'documented', text: msg('ModelArts authorization mode: non-strict. IAM users may use ModelArts without a grant.'), source };
  if (!isDefaultAllowed(facts) || !namesModelarts(prepared.byRole.policy)) return [note];
  return [note, { grade: 'disputed', text: msg('A policy names modelarts. Sources do not say whether that alone ends what the non-strict mode allows.'), source }];
}

function namesModelarts(policies: readonly PreparedPolicy[]): boolean {
  return policies.some((it) => it.statements.some(({ source }) => actionStrings(source).some(({ segments }) => segments[0]?.value.toLowerCase() === 'modelarts')));
}

function dependencies({ policies }: Prepared): Note[] {
  return policies.flatMap(({ attached, missingDependencies }) =>
    missingDependencies.length > 0 ? [{ grade: 'documented' as const, text: msg('{0} has no effect until {1} is attached in the same scope.', attached.name, missingDependencies.join(', ')), source: pages.roles }] : [],
  );
}

function widened({ policies }: Prepared, { attachments }: Worked): Note[] {
  return policies.flatMap(({ attached }) => {
    const attachment = attachments.get(attached);
    return attachment?.widened ? [{ grade: 'documented' as const, text: msg('{0}: {1}.', attached.name, attachment.why), source: pages.scopes }] : [];
  });
}

function boundaries({ byRole, scpLimits }: Prepared, facts: Facts): Note[] {
  const notes: Note[] = [];
  if (byRole.scp.length > 0 && !scpLimits) notes.push({ grade: 'inferred', text: msg('No service control policy has an Allow, so the full access of the default is assumed. They only take away.'), source: pages.scp });
  if (facts.service !== 'obs' && byRole.session.some((it) => it.attached.document?.policy?.version === '1.1')) {
    notes.push({ grade: 'documented', text: msg('A session policy of version 1.1 works for OBS only.'), source: pages.session });
  }
  return notes;
}

/** Policies of both authorization models together: a Deny of either side counts, and an Allow of one is taken as enough. */
function mixed({ byRole }: Prepared): Note[] {
  const versions = new Set(byRole.policy.flatMap((it) => (it.attached.document?.policy ? [it.attached.document.policy.version === '5.0'] : [])));
  return versions.size > 1 ? [{ grade: 'inferred', text: msg('Policies of versions 1.1 and 5.0 are attached together. An Allow of either is taken as enough.'), source: pages.models }] : [];
}

/** A request without a resource against statements that list some (reference 4.2). */
function unnamedResource(facts: Facts, { parts, attachments }: Worked): Note[] {
  if (facts.resources[0] !== undefined) return [];
  const concerns = [...parts.values()].some((it) => it.action.matches === true && it.resources[0]?.matches === false && attachments.get(it.statement.policy.attached)?.matches !== false);
  return concerns ? [{ grade: 'inferred', text: msg('The request names no resource. A statement with Resource is taken to match that only with "{0}".', '*'), source: pages.resource }] : [];
}

function unknownAction({ action, service, catalog }: Facts): Note[] {
  if (catalog.service(service)?.coverage !== 'complete' || catalog.action(action.text)) return [];
  return [{ grade: 'inferred', text: msg('{0} is not in our data of {1}.', action.text, catalog.date) }];
}

import { type JsonObject } from '../json/json.ts';
import { msg } from '../message.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { statementElements } from '../policy/read.ts';
import type { Statement } from '../policy/policy.ts';
import type { Offer, Offers } from './completion.ts';

/** Elements of the policy, in their order; those that are there are left out by the caller. */
export function topOffers(kind: PolicyKind): Offers {
  const version = kind.slice(-3);
  const offers: Offer[] = [
    { label: 'Version', kind: 'element', detail: msg('required'), text: `"${version}"` },
    { label: 'Statement', kind: 'element', detail: msg('required'), text: '[\n\t$0\n]', retrigger: true },
  ];
  if (kind === 'role-1.0') offers.push({ label: 'Depends', kind: 'element', detail: msg('optional'), text: '[\n\t{\n\t\t"catalog": "${1:BASE}",\n\t\t"display_name": "$2"\n\t}\n]' });
  return { offers, data: `e ${kind} ` };
}

/** Elements of a statement that may be added to those of `node`, in their order. */
export function statementElementOffers(kind: PolicyKind, node: JsonObject, statement: Statement | undefined): Offers {
  const present = new Set(node.members.map((it) => it.key.value));
  // An SCP has NotAction and Condition with Deny only (reference 2.1).
  const denies = kind !== 'scp-5.0' || statement?.effect?.value !== 'Allow';
  const names = statementElements(kind).filter((it) => {
    const other = opposite(it);
    return !(other && present.has(other)) && (denies || (it !== 'NotAction' && it !== 'Condition'));
  });
  return { offers: names.map((it) => elementOffer(it, kind)), data: `e ${kind} ` };
}

/** Whole statements. */
export function statementOffers(kind: PolicyKind): Offers {
  const extras = kind === 'role-1.0' ? [''] : ['', 'Resource', 'Condition'];
  const offers = ['Allow', 'Deny'].flatMap((effect) =>
    extras.filter((extra) => !(kind === 'scp-5.0' && effect === 'Allow' && extra === 'Condition')).map((extra): Offer => statementOffer(kind, effect, extra)),
  );
  return { offers, data: '-' };
}

/** A whole policy of the kind, for a document that has nothing yet. */
export function documentOffers(kind: PolicyKind): Offers {
  // What a document with nothing in it may become; an SCP is told by the name of its file.
  const kinds: readonly PolicyKind[] = kind === 'custom-1.1' ? ['custom-1.1', 'identity-5.0', 'trust-5.0'] : [kind];
  const offers = kinds.map((it): Offer => {
    const statement = statementText(it, it === 'scp-5.0' ? 'Deny' : 'Allow', '').replaceAll('\n', '\n\t\t');
    return { label: it === 'trust-5.0' ? 'trust policy 5.0' : `policy ${it.slice(-3)}`, kind: 'statement', detail: documentDetail(it), text: `{\n\t"Version": "${it.slice(-3)}",\n\t"Statement": [\n\t\t${statement}\n\t]\n}`, snippet: true, retrigger: true, data: '-' };
  });
  return { offers, data: '-' };
}

export function effectOffers(kind: PolicyKind): Offers {
  const both: Offer[] = [
    { label: 'Allow', kind: 'value', detail: kind === 'scp-5.0' ? msg('lets through what policies grant') : msg('grants the actions') },
    { label: 'Deny', kind: 'value', detail: msg('refuses them, whatever allows them') },
  ];
  return { offers: kind === 'scp-5.0' ? both.reverse() : both, data: '-' };
}

export function versionOffers(kind: PolicyKind): Offers {
  const old: Offer = { label: '1.1', kind: 'value', detail: msg('custom policy') };
  const current: Offer = { label: '5.0', kind: 'value', detail: msg('identity policy, trust policy or SCP') };
  if (kind === 'trust-5.0' || kind === 'scp-5.0') return { offers: [current], data: `v ${kind} ` };
  return { offers: kind.endsWith('5.0') ? [current, old] : [old, current], data: `v ${kind} ` };
}

/** Kinds of principals of a trust policy (reference 2.1). */
export function principalOffers(kind: PolicyKind): Offers {
  return { offers: ['Service', 'IAM', 'Identity_provider'].map((label): Offer => ({ label, kind: 'element', text: '[\n\t"$1"\n]' })), data: `p ${kind} ` };
}

/** Fields of the `role` object that the IAM API puts around a policy (reference 1.1). */
export function roleOffers(kind: PolicyKind): Offers {
  const offers: Offer[] = [
    { label: 'display_name', kind: 'element', detail: msg('required'), text: '"$1"' },
    { label: 'type', kind: 'element', detail: msg('required'), text: '"${1|XA,AX|}"' },
    { label: 'description', kind: 'element', detail: msg('required'), text: '"$1"' },
  ];
  return { offers, data: `r ${kind} ` };
}

export function roleTypeOffers(): Offers {
  const offers: Offer[] = [
    { label: 'XA', kind: 'value', detail: msg('project-level services') },
    { label: 'AX', kind: 'value', detail: msg('global services') },
  ];
  return { offers, data: '-' };
}

function elementOffer(name: string, kind: PolicyKind): Offer {
  return { label: name, kind: 'element', detail: isRequired(name, kind) ? msg('required') : msg('optional'), ...skeleton(name) };
}

/** What stands behind the colon. */
function skeleton(name: string): Pick<Offer, 'text' | 'retrigger'> {
  switch (name) {
    case 'Effect':
      return { text: '"${1|Allow,Deny|}"' };
    case 'Action':
    case 'NotAction':
    case 'Resource':
    case 'NotResource':
      return { text: '[\n\t"$0"\n]', retrigger: true };
    case 'Condition':
    case 'Principal':
    case 'NotPrincipal':
      return { text: '{\n\t$0\n}', retrigger: true };
    default:
      return { text: '"$1"' };
  }
}

function isRequired(name: string, kind: PolicyKind): boolean {
  return name === 'Effect' || name === 'Action' || (name === 'Principal' && kind === 'trust-5.0');
}

function opposite(name: string): string | undefined {
  return { Action: 'NotAction', NotAction: 'Action', Resource: 'NotResource', NotResource: 'Resource', Principal: 'NotPrincipal', NotPrincipal: 'Principal' }[name];
}

function statementOffer(kind: PolicyKind, effect: string, extra: string): Offer {
  const detail = effect === 'Allow' ? msg('statement that allows') : msg('statement that denies');
  return { label: extra ? `${effect} + ${extra}` : effect, kind: 'statement', detail, text: statementText(kind, effect, extra), snippet: true, retrigger: true };
}

function statementText(kind: PolicyKind, effect: string, extra: string): string {
  const principal = kind === 'trust-5.0' ? ['"Principal": {\n\t\t"${2|Service,IAM,Identity_provider|}": [\n\t\t\t"$3"\n\t\t]\n\t}'] : [];
  const parts = [`"Effect": "${effect}"`, ...principal, '"Action": [\n\t\t"$1"\n\t]'];
  if (extra === 'Resource') parts.push('"Resource": [\n\t\t"$4"\n\t]');
  if (extra === 'Condition') parts.push('"Condition": {\n\t\t"${5:StringEquals}": {\n\t\t\t"${6:g:UserName}": [\n\t\t\t\t"$7"\n\t\t\t]\n\t\t}\n\t}');
  return `{\n\t${parts.join(',\n\t')}\n}`;
}

function documentDetail(kind: PolicyKind): Offer['detail'] {
  switch (kind) {
    case 'trust-5.0':
      return msg('trust policy of an agency');
    case 'scp-5.0':
      return msg('service control policy');
    default:
      return kind.endsWith('5.0') ? msg('identity policy') : msg('custom policy');
  }
}

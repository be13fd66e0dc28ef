import { actionsMatching, type Catalog, type ServiceFact } from '../catalog/catalog.ts';
import { msg } from '../message.ts';
import { actionStrings, type Statement } from '../policy/policy.ts';
import { type NameContext, orderedServices, serviceTitle } from './actions.ts';
import type { Offer, Offers } from './completion.ts';
import { escapeSnippet } from './slot.ts';

/** What may follow the segments before the cursor in a resource: service, region, account, type, path. */
export function resourceOffers(before: readonly string[], statement: Statement | undefined, context: NameContext): Offers {
  const [service = '', region = '', account = '', type = ''] = before;
  switch (before.length) {
    case 0:
      return starts(statement, context);
    case 1:
      return { offers: regions(service, context), data: '' };
    case 2:
      return { offers: [{ label: '*', kind: 'resource', detail: msg('any account'), more: true }], data: '' };
    case 3:
      return types(service, statement, context);
    case 4:
      return { offers: paths({ service, region, account, type }, context), data: '' };
    default:
      return { offers: [], data: '' };
  }
}

/** The URI of an agency, the other form of Resource in 1.1 (reference 1.3). */
export function agencyOffers(): Offers {
  return { offers: [{ label: '/iam/agencies/', kind: 'resource', detail: msg('agency by its ID'), text: '/iam/agencies/${1:agency-id}', snippet: true }], data: '' };
}

function starts(statement: Statement | undefined, context: NameContext): Offers {
  const { catalog, kind, version, taken } = context;
  const used = usedTypes(statement, context);
  const whole = [...used].filter(({ service }) => service === 'modelarts').map(({ service, type }) => `${service}:*:*:${type}:*`);
  const named = new Set(usedServices(statement));
  const supports = ({ name, resourcePath }: ServiceFact): boolean => named.has(name) || version === '5.0' || (resourcePath !== false && resourcePath !== undefined);
  const services = orderedServices(catalog).filter(supports);
  const offers = [
    ...whole.filter((it) => !taken.has(it.toLowerCase())).map((label): Offer => ({ label, kind: 'resource', detail: msg('type of an action here'), data: '-' })),
    ...[...services.filter((it) => named.has(it.name)), ...services.filter((it) => !named.has(it.name))].map((it): Offer => ({ label: it.name, kind: 'service', detail: serviceTitle(it), more: true })),
  ];
  if (!taken.has('*')) offers.push({ label: '*', kind: 'wildcard', detail: msg('every resource'), data: '-' });
  return { offers, data: `s ${kind} ` };
}

function regions(service: string, context: NameContext): readonly Offer[] {
  const any: Offer = { label: '*', kind: 'resource', detail: msg('any region'), more: true };
  // IAM and STS write resources without a region: `iam::<account-id>:agency:…`.
  const none: Offer = { label: ':', kind: 'resource', detail: msg('no region, as global services write it'), text: '', more: true };
  const both: Offer = { label: '*:*', kind: 'resource', detail: msg('any region, any account'), more: true };
  return formatsOf(service, context).some((it) => it.region === '') ? [none, both, any] : [both, any];
}

function types(service: string, statement: Statement | undefined, context: NameContext): Offers {
  const { catalog, kind, version } = context;
  const used = new Set(usedTypes(statement, context).filter((it) => it.service === service.toLowerCase()).map((it) => it.type));
  const acting = new Set(catalog.actions(service, version).map((it) => it.name.split(':')[1] ?? ''));
  const known = version === '5.0' && urns[service.toLowerCase()] ? [] : catalog.resourceTypes(service).filter((it) => service.toLowerCase() !== 'modelarts' || version === '1.1' ? it.documented : acting.has(it.name));
  const names = new Set([...used, ...known.map((it) => it.name), ...formatsOf(service, context).map((it) => it.type)]);
  const pathless = isPathless(service, context);
  const offer = (name: string): Offer => {
    const deprecated = catalog.resourceType(service, name)?.deprecated === true;
    return { label: name, kind: 'type', detail: used.has(name) ? msg('type of an action here') : msg('resource type'), ...(pathless ? { rest: ':*' } : { more: true }), ...(deprecated ? { deprecated } : {}) };
  };
  const rank = (name: string): number => (used.has(name) ? 0 : catalog.resourceType(service, name)?.deprecated ? 2 : 1);
  const sorted = [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
  const any: Offer = { label: '*', kind: 'wildcard', detail: msg('any type'), ...(pathless ? { rest: ':*' } : { more: true }), data: '-' };
  return { offers: [...sorted.map(offer), any], data: `t ${kind} ${service}:` };
}

function paths({ service, region, account, type }: Parts, context: NameContext): readonly Offer[] {
  const free = (offer: Offer): boolean => !context.taken.has(`${service}:${region}:${account}:${type}:${offer.text ?? offer.label}`.toLowerCase());
  const all: Offer = { label: '*', kind: 'wildcard', detail: msg('every resource of the type') };
  if (isPathless(service, context)) return [{ ...all, detail: msg('ModelArts accepts no path here') }].filter(free);
  const documented = formatsOf(service, context).filter((it) => it.type.toLowerCase() === type.toLowerCase() && it.path !== '*');
  const formats = documented.map(({ path }): Offer => ({ label: path, kind: 'resource', detail: msg('documented form'), text: tabStops(path), snippet: true }));
  const id: Offer = { label: '<id>', kind: 'resource', detail: msg('a single resource'), text: '${1:id}', snippet: true };
  return [...(formats.length > 0 ? formats : context.version === '5.0' ? [id] : []), all].filter(free);
}

interface Parts {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly type: string;
}

/** In 1.1 ModelArts takes the type, and `*` in the fifth segment (ModelArts user guide, page "IAM"). */
function isPathless(service: string, { version }: NameContext): boolean {
  return version === '1.1' && service.toLowerCase() === 'modelarts';
}

/** URNs that the reference of version 5.0 names (2.1); the formats of 1.1 for these services are others. */
const urns: Readonly<Record<string, readonly string[]>> = {
  iam: ['iam::<account-id>:user:<user-name>', 'iam::<account-id>:agency:<agency-name>'],
  sts: ['sts::<account-id>:assumed-agency:<agency-name>/<session-name>', 'sts::<account-id>:external-user:<idp-id>/<session-name>'],
};

/** Regions, types and paths of the documented formats: `obs:*:*:object:<bucket>/<object-key>`. */
function formatsOf(name: string, { catalog, version }: NameContext): readonly { readonly region: string; readonly type: string; readonly path: string }[] {
  const facts = catalog.service(name);
  const formats = (version === '5.0' ? urns[name.toLowerCase()] : undefined) ?? facts?.resourceFormats.map((it) => it.format) ?? [];
  return formats.flatMap((format) => {
    const [service, region = '', , type, ...path] = format.split(':');
    const plain = service !== undefined && /^[\w-]+$/.test(service) && type !== undefined && /^[\w-]+$/.test(type);
    return plain && path.length > 0 ? [{ region, type, path: path.join(':') }] : [];
  });
}

/** Whom a trust policy may name under `IAM`: an ID, or one of the URNs that the reference has (2.1). */
export function principalValueOffers(kind: string): Offers {
  if (kind !== 'IAM') return { offers: [], data: '' };
  const forms = [['iam::<account-id>:root', msg('an account')], ['iam::<account-id>:user:<user-name>', msg('a user')], ['iam::<account-id>:agency:<agency-name>', msg('an agency')], ['sts::<account-id>:assumed-agency:<agency-name>/<session-name>', msg('a session of an agency')]] as const;
  return { offers: forms.map(([label, detail]): Offer => ({ label, kind: 'resource', detail, text: tabStops(label), snippet: true })), data: '' };
}

/** `<bucket>/<object-key>` with a tab stop for each name. */
function tabStops(path: string): string {
  let stop = 0;
  return path
    .split(/(<[^<>]*>)/)
    .map((part) => (part.startsWith('<') ? `\${${++stop}:${escapeSnippet(part.slice(1, -1))}}` : escapeSnippet(part)))
    .join('');
}

function usedServices(statement: Statement | undefined): readonly string[] {
  return [...new Set(statement ? actionStrings(statement).map((it) => (it.segments[0]?.value ?? '').toLowerCase()) : [])];
}

/** More strings than a statement may have are not looked at. */
const maximumActions = 100;

/** Types of the statement's actions, in the order of the text. */
function usedTypes(statement: Statement | undefined, { catalog, version }: { readonly catalog: Catalog; readonly version: NameContext['version'] }): readonly { readonly service: string; readonly type: string }[] {
  const found = new Map<string, { service: string; type: string }>();
  for (const { value, segments } of statement ? actionStrings(statement).slice(0, maximumActions) : []) {
    const service = (segments[0]?.value ?? '').toLowerCase();
    if (service.includes('*') || !catalog.service(service) || segments[1]?.value.includes('*')) continue;
    for (const { name } of actionsMatching(catalog, value, version)) {
      const type = name.split(':')[1] ?? '';
      if (type !== '') found.set(`${service}:${type}`, { service, type });
    }
  }
  return [...found.values()];
}

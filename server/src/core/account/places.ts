import { locate } from '../json/locate.ts';
import type { Path, Step } from '../json/json.ts';
import type { Span } from '../text.ts';
import { type Account, type Holder, type HolderKind, personName, personsOf } from './account.ts';
import { entriesOf } from './findings.ts';

/** What a name in an account stands for. */
export type Meaning =
  | { readonly kind: 'holder'; readonly holder: Holder; readonly span: Span; readonly declared: boolean }
  | { readonly kind: 'all-users'; readonly span: Span }
  | { readonly kind: 'system'; readonly name: string; readonly span: Span }
  | { readonly kind: 'file'; readonly file: string; readonly span: Span }
  | { readonly kind: 'workspace'; readonly name: string; readonly span: Span }
  | { readonly kind: 'enterpriseProject'; readonly id: string; readonly span: Span };

const fields: Readonly<Record<string, HolderKind>> = { users: 'user', federatedUsers: 'federated', groups: 'group', agencies: 'agency' };

/** The name at an offset; undefined where none stands, or one that leads nowhere. */
export function meaningAt(account: Account, offset: number): Meaning | undefined {
  const place = locate(account.json, offset);
  if (!place?.node || place.node.type !== 'string') return undefined;
  const { span, value } = place.node;
  const [field, second, third] = place.path;
  if (place.at === 'name') {
    if (place.path.length !== 1 || typeof field !== 'string') return undefined;
    const kind = fields[field];
    const holder = kind && holderOf(account, kind, value);
    if (holder) return { kind: 'holder', holder, span, declared: true };
    return field === 'workspaces' ? { kind: 'workspace', name: value, span } : field === 'enterpriseProjects' ? { kind: 'enterpriseProject', id: value, span } : undefined;
  }
  const entry = entriesOf(account).find((it) => samePath(it.path, place.path));
  if (entry) return 'file' in entry.source ? { kind: 'file', file: entry.source.file, span } : 'system' in entry.source ? { kind: 'system', name: entry.source.system, span } : undefined;
  const named = (holder: Holder | undefined): Meaning | undefined => holder && { kind: 'holder', holder, span, declared: false };
  const person = (): Meaning | undefined => (value === 'all-users' ? { kind: 'all-users', span } : named(personsOf(account).find((it) => personName(it) === value)));
  if (field === 'accessAuthorizations') return third === 'agency' ? named(holderOf(account, 'agency', value)) : third === 'to' ? person() : undefined;
  if (field === 'workspaces') return third === 'enterpriseProject' ? { kind: 'enterpriseProject', id: value, span } : third === 'owner' || third === 'grants' ? person() : undefined;
  if (third === 'groups' && second !== undefined) return named(holderOf(account, 'group', value));
  return third === 'trustedBy' ? person() : undefined;
}

export function holderOf({ users, federatedUsers, groups, agencies }: Account, kind: HolderKind, name: string): Holder | undefined {
  return { user: users, federated: federatedUsers, group: groups, agency: agencies }[kind].find((it) => it.name === name);
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step: Step, index) => step === b[index]);
}

import { type Message, msg } from '../message.ts';
import type { Span } from '../text.ts';
import { type Account, type Holder, personName, personsOf } from './account.ts';

/** An entry of the outline of an account. */
export interface AccountSymbol {
  readonly name: string;
  readonly detail: Message | undefined;
  readonly kind: 'user' | 'group' | 'agency' | 'authorization' | 'workspace' | 'enterpriseProject';
  readonly span: Span;
  readonly selection: Span;
}

/** Persons, groups, agencies, authorizations, workspaces and enterprise projects, in the order of the text. */
export function accountSymbols(account: Account): readonly AccountSymbol[] {
  const found: AccountSymbol[] = [
    ...[...account.users, ...account.federatedUsers].map((it) => holderSymbol(it, 'user', inGroups(it))),
    ...account.groups.map((it) => holderSymbol(it, 'group', members(account, it))),
    ...account.agencies.map((it) => holderSymbol(it, 'agency', it.expires ? msg('until {0}', it.expires.name) : undefined)),
    ...(account.authorizations ?? []).map(({ to, agency, span }): AccountSymbol => ({ name: `${to?.name ?? '?'} → ${agency?.name ?? '?'}`, detail: undefined, kind: 'authorization', span, selection: to?.span ?? span })),
    ...account.workspaces.map(({ name, whole, span, access }): AccountSymbol => ({ name, detail: access === undefined ? undefined : msg('{0}', access), kind: 'workspace', span: whole, selection: span })),
    ...(account.enterpriseProjects ?? []).map(({ name, span, title }): AccountSymbol => ({ name, detail: title === undefined ? undefined : msg('{0}', title), kind: 'enterpriseProject', span, selection: span })),
  ];
  return found.sort((a, b) => a.span.start - b.span.start);
}

function holderSymbol(holder: Holder, kind: AccountSymbol['kind'], detail: Message | undefined): AccountSymbol {
  return { name: kind === 'user' ? personName(holder) : holder.name, detail, kind, span: holder.whole, selection: holder.span };
}

function inGroups({ groups }: Holder): Message | undefined {
  return groups.length > 0 ? msg('{0}', groups.map((it) => it.name).join(', ')) : undefined;
}

function members(account: Account, group: Holder): Message {
  const count = personsOf(account).filter((it) => it.groups.some((one) => one.name === group.name)).length;
  return count === 1 ? msg('1 member') : msg('{0} members', count);
}

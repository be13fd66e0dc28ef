import { attachEntry, type EntryFiles, isMessage } from '../entry/attach.ts';
import type { Entry } from '../entry/entry.ts';
import type { FieldFinding } from '../json/fields.ts';
import type { Message } from '../message.ts';
import type { AttachedPolicy } from '../simulate/types.ts';
import type { Account } from './account.ts';

/** The policies of an account as they take part in a simulation, each read once. */
export interface AccountPolicies {
  /** An entry as it is attached by way of somebody; one that cannot be used takes part with unknown statements. */
  attach(entry: Entry, via: readonly string[]): AttachedPolicy;
  /** Why an entry cannot be used. */
  problem(entry: Entry): Message | undefined;
}

/** Files are loaded when they are first asked for; keep the result to ask about several persons. */
export function accountPolicies({ json }: Pick<Account, 'json'>, options: EntryFiles): AccountPolicies {
  const memo = new Map<string, AttachedPolicy | Message>();
  const read = (entry: Entry): AttachedPolicy | Message => {
    const key = keyOf(entry);
    let found = memo.get(key);
    if (!found) memo.set(key, (found = attachEntry(entry, json.text, options)));
    return found;
  };
  return {
    attach: (entry, via) => {
      const found = read(entry);
      if (!isMessage(found)) return { ...found, ...attachmentOf(entry), via };
      return { name: nameOf(entry, options.fileName), document: undefined, hidden: found, ...attachmentOf(entry), via };
    },
    problem: (entry) => {
      const found = read(entry);
      return isMessage(found) ? found : undefined;
    },
  };
}

/** Entries whose files or documents cannot be used, with their places in the account. */
export function unusableEntries(entries: readonly Entry[], policies: AccountPolicies): FieldFinding[] {
  return entries.flatMap((entry) => {
    // What cannot be read in the account itself is among its findings.
    const message = entry.unreadable ? undefined : policies.problem(entry);
    return message ? [{ span: entry.span, path: entry.path, message }] : [];
  });
}

/** The same policy attached by several ways is shown once, with all of them. */
export function unite(policies: readonly AttachedPolicy[]): readonly AttachedPolicy[] {
  const united = new Map<string, AttachedPolicy>();
  for (const policy of policies) {
    const key = JSON.stringify([policy.name, policy.role ?? null, policy.scope ?? null, policy.dependenciesAttached ?? false, policy.systemName ?? null]);
    const before = united.get(key);
    united.set(key, before ? { ...before, via: [...new Set([...(before.via ?? []), ...(policy.via ?? [])])] } : policy);
  }
  return [...united.values()];
}

function attachmentOf({ role, scope, dependenciesAttached }: Entry): Pick<AttachedPolicy, 'role' | 'scope' | 'dependenciesAttached'> {
  return { ...(role ? { role } : {}), ...(scope ? { scope } : {}), ...(dependenciesAttached ? { dependenciesAttached } : {}) };
}

/** What results call an entry that cannot be used. */
function nameOf({ source, pointer }: Entry, fileName: string): string {
  return 'file' in source ? source.file : 'system' in source ? source.system : `${fileName}#${pointer}`;
}

/** A file is read once for each role, an inline document has its place. */
function keyOf({ source, role, pointer, unreadable }: Entry): string {
  if (unreadable) return JSON.stringify(['unreadable', pointer]);
  return JSON.stringify(['file' in source ? ['file', source.file] : 'system' in source ? ['system', source.system] : ['document', pointer], role ?? null]);
}

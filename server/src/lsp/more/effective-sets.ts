import type { TextDocument } from 'vscode-languageserver-textdocument';
import { filesOf } from '../../core/config/members.ts';
import { resolveSet } from '../../core/config/sets.ts';
import { attachTogether, effectivePermissions } from '../../core/effective/effective.ts';
import { effectiveToCsv, effectiveToMarkdown } from '../../core/effective/export.ts';
import { filterEffective } from '../../core/effective/filter.ts';
import type { Effective, StatementPlace } from '../../core/effective/types.ts';
import { msg, toPlain } from '../../core/message.ts';
import { attach } from '../../core/simulate/attach.ts';
import type { AttachedPolicy, AuthorizationMode } from '../../core/simulate/types.ts';
import { toRange } from '../convert.ts';
import { toEffectiveResult } from '../effective.ts';
import { effectiveOfSet, effectiveTextOfSet, type InSet, policySets } from '../protocol/effective-sets.ts';
import type { EffectiveOutcome, EffectiveParams } from '../protocol.ts';
import type { Session } from '../server.ts';
import { loaderOf, loadSets, placesOf, setConfig } from '../sets.ts';
import { answer } from './answer.ts';

export const requests = [
  answer(policySets, (session, { textDocument }) => {
    const document = session.documents.get(textDocument.uri);
    const config = document && setConfig(session, document);
    if (!config) return { sets: [] };
    return { sets: [...config.reading.config.sets.values()].filter((it) => filesOf(it).includes(config.file)).map((it) => it.name) };
  }),
  answer(effectiveOfSet, async (session, params) => {
    const found = await effectiveIn(session, params);
    return 'problem' in found ? found : toEffectiveResult(session, found.effective, params, found.placeOf);
  }),
  answer(effectiveTextOfSet, async (session, params) => {
    const { reader } = session;
    const found = await effectiveIn(session, params);
    if ('problem' in found) return found;
    const filtered = filterEffective(found.effective, params);
    return { text: params.format === 'csv' ? effectiveToCsv(filtered, reader) : effectiveToMarkdown(filtered, params.set, reader) };
  }),
];

interface Found {
  readonly effective: Effective;
  readonly placeOf: (statement: StatementPlace) => Pick<EffectiveOutcome, 'range' | 'uri'>;
}

/** The policies of a set with what belongs to it. */
export interface AttachedSet {
  readonly policies: readonly AttachedPolicy[];
  readonly authorization: AuthorizationMode | undefined;
  /** The document of a member. */
  readonly fileOf: (policy: string) => TextDocument | undefined;
}

/** All policies of the set as they are now: open documents before files. Those that cannot be read may mean anything. */
export async function attachedInSet(session: Session, uri: string, set: string): Promise<AttachedSet | { readonly problem: string }> {
  await loadSets();
  const { host, reader } = session;
  const document = session.documents.get(uri);
  const config = document && setConfig(session, document);
  const configured = config?.reading.config.sets.get(set);
  if (!config || !configured) return { problem: toPlain(msg('This policy is in no set of that name any more.'), reader) };
  const catalog = host.catalog();
  const resolved = resolveSet(config.reading, configured, { catalog, load: loaderOf(session, config) });
  const policies = resolved.set.members.map(({ file, document: member, scope, role, dependenciesAttached }): AttachedPolicy => {
    const how = { ...(scope ? { scope } : {}), ...(role ? { role } : {}), ...(dependenciesAttached ? { dependenciesAttached } : {}) };
    return member ? attach(file, member, catalog, how) : { ...how, name: file, document: undefined };
  });
  return { policies, authorization: resolved.set.authorization, fileOf: placesOf(session, config) };
}

async function effectiveIn(session: Session, { textDocument, set, authorization }: EffectiveParams & InSet): Promise<Found | { readonly problem: string }> {
  const found = await attachedInSet(session, textDocument.uri, set);
  if ('problem' in found) return found;
  const mode = found.authorization ?? authorization;
  const placeOf = ({ policy, span }: StatementPlace): Pick<EffectiveOutcome, 'range' | 'uri'> => {
    const file = found.fileOf(policy);
    return file ? { range: toRange(file, span), uri: file.uri } : {};
  };
  return { effective: effectivePermissions(attachTogether(found.policies), session.host.catalog(), mode ? { authorization: mode } : {}), placeOf };
}

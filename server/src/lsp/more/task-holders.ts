import { accessOf } from '../../core/account/access.ts';
import { personName } from '../../core/account/account.ts';
import { resolveHolder, resolvePerson, unknownPerson } from '../../core/account/person.ts';
import { type PolicyDocument, readDocument } from '../../core/check.ts';
import { type Message, msg, toPlain } from '../../core/message.ts';
import type { AttachedPolicy, AuthorizationMode } from '../../core/simulate/types.ts';
import { nameVersion } from '../../core/structure/counts.ts';
import type { Holders } from '../../core/tasks/assess.ts';
import { read } from '../documents.ts';
import type { HeldByPerson, HeldBySet, NeedsFound, NeedsParams, Version } from '../protocol/tasks.ts';
import type { Session } from '../server.ts';
import { nameOf } from '../simulate.ts';
import { openAccount, uriOfPolicy } from './account-files.ts';
import { attachedInSet } from './effective-sets.ts';
import { readUri } from './read-file.ts';

/** Who is asked about, with what they hold now. */
export interface Asked extends Holders {
  readonly version: Version;
  readonly authorization: AuthorizationMode | undefined;
  /** Whom it is about, and what decides beside policies. */
  readonly notes: readonly Message[];
  readonly files: NeedsFound['files'];
}

/** What one side holds, and the files that it stands in. */
interface Side {
  readonly policies: readonly AttachedPolicy[];
  readonly files: readonly string[];
  readonly authorization?: AuthorizationMode;
  readonly note?: Message;
}

/** Reads what user and agency hold: files, a set of the configuration, or somebody of an account with their agency. */
export async function askedAbout(session: Session, { user, agency, authorization }: Pick<NeedsParams, 'user' | 'agency' | 'authorization'>): Promise<Asked | { readonly problem: string }> {
  if ('as' in user) return person(session, user);
  const own = await side(session, user);
  const other = agency && (await side(session, agency));
  if ('problem' in own) return own;
  if (other && 'problem' in other) return other;
  return {
    user: own.policies,
    agency: other?.policies,
    version: versionOf(own.policies),
    authorization: own.authorization ?? authorization,
    notes: own.note ? [own.note] : [],
    files: { user: own.files, agency: other?.files ?? [] },
  };
}

async function side(session: Session, held: readonly string[] | HeldBySet): Promise<Side | { readonly problem: string }> {
  if (!('set' in held)) {
    const policies = await Promise.all(held.map(async (uri): Promise<AttachedPolicy[]> => {
      const document = await documentAt(session, uri);
      return document ? [{ name: nameOf(uri), document }] : [];
    }));
    return { policies: policies.flat(), files: held };
  }
  const found = await attachedInSet(session, held.uri, held.set);
  if ('problem' in found) return found;
  const { policies, authorization, fileOf } = found;
  return { policies, files: policies.flatMap((it) => fileOf(it.name)?.uri ?? []), ...(authorization ? { authorization } : {}), note: msg('The user holds the policies of the set {0}.', held.set) };
}

/** The user's side is all that the person holds; the agency's, what the agency holds that serves them. */
async function person(session: Session, { account: uri, as, project }: HeldByPerson): Promise<Asked | { readonly problem: string }> {
  const { reader } = session;
  const opened = await openAccount(session, uri);
  if (!opened) return { problem: toPlain(msg('The file cannot be read.'), reader) };
  const { account, policies, options } = opened;
  const resolved = resolvePerson(account, as, options, policies);
  if (!resolved) return { problem: toPlain(unknownPerson(account, as), reader) };
  const access = accessOf(account, resolved.holder, { ...(project === undefined ? {} : { project }), now: Date.now() });
  // An agency whose policies are not written may hold anything.
  const agency = access.holder?.policiesGiven ? resolveHolder(account, access.holder, policies).policies : undefined;
  const filesOf = (some: readonly AttachedPolicy[]): readonly string[] => some.flatMap((it) => uriOfPolicy(opened, it.name) ?? []);
  return {
    user: resolved.policies,
    agency,
    where: project === undefined ? {} : { project },
    version: versionOf(resolved.policies),
    authorization: resolved.caller === 'user' ? resolved.authorization : 'strict',
    notes: [
      msg('The user is {0} of {1}.', personName(resolved.holder), nameOf(uri)),
      access.usable === false ? msg('ModelArts cannot be used whatever IAM allows: {0}.', access.why) : msg('ModelArts: {0}.', access.why),
    ],
    files: { user: filesOf(resolved.policies), agency: filesOf(agency ?? []) },
  };
}

function versionOf(policies: readonly AttachedPolicy[]): Version {
  return nameVersion(policies.find((it) => it.document?.policy?.version !== undefined)?.document?.policy?.version ?? '1.1');
}

async function documentAt(session: Session, uri: string): Promise<PolicyDocument | undefined> {
  const open = session.documents.get(uri);
  if (open) return read(open);
  const text = await readUri(session, uri);
  return text === undefined ? undefined : readDocument(text, { fileName: uri, ours: true });
}

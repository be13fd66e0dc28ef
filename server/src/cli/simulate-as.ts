import { dirname, resolve } from 'node:path';
import { type Account, readAccount } from '../core/account/account.ts';
import { isAccountName } from '../core/entry/names.ts';
import { accountFindings } from '../core/account/findings.ts';
import { groupsOf, type ResolvedPerson } from '../core/account/person.ts';
import { type AccountSimulation, simulateAs } from '../core/account/simulate-as.ts';
import type { EntryFiles } from '../core/entry/attach.ts';
import { formatPath, member } from '../core/json/json.ts';
import { type Lines, linesOf, rangeOf } from '../core/lines.ts';
import { type Message, msg, toPlain } from '../core/message.ts';
import type { FieldFinding } from '../core/json/fields.ts';
import type { AttachedPolicy, AuthorizationMode } from '../core/simulate/types.ts';
import { nearbyFiles } from '../files/nearby.ts';
import { readText } from '../files/text.ts';
import { type Call, CallError, optionOf } from './arguments.ts';
import type { Context } from './command.ts';
import { type Input, readInput, slashes } from './files.ts';
import type { LoadedPolicies } from './policies.ts';
import { requestOf } from './request.ts';

/** Something that is wrong in the account or in a file that it names, with its place. */
export interface AccountError {
  readonly file: string;
  readonly message: string;
  readonly path?: string;
  readonly range?: ReturnType<typeof rangeOf>;
}

export interface AccountAnswer {
  readonly simulation: AccountSimulation | undefined;
  readonly places: LoadedPolicies['places'];
  /** What is wrong in the account and in the files that decide. */
  readonly errors: readonly AccountError[];
  /** Some of it may decide: the answer does without it, or there is none. */
  readonly lacking: boolean;
}

/**
 * Decides the request of a call as the person whom it names.
 *
 * @param further boundaries of the call, beside those of the account
 * @throws CallError
 */
export async function answerAs(call: Call, further: readonly AttachedPolicy[], { io, reader }: Context): Promise<AccountAnswer> {
  const given = optionOf(call, 'account') ?? '';
  const name = optionOf(call, 'as');
  const request = requestOf(call, io);
  const file = slashes(given);
  const input: Input = { file, path: given === '-' ? undefined : resolve(io.cwd, given), named: true };
  const read = await readInput(input, io);
  if ('problem' in read) return { simulation: undefined, places: new Map(), errors: [{ file, message: toPlain(read.problem, reader) }], lacking: true };
  const account = readAccount(read.text);
  const lines = linesOf(read.text);
  const toError = ({ span, path, message }: FieldFinding): AccountError => ({ file, message: toPlain(message, reader), path: formatPath(path), range: rangeOf(lines, span) });
  const wrong = account.findings.map(toError);
  if (account.json.problems.length > 0) return { simulation: undefined, places: new Map(), errors: wrong, lacking: true };
  if (!looksLikeAccount(account, file)) throw new CallError(msg('{0} is no account: it describes no users, groups or agencies.', file));
  if (name === undefined) throw new CallError(msg('Say who asks with {0}.', '--as'));
  const folder = input.path === undefined ? io.cwd : dirname(input.path);
  const authorization = optionOf(call, 'authorization') as AuthorizationMode | undefined;
  const workspace = optionOf(call, 'workspace');
  const files: EntryFiles = { catalog: io.host.catalog(), fileName: file, load: (relative) => textOf(resolve(folder, relative)), nearby: () => nearbyFiles(folder) };
  const now = Date.now();
  const answer = simulateAs(account, name, request, {
    ...files,
    further,
    now,
    ...(authorization ? { authorization } : {}),
    ...(workspace === undefined ? {} : { workspace }),
  });
  if (isMessage(answer)) throw new CallError(answer);
  const leading = accountFindings(account, { ...files, now }).filter((it) => it.severity !== 'information' && concerns(it, answer, account)).filter((it) => !answer.person.unusable.some((one) => one.span.start === it.span.start)).map(toError);
  return { simulation: answer, places: placesOf(answer, account, { file, path: input.path, folder }), errors: [...wrong, ...leading, ...answer.person.unusable.map(toError)], lacking: answer.person.unusable.length > 0 || account.findings.some(mayDecide) };
}

/** A file that says nothing of an account by its name and has none of its fields is something else. */
function looksLikeAccount({ json: { root } }: Account, file: string): boolean {
  if (root?.type !== 'object') return false;
  return isAccountName(file) || ['users', 'federatedUsers', 'groups', 'agencies'].some((it) => member(root, it) !== undefined);
}

/** What is wrong with the person who asks, with the authorizations, and with the agency that is used for them. */
function concerns({ path: [field, name] }: FieldFinding, { person, access }: AccountSimulation, account: Account): boolean {
  const fields = { user: 'users', federated: 'federatedUsers', agency: 'agencies', group: 'groups' } as const;
  if (field === 'accessAuthorizations') return access !== undefined;
  if (field === 'agencies' && access?.agency === name) return true;
  if (field === 'groups') return groupsOf(account, person.holder).some((it) => it.name === name);
  return field === 'scps' || (field === fields[person.holder.kind] && name === person.holder.name);
}

/** Where the policies of a person lie, by the name that results call them. */
function placesOf({ person }: { readonly person: ResolvedPerson }, { json }: Account, place: { readonly file: string; readonly path: string | undefined; readonly folder: string }): LoadedPolicies['places'] {
  const places = new Map<string, { path: string | undefined; lines: Lines }>();
  for (const { name, document, systemName } of person.policies) {
    if (!document || name === systemName || name === 'group:admin') continue;
    const inside = name.startsWith(`${place.file}#`);
    const [file = name] = name.split('#/');
    places.set(name, inside ? { path: place.path, lines: linesOf(json.text) } : { path: resolve(place.folder, file), lines: linesOf(document.json.text) });
  }
  return places;
}

const deciding: readonly unknown[] = ['authorization', 'users', 'federatedUsers', 'groups', 'agencies', 'accessAuthorizations', 'scps'];

/** What was not read there may decide; a field that is not known is only told. */
function mayDecide({ path, on }: FieldFinding): boolean {
  return on === undefined && deciding.includes(path[0]);
}

function textOf(path: string): string | undefined {
  const read = readText(path);
  return 'text' in read ? read.text : undefined;
}

function isMessage(value: AccountSimulation | Message): value is Message {
  return 'template' in value;
}

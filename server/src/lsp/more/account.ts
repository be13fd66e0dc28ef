import { toAccountJson } from '../../core/account/json.ts';
import { permissionFixes } from '../../core/account/fix.ts';
import { importAccount as importExports } from '../../core/account/import.ts';
import { onlyProject, projectsOf } from '../../core/account/describe.ts';
import { personName, personsOf } from '../../core/account/account.ts';
import { resolveHolder, resolvePerson, unknownPerson } from '../../core/account/person.ts';
import { unite } from '../../core/account/policies.ts';
import { simulateAs as simulateAccount } from '../../core/account/simulate-as.ts';
import { whatCan as whatPersonCan, whoCan as whoOfAccountCan } from '../../core/account/who.ts';
import { newAccountText } from '../../core/account/write.ts';
import { readDocument } from '../../core/check.ts';
import { effectiveToCsv, effectiveToMarkdown } from '../../core/effective/export.ts';
import { filterEffective } from '../../core/effective/filter.ts';
import type { Effective } from '../../core/effective/types.ts';
import { formatPath, type Path } from '../../core/json/json.ts';
import { type Lines, linesOf, rangeOf } from '../../core/lines.ts';
import { type Message, msg, toPlain } from '../../core/message.ts';
import { describeDecision, describeReason } from '../../core/simulate/describe-reason.ts';
import { requestProblem } from '../../core/simulate/facts.ts';
import type { AttachedPolicy, SimulationResult } from '../../core/simulate/types.ts';
import type { Span } from '../../core/text.ts';
import { prepare } from '../../core/simulate/prepare.ts';
import { choicesOf } from '../choices.ts';
import { toEffectiveResult } from '../effective.ts';
import type { PlaceInFile } from '../protocol/access-test.ts';
import { accountChoices, accountPersons, agencyFixes, importAccount, newAccount, simulateAs, whatCan, whatCanText, whoCan } from '../protocol/account.ts';
import type { Session } from '../server.ts';
import { toRequest } from '../simulate.ts';
import { openAccount, type OpenedAccount, uriOfPolicy } from './account-files.ts';
import { answer } from './answer.ts';
import { uriBeside } from './read-file.ts';

export const requests = [
  answer(accountPersons, async (session, { uri }) => {
    const opened = await openAccount(session, uri);
    if (!opened) return { problem: unreadable(session) };
    const { account } = opened;
    const persons = personsOf(account).flatMap((it) => (it.kind === 'group' ? [] : [{ id: personName(it), kind: it.kind, detail: it.description ?? it.groups.map((one) => one.name).join(', ') }]));
    const files = [...opened.loaded].flatMap(([name, text]) => (text === undefined ? [] : (uriBeside(uri, name) ?? [])));
    return { persons, projects: projectsOf(account), files };
  }),
  answer(simulateAs, async (session, { uri, as, request }) => {
    const { reader } = session;
    const opened = await openAccount(session, uri);
    if (!opened) return { problem: unreadable(session) };
    if (opened.account.json.problems.length > 0) return { problem: toPlain(msg('The account has a syntax error, so nothing can be simulated until it is mended.'), reader) };
    const answered = simulateAccount(opened.account, as, toRequest(request), { ...opened.options, policies: opened.policies, now: Date.now() });
    if ('template' in answered) return { problem: toPlain(answered, reader) };
    const held = [...answered.person.policies, ...(answered.agency?.policies ?? [])];
    const places = placesIn(opened, held);
    return { simulation: toAccountJson(answered, reader), places: { ...tracePlaces(places, answered.result), ...stepPlaces(places, answered.agency?.steps ?? []) }, files: [...opened.loaded.keys()].flatMap((it) => uriBeside(uri, it) ?? []) };
  }),
  answer(accountChoices, async (session, { uri, as, action }) => {
    const { reader } = session;
    const opened = await openAccount(session, uri);
    if (!opened) return { problem: unreadable(session) };
    const persons = personsOf(opened.account).filter((it) => as === undefined || personName(it) === as);
    if (persons.length === 0 && as !== undefined) return { problem: toPlain(unknownPerson(opened.account, as), reader) };
    const prepared = prepare(unite(persons.flatMap((it) => resolveHolder(opened.account, it, opened.policies).policies)));
    const version = prepared.policies.length > 0 && prepared.policies.every((it) => it.attached.document?.policy?.version === '5.0') ? '5.0' : '1.1';
    const found = choicesOf(session, prepared, { kind: 'account', version, group: as === undefined ? msg('In the policies of the account') : msg('In the policies of {0}', as) }, action);
    return { ...found, keys: found.keys.filter((it) => !filledByIam.has(it.key.toLowerCase())) };
  }),
  answer(agencyFixes, async (session, { uri, agency, actions, request: { project, enterpriseProject } }) => {
    const opened = await openAccount(session, uri);
    if (!opened) return [];
    const where = { ...(project === undefined ? {} : { project }), ...(enterpriseProject === undefined ? {} : { enterpriseProject }) };
    return permissionFixes(opened.account, agency, actions, opened.options, where).flatMap(({ title, file, edits }) => {
      const target = file === undefined ? uri : uriBeside(uri, file);
      const text = file === undefined ? opened.text : opened.loaded.get(file);
      if (target === undefined || text === undefined) return [];
      const lines = linesOf(text);
      return [{ title: toPlain(title, session.reader), uri: target, edits: edits.map((it) => ({ range: rangeOf(lines, it.span), newText: it.text })) }];
    });
  }),
  answer(whoCan, async (session, { uri, request }) => {
    const { reader } = session;
    const opened = await openAccount(session, uri);
    if (!opened) return { problem: unreadable(session) };
    const asked = toRequest(request);
    const problem = requestProblem(asked, []);
    if (problem) return { problem: toPlain(problem, reader) };
    const rows = whoOfAccountCan(opened.account, asked, { ...opened.options, policies: opened.policies, now: Date.now() });
    return {
      rows: rows.map(({ id, decision, reason, access, person, ended }) => {
        const but = ended ?? (access?.usable === false ? access.why : undefined);
        const place = reason.policy !== undefined && reason.span ? placesIn(opened, resolvePerson(opened.account, personName(person), opened.options, opened.policies)?.policies ?? [])(reason.policy, reason.span) : undefined;
        const why = describeReason({ decision, reason });
        return {
          id,
          decision,
          word: toPlain(describeDecision(decision), reader),
          why: toPlain(reason.via?.length ? msg('{0}, through {1}', why, reason.via.join(', ')) : why, reader),
          ...(but ? { but: toPlain(but, reader) } : {}),
          ...(place ? { place } : {}),
        };
      }),
    };
  }),
  answer(whatCan, async (session, params) => {
    const found = await effectiveOfPerson(session, params);
    if ('template' in found) return { problem: toPlain(found, session.reader) };
    const places = placesIn(found.opened, found.policies);
    return toEffectiveResult(session, found.effective, params, ({ policy, span }) => places(policy, span) ?? {});
  }),
  answer(whatCanText, async (session, params) => {
    const { reader } = session;
    const found = await effectiveOfPerson(session, params);
    if ('template' in found) return { problem: toPlain(found, reader) };
    const filtered = filterEffective(found.effective, params);
    return { text: params.format === 'csv' ? effectiveToCsv(filtered, reader) : effectiveToMarkdown(filtered, params.as, reader) };
  }),
  answer(newAccount, (_, { files }) => {
    const policies = files.flatMap(({ name, text }) => {
      const { kind, policy } = readDocument(text, { fileName: name });
      return policy ? [{ file: name, kind }] : [];
    });
    return { text: newAccountText(policies) };
  }),
  answer(importAccount, ({ reader }, { files }) => {
    const { account, policies, notes, counts } = importExports(files);
    const summary = msg('Users: {0}. Groups: {1}. Agencies: {2}. Policy files: {3}.', counts.users, counts.groups, counts.agencies, counts.policies);
    return { account, policies, notes: [...new Set(notes.map((it) => toPlain(it, reader)))], summary: toPlain(summary, reader) };
  }),
];

/** Who asks, and in which project, is told by the person and the request; nobody can send it otherwise. */
const filledByIam: ReadonlySet<string> = new Set(['g:username', 'g:userid', 'g:domainname', 'g:domainid', 'g:projectname', 'g:principalaccount', 'g:principalurn']);

function unreadable({ reader }: Session): string {
  return toPlain(msg('The file cannot be read.'), reader);
}

async function effectiveOfPerson(session: Session, { uri, as }: { readonly uri: string; readonly as: string }): Promise<{ effective: Effective; policies: readonly AttachedPolicy[]; opened: OpenedAccount } | Message> {
  const opened = await openAccount(session, uri);
  if (!opened) return msg('The file cannot be read.');
  const person = resolvePerson(opened.account, as, opened.options, opened.policies);
  if (!person) return unknownPerson(opened.account, as);
  return { effective: whatPersonCan(person, session.host.catalog(), onlyProject(opened.account)), policies: person.policies, opened };
}

/** Finds the place of a span of a policy by its name; lines are counted once for each text. */
function placesIn(opened: OpenedAccount, policies: readonly AttachedPolicy[]): (policy: string, span: Span) => PlaceInFile | undefined {
  const texts = new Map(policies.map((it) => [it.name, it.document?.json.text]));
  const known = new Map<string, Lines>();
  return (name, span) => {
    const uri = uriOfPolicy(opened, name);
    const text = texts.get(name);
    if (uri === undefined || text === undefined) return undefined;
    const lines = known.get(name) ?? linesOf(text);
    known.set(name, lines);
    return { uri, range: rangeOf(lines, span) };
  };
}

/** `POLICY PATH` of everything that a trace names. */
function tracePlaces(places: (policy: string, span: Span) => PlaceInFile | undefined, { statements, unknowns }: SimulationResult): Record<string, PlaceInFile> {
  const found: Record<string, PlaceInFile> = {};
  const add = (policy: string, { path, span }: { readonly path?: Path; readonly span?: Span }): void => {
    const place = path && span && places(policy, span);
    if (place) found[`${policy} ${formatPath(path)}`] = place;
  };
  for (const it of statements) for (const part of [it, it.action, it.resource, it.principal ?? {}, ...it.conditions]) add(it.policy, part);
  for (const it of unknowns) add(it.policy, it);
  return found;
}

function stepPlaces(places: (policy: string, span: Span) => PlaceInFile | undefined, steps: readonly { readonly reason: SimulationResult['reason'] }[]): Record<string, PlaceInFile> {
  const found: Record<string, PlaceInFile> = {};
  for (const { reason } of steps) {
    const place = reason.policy !== undefined && reason.span ? places(reason.policy, reason.span) : undefined;
    if (place && reason.path) found[`${reason.policy ?? ''} ${formatPath(reason.path)}`] = place;
  }
  return found;
}

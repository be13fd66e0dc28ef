import type { EntryFiles } from '../entry/attach.ts';
import { type Message, msg } from '../message.ts';
import { requestProblem } from '../simulate/facts.ts';
import { readAction } from '../simulate/match-action.ts';
import { decide } from '../simulate/decide.ts';
import { prepare } from '../simulate/prepare.ts';
import { simulate } from '../simulate/simulate.ts';
import type { AttachedPolicy, AuthorizationMode, Note, SimulationRequest, SimulationResult, Verdict } from '../simulate/types.ts';
import { type Access, accessOf, accessPage, endOf } from './access.ts';
import { type Account, personName } from './account.ts';
import { type DocumentedStep, stepsOfUser } from './agency-facts.ts';
import { requestAs, resolvePerson, type ResolvedPerson, unknownPerson } from './person.ts';
import { type AccountPolicies, accountPolicies } from './policies.ts';
import { type AgencyPart, agencyPart } from './steps.ts';
import { type Entrance, entranceOf } from './workspace.ts';

export interface AccountSimulationOptions extends EntryFiles {
  /** Instead of the mode of the account. */
  readonly authorization?: AuthorizationMode;
  /** Beside those of the account: further boundaries. */
  readonly further?: readonly AttachedPolicy[];
  /** Now, in milliseconds since 1970. */
  readonly now?: number;
  /** The workspace in which the request is made, by its name. */
  readonly workspace?: string;
  /** Of the same account, to ask several times without reading files again. */
  readonly policies?: AccountPolicies;
}

/** A request of a person: what IAM decides, whether ModelArts works for them, and what follows through the agency. */
export interface AccountSimulation {
  readonly person: ResolvedPerson;
  readonly result: SimulationResult;
  /** Absent for actions of other services. */
  readonly access: Access | undefined;
  /** Absent where ModelArts uses no agency that is known. */
  readonly agency: AgencyPart | undefined;
  readonly entrance: Entrance | undefined;
  /** What the person needs in their own policies for what goes through the agency. */
  readonly userSteps: readonly UserStep[];
  /** Why nothing comes of it whatever the policies allow, each as half a sentence: the workspace, an agency that ended. */
  readonly refusals: readonly Message[];
}

/** Something that a person needs beside the action, and whether their policies allow it. */
export interface UserStep extends DocumentedStep, Verdict {}

/**
 * Decides a request as somebody of an account makes it (`modelarts-policy simulate --account --as`). Pure. A message
 * where that cannot be asked: an unknown person, an action that is none.
 *
 * @param name `user:ann`, `federated:bob`, `agency:x`
 */
export function simulateAs(account: Account, name: string, request: SimulationRequest, options: AccountSimulationOptions): AccountSimulation | Message {
  const policies = options.policies ?? accountPolicies(account, options);
  const person = resolvePerson(account, name, options, policies);
  if (!person) return unknownPerson(account, name);
  const entrance = options.workspace === undefined ? undefined : entranceOf(account, person.holder, options.workspace);
  const enterpriseProject = request.enterpriseProject ?? entrance?.enterpriseProject;
  const asked = requestAs(person, { ...request, ...(enterpriseProject === undefined ? {} : { enterpriseProject }) });
  const held = [...person.policies, ...(options.further ?? [])];
  const problem = requestProblem(asked, held);
  if (problem) return problem;
  const authorization = options.authorization ?? person.authorization;
  const simulated = simulate(held, asked, { catalog: options.catalog, authorization });
  const ended = person.caller === 'agency' ? endOf(person.holder, options.now) : undefined;
  const refusals = [...(ended ? [ended] : []), ...(entrance?.mayEnter === false ? [msg('the workspace {0} may not be entered', entrance.workspace)] : [])];
  const first: Note[] = ended ? [{ grade: 'inferred', text: msg('Nobody can act as {0}: {1}.', person.id, ended) }] : [];
  const common = { person, entrance, refusals };
  if (readAction(request.action).segments?.[0] !== 'modelarts') return { ...common, result: { ...simulated, notes: [...first, ...simulated.notes, ...adminNotes(held), ...(entrance ? [entrance.note] : [])] }, access: undefined, agency: undefined, userSteps: [] };
  const access = accessOf(account, person.holder, { ...(request.project === undefined ? {} : { project: request.project }), ...(options.now === undefined ? {} : { now: options.now }) });
  const agency = agencyPart(account, access, asked, policies, { catalog: options.catalog, authorization }, options.further);
  const notes = [...first, ...simulated.notes, ...adminNotes(held), ...accessNotes(access, agency, personName(person.holder)), ...(entrance ? [entrance.note] : [])];
  const prepared = prepare(held);
  const userSteps = access.agency === undefined || person.caller === 'agency' ? [] : stepsOfUser(options.catalog).map((it) => ({ ...it, ...decide(prepared, requestAs(person, { action: it.action, ...placeOf(asked) }), { catalog: options.catalog, authorization }) }));
  return { ...common, result: { ...simulated, notes }, access, agency, userSteps };
}

function placeOf({ project, enterpriseProject }: SimulationRequest): Pick<SimulationRequest, 'project' | 'enterpriseProject'> {
  return { ...(project === undefined ? {} : { project }), ...(enterpriseProject === undefined ? {} : { enterpriseProject }) };
}

/** What people always miss: without an access authorization ModelArts does not work, whatever IAM allows. */
function accessNotes({ usable, why, grade, source }: Access, agency: AgencyPart | undefined, name: string): Note[] {
  const notes: Note[] = [];
  if (usable === false) notes.push({ grade, source, text: msg('ModelArts cannot be used whatever IAM allows: {0}.', why) });
  if (usable === null) notes.push({ grade, source, text: msg('Whether ModelArts can be used is not known: {0}.', why) });
  if (usable === true && grade === 'inferred') notes.push({ grade, source, text: msg('{0} counts among all users. The source speaks of IAM users.', name) });
  if (agency && agency.steps.length === 0) notes.push({ grade: 'documented', source: accessPage, text: msg('No source says what ModelArts does through the agency {0} for this action.', agency.agency) });
  return notes;
}

function adminNotes(policies: readonly AttachedPolicy[]): Note[] {
  if (!policies.some((it) => it.name === 'group:admin')) return [];
  return [{ grade: 'documented', source: 'https://support.huaweicloud.com/usermanual-iam/iam_01_0020.html', text: msg('The group admin of IAM may do everything in the account.') }];
}

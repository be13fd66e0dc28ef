import type { EntryFiles } from '../entry/attach.ts';
import { type Message, msg } from '../message.ts';
import { requestProblem } from '../simulate/facts.ts';
import { readAction } from '../simulate/match-action.ts';
import { simulate } from '../simulate/simulate.ts';
import type { AttachedPolicy, AuthorizationMode, Note, SimulationRequest, SimulationResult } from '../simulate/types.ts';
import { type Access, accessOf, accessPage } from './access.ts';
import { type Account, personName } from './account.ts';
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
}

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
  const common = { person, entrance };
  if (readAction(request.action).segments?.[0] !== 'modelarts') return { ...common, result: { ...simulated, notes: [...simulated.notes, ...adminNotes(held)] }, access: undefined, agency: undefined };
  const access = accessOf(account, person.holder, { ...(request.project === undefined ? {} : { project: request.project }), ...(options.now === undefined ? {} : { now: options.now }) });
  const agency = agencyPart(account, access, asked, policies, { catalog: options.catalog, authorization }, options.further);
  const notes = [...simulated.notes, ...adminNotes(held), ...accessNotes(access, agency, personName(person.holder)), ...(entrance ? [entrance.note] : [])];
  return { ...common, result: { ...simulated, notes }, access, agency };
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

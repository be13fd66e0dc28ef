import type { NameVersion } from '../catalog/catalog.ts';
import { code, type Message, msg } from '../message.ts';
import { nameVersion } from '../structure/counts.ts';
import { requestProblem } from '../simulate/facts.ts';
import { roleOf } from '../simulate/prepare.ts';
import { simulate } from '../simulate/simulate.ts';
import type { AttachedPolicy, SimulationOptions, SimulationRequest, SimulationResult } from '../simulate/types.ts';
import { actionsOfApi } from './api.ts';
import { type Change, changesFor } from './changes.ts';
import type { Denial } from './types.ts';

/** What a refusal means under the policies that are at hand. */
export interface DenialExplanation {
  /** The request that was simulated; absent where the text names no action and none can be found out. */
  readonly request?: SimulationRequest;
  readonly result?: SimulationResult;
  /** Whether the policies say what the cloud said. */
  readonly agreement: 'agrees' | 'differs' | 'cannot-tell';
  /** What was recognised and what was not, why the answers differ, and why nothing is offered: for people, in order. */
  readonly notes: readonly Message[];
  /** Empty where no change of these policies helps; `notes` then says why. */
  readonly changes: readonly Change[];
}

/** Decides the refused request under these policies, compares with what the cloud said, and offers the changes that would allow it. Pure. */
export function explainDenial(denial: Denial, policies: readonly AttachedPolicy[], options: SimulationOptions): DenialExplanation {
  const notes: Message[] = [aboutOf(denial), ...unrecognised(denial)];
  const nothing = (agreement: DenialExplanation['agreement'] = 'cannot-tell'): DenialExplanation => ({ agreement, notes, changes: [] });
  if (denial.verdict === 'no-denial') return nothing();
  const action = actionOf(denial, policies, options, notes);
  if (action === undefined) return nothing();
  const user = userOf(denial.principal);
  const request: SimulationRequest = {
    action,
    ...(denial.resource !== undefined && denial.resource.split(':').length >= 5 ? { resources: [denial.resource] } : {}),
    ...(user === undefined ? {} : { context: { 'g:UserName': user } }),
  };
  const problem = requestProblem(request, policies);
  if (problem) {
    notes.push(problem);
    return nothing();
  }
  const result = simulate(policies, request, options);
  const agreement = agreementOf(denial, result);
  if (agreement === 'differs') notes.push(differenceOf(denial, result));
  if (result.missingContext.length > 0) notes.push(msg('Not in the text, and it could matter: {0}.', result.missingContext.join(', ')));
  const why = whyNoChange(denial, policies, result);
  const changes = why ? [] : changesFor(policies, request, options, user);
  if (why) notes.push(why);
  else if (changes.length === 0) notes.push(msg('No change of a single policy here would allow it.'));
  return { request, result, agreement, notes, changes };
}

/** What kind of refusal it is, in one or two sentences. */
function aboutOf({ verdict, kind, decision, layer, policyType, code: errorCode }: Denial): Message {
  if (verdict === 'cannot-tell') return errorCode === undefined ? msg('Whether this is a refusal by a policy cannot be told: neither its words nor a code are known.') : msg('Whether this is a refusal by a policy cannot be told: the code {0} does not say.', code(errorCode));
  switch (kind) {
    case 'authentication':
      return msg('This is no refusal by a policy: the caller was not recognised (token, key or project), so no policy was asked.');
    case 'account':
      return msg('This is no refusal by a policy: it is about the state of the account or the user.');
    case 'not-a-denial':
      return msg('This is no refusal by a policy: the code stands for something else.');
    case 'no-authorization':
      return msg('The caller has no access authorization of ModelArts. No policy change helps: add one on the ModelArts page for access authorization.');
    case 'agency':
      return msg('This is about the agency that ModelArts uses, or the right to manage it.');
    case 'gateway':
      return msg('The API gateway refused the call by a grant or a list of its own. No IAM policy decides that.');
    case 'rule':
      return msg('The network service names a rule of its own, not an action of IAM.');
    case 'obs':
      return msg('OBS refused the call. It may be an IAM policy, the bucket policy, an ACL or an SCP, and the text does not say which.');
    case 'workspace':
      return msg('ModelArts explains this code as a restriction of the workspace: entering the workspace and the permission are both needed.');
    case 'other-service':
      return msg('A permission of another service is missing, usually in the agency that ModelArts uses.');
    case 'policy':
    case undefined:
      break;
  }
  if (layer !== undefined && layer !== 'identity') return decision === 'explicit' ? msg('A policy of another layer denies it: {0}.', policyType ?? layer) : msg('A policy of another layer does not let it through: {0}.', policyType ?? layer);
  if (decision === 'explicit') return msg('A statement denies it.');
  if (decision === 'implicit') return msg('No statement allows it.');
  return msg('A permission is missing. The text does not say whether a statement denies it or none allows it.');
}

/** What the text does not name. */
function unrecognised({ verdict, actions, resource, principal, operation, rule, policyType, layer }: Denial): readonly Message[] {
  if (verdict === 'no-denial') return [];
  const found: Message[] = [];
  if (actions.length === 0 && operation !== undefined) found.push(msg('It names the operation {0}, which is no action of IAM.', code(operation)));
  if (actions.length === 0 && rule !== undefined) found.push(msg('It names the rule {0}.', code(rule)));
  const missing = [...(actions.length === 0 ? [msg('action')] : []), ...(resource === undefined ? [msg('resource')] : []), ...(principal === undefined ? [msg('caller')] : [])];
  const [first, second, third] = missing;
  if (third && second && first) found.push(msg('Not named in the text: {0}, {1} and {2}.', first, second, third));
  else if (second && first) found.push(msg('Not named in the text: {0} and {1}.', first, second));
  else if (first) found.push(msg('Not named in the text: {0}.', first));
  if (policyType !== undefined && layer === undefined) found.push(msg('What kind of policy "{0}" is, is not known.', policyType));
  return found;
}

/** The action to simulate in the language of the policies; says how it was found. */
function actionOf(denial: Denial, policies: readonly AttachedPolicy[], { catalog }: SimulationOptions, notes: Message[]): string | undefined {
  const [named, second] = denial.actions;
  const fromApi = named === undefined && denial.api ? actionsOfApi(denial.api, catalog) : [];
  const versions = new Set(policies.flatMap(({ document }) => (document?.policy ? [nameVersion(document.policy.version)] : [])));
  const isOf = (name: string, version: NameVersion): boolean => catalog.action(name)?.versions.includes(version) ?? false;
  if (named === undefined) {
    const fitting = fromApi.filter((it) => versions.size === 0 || [...versions].some((version) => isOf(it, version)));
    const [only, another] = fitting;
    if (only === undefined) return undefined;
    if (another !== undefined) {
      notes.push(msg('The call could need one of several actions: {0}. Simulate them one by one.', fitting.join(', ')));
      return undefined;
    }
    notes.push(msg('The text names no action; the call that was refused needs {0} (inferred from its address).', code(only)));
    return only;
  }
  if (second !== undefined) notes.push(msg('The text names two actions; {0} is taken.', code(named)));
  const fact = catalog.action(named);
  if (!fact) {
    notes.push(msg('{0} is not in our data.', code(named)));
    return named;
  }
  if (versions.size === 0 || fact.versions.some((it) => versions.has(it))) return fact.name;
  const alias = fact.aliases.find((it) => [...versions].some((version) => isOf(it, version)));
  if (alias === undefined) {
    notes.push(msg('{0} is not known in the language of these policies.', code(named)));
    return fact.name;
  }
  notes.push(msg('{0} is called {1} in the language of these policies (inferred).', code(named), code(alias)));
  return alias;
}

/** `iam::<account>:user:ann`; the form is likely, not documented (formats of denials). */
function userOf(principal: string | undefined): string | undefined {
  return /^iam::[^:]*:user:([^:]+)$/.exec(principal ?? '')?.[1];
}

function isOtherLayer({ layer }: Denial): boolean {
  return layer !== undefined && layer !== 'identity';
}

function agreementOf(denial: Denial, { decision, reason, missingContext }: SimulationResult): DenialExplanation['agreement'] {
  if (decision === 'Unknown' || denial.verdict !== 'denial') return 'cannot-tell';
  if (isOtherLayer(denial)) {
    if (denial.layer === 'scp' || denial.layer === 'session') return reason.kind === denial.layer ? 'agrees' : decision === 'Allow' ? 'cannot-tell' : 'differs';
    return 'cannot-tell';
  }
  // What the caller's request carried is seldom in the text, and a Deny here may hang on it.
  if (decision === 'Allow') return missingContext.length > 0 ? 'cannot-tell' : 'differs';
  if (denial.decision === undefined) return 'agrees';
  return (denial.decision === 'explicit') === (decision === 'Deny') ? 'agrees' : 'differs';
}

function differenceOf(denial: Denial, { decision, reason }: SimulationResult): Message {
  if (decision === 'Allow') return msg('The cloud refused it, and these policies allow it. Something else refuses it: a policy that is not here, a condition key that the text does not show, or a change that had not arrived yet.');
  if (decision === 'Deny') return isOtherLayer(denial) ? msg('The cloud names another layer, and a statement here denies it as well.') : msg('The cloud says that nothing allows it, and a statement here denies it. The policies here are not all that were asked, or not in their present form.');
  if (reason.kind !== 'none' || isOtherLayer(denial)) return msg('The cloud names another reason than these policies give.');
  return msg('The cloud says that a statement denies it. None of these policies does, so the Deny stands in a policy that is not here.');
}

/** Why no change is offered, or undefined. */
function whyNoChange(denial: Denial, policies: readonly AttachedPolicy[], { decision, reason, unknowns, missingContext }: SimulationResult): Message | undefined {
  const names = (some: readonly string[]): string => [...new Set(some)].join(', ');
  if (denial.verdict !== 'denial') return msg('No change is offered for a text that is not recognised.');
  switch (denial.kind) {
    case 'no-authorization':
    case 'gateway':
    case 'rule':
      return msg('No change of a policy helps here.');
    case 'agency':
    case 'other-service':
      if (decision === 'Allow') return msg('Look at the policies of the agency.');
      break;
    default:
      break;
  }
  if (isOtherLayer(denial)) return msg('A change of these policies would not help: {0} policies decide it.', denial.policyType ?? '');
  if (decision === 'Allow' && missingContext.length > 0) return msg('These policies allow it, unless what the text does not name decides otherwise. Simulate it with those values.');
  if (decision === 'Allow') return msg('Nothing is to be changed in these policies.');
  if (decision === 'Unknown') return msg('What {0} says is not known, so no change can be offered.', names(unknowns.map((it) => it.policy)));
  if (reason.kind === 'scp') return msg('Only a service control policy denies it. No policy of the user can change that.');
  if (reason.kind === 'session') return msg('Only a session policy denies it. It is given when the session starts.');
  if (denial.decision === 'explicit' && decision === 'ImplicitDeny') return msg('A new Allow would not help while that Deny is there.');
  if (!policies.some((it) => roleOf(it) === 'policy' && (it.document?.kind === 'custom-1.1' || it.document?.kind === 'identity-5.0'))) return msg('None of these policies can be changed: only custom and identity policies are.');
  return undefined;
}

import { toAccountJson } from '../core/account/json.ts';
import { msg, toPlain } from '../core/message.ts';
import { policyKinds, type PolicyKind } from '../core/policy/kind.ts';
import { requestProblem } from '../core/simulate/facts.ts';
import { toSimulateJson } from '../core/simulate/json.ts';
import { simulate } from '../core/simulate/simulate.ts';
import type { AuthorizationMode } from '../core/simulate/types.ts';
import { type Call, CallError, optionOf, optionsOf } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { complain, complainAt } from './output/problems.ts';
import { writeSimulationPretty } from './output/simulate-pretty.ts';
import { loadPolicies, type PolicyUse } from './policies.ts';
import { requestOf } from './request.ts';
import { answerAs } from './simulate-as.ts';

export const simulateCommand: Command = {
  name: 'simulate',
  operands: '((--policy FILE)… | --account FILE --as NAME)',
  about: msg('Says whether policies allow a request, and why.'),
  options: [
    { name: 'policy', value: 'FILE', many: true, about: msg('a policy of the user, - for standard input; may be repeated') },
    { name: 'action', value: 'ACTION', required: true, about: msg('the action that is asked for, as {0}', 'modelarts:notebook:create') },
    { name: 'resource', value: 'RESOURCE', many: true, about: msg('a resource that it is asked for; may be repeated; when left out the request names none') },
    { name: 'context', value: 'KEY=VALUE', many: true, about: msg('a condition key that the request carries; one that is repeated has several values') },
    { name: 'context-json', value: 'JSON|@FILE', about: msg('condition keys as an object: strings, and lists of strings') },
    { name: 'project', value: 'NAME', about: msg('the IAM project of the request') },
    { name: 'enterprise-project', value: 'ID', about: msg('the enterprise project of the request') },
    { name: 'scp', value: 'FILE', many: true, about: msg('a service control policy that limits the request; may be repeated') },
    { name: 'session', value: 'FILE', many: true, about: msg('a session policy that limits the request; may be repeated') },
    { name: 'principal', value: 'KIND=VALUE', about: msg('who asks, for trust policies only; KIND is IAM, Service or Identity_provider') },
    { name: 'authorization', value: 'strict|non-strict', choices: ['strict', 'non-strict'], about: msg('the authorization mode of ModelArts (strict when left out)') },
    { name: 'kind', value: 'KIND', choices: policyKinds, about: msg('what the policies are, when name and content do not tell: {0}', policyKinds.join(', ')) },
    { name: 'format', value: 'pretty|json', choices: ['pretty', 'json'], about: msg('for people (when left out) or for programs') },
    { name: 'account', value: 'FILE', about: msg('instead of policies: the file of an account, {0}', 'NAME.iamaccount.json') },
    { name: 'as', value: 'NAME', about: msg('who of the account asks: {0}', 'user:ann, federated:bob, agency:x') },
    { name: 'workspace', value: 'NAME', about: msg('the workspace of the account in which it is asked') },
  ],
  examples: [
    { call: 'simulate --policy ops.policy.json --action modelarts:pool:delete', about: msg('one action, no resource named') },
    { call: 'simulate --policy dev.policy.json --action modelarts:trainJob:delete --context g:UserName=ann', about: msg('what the request carries') },
    { call: 'simulate --account company.iamaccount.json --as user:ann --action modelarts:trainJob:create', about: msg('somebody of an account, and what ModelArts then does through the agency') },
  ],
  exitCodes: { 0: msg('there is an answer, whichever'), 2: msg('the call or an input could not be used') },
  run,
};

async function run(call: Call, context: Context): Promise<number> {
  const [operand] = call.operands;
  if (operand !== undefined) throw new CallError(msg('"{0}" is not expected here. Policies are named with {1}.', operand, '--policy'));
  const account = optionOf(call, 'account');
  const uses = usesOf(call);
  const named = uses.some((it) => it.role === 'policy');
  if (account === undefined && !named) throw new CallError(msg('Name the policies with {0}.', '--policy'));
  if (account === undefined) for (const only of ['as', 'workspace']) if (optionOf(call, only) !== undefined) throw new CallError(msg('{0} needs an account. Name its file with {1}.', `--${only}`, '--account'));
  if (account !== undefined && named) throw new CallError(msg('{0} and {1} do not go together: the account says which policies there are.', '--policy', '--account'));
  return account === undefined ? runPolicies(call, uses, context) : runAs(call, uses, context);
}

async function runPolicies(call: Call, uses: readonly PolicyUse[], context: Context): Promise<number> {
  const { io, reader } = context;
  const request = requestOf(call, io);
  const { policies, places, errors } = await loadPolicies(uses, io);
  const json = optionOf(call, 'format') === 'json';
  if (errors.length > 0) {
    complain(errors, context);
    if (json) io.stdout.write(`${JSON.stringify({ version: 1, errors: errors.map(({ file, problem }) => ({ file, message: toPlain(problem, reader) })) }, null, 2)}\n`);
    return 2;
  }
  const problem = requestProblem(request, policies);
  if (problem) throw new CallError(problem);
  const authorization = (optionOf(call, 'authorization') ?? 'strict') as AuthorizationMode;
  const result = simulate(policies, request, { catalog: io.host.catalog(), authorization });
  if (json) io.stdout.write(`${JSON.stringify(toSimulateJson(result, reader), null, 2)}\n`);
  else writeSimulationPretty(result, places, context);
  return 0;
}

/** As somebody of an account: what cannot be used is named, and the answer says where that leaves it open. */
async function runAs(call: Call, uses: readonly PolicyUse[], context: Context): Promise<number> {
  const { io, reader } = context;
  const boundaries = await loadPolicies(uses, io);
  const answer = await answerAs(call, boundaries.policies, context);
  const errors = [...boundaries.errors.map(({ file, problem }) => ({ file, message: toPlain(problem, reader) })), ...answer.errors];
  complainAt(errors, context);
  const { simulation } = answer;
  const json = optionOf(call, 'format') === 'json';
  if (json) io.stdout.write(`${JSON.stringify({ ...(simulation ? toAccountJson(simulation, reader) : { version: 1 }), ...(errors.length > 0 ? { errors } : {}) }, null, 2)}\n`);
  else if (simulation) writeSimulationPretty(simulation.result, new Map([...boundaries.places, ...answer.places]), context, simulation);
  return answer.lacking || boundaries.errors.length > 0 ? 2 : 0;
}

/** The files of the call. `--kind` is about the policies; boundaries have their kind by their use. */
function usesOf(call: Call): PolicyUse[] {
  const kind = optionOf(call, 'kind') as PolicyKind | undefined;
  return [
    ...optionsOf(call, 'policy').map((file) => ({ file, role: 'policy' as const, ...(kind ? { kind } : {}) })),
    ...optionsOf(call, 'scp').map((file) => ({ file, role: 'scp' as const })),
    ...optionsOf(call, 'session').map((file) => ({ file, role: 'session' as const })),
  ];
}

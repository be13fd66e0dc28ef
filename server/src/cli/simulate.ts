import { msg, toPlain } from '../core/message.ts';
import { policyKinds, type PolicyKind } from '../core/policy/kind.ts';
import { requestProblem } from '../core/simulate/facts.ts';
import { toSimulateJson } from '../core/simulate/json.ts';
import { simulate } from '../core/simulate/simulate.ts';
import type { AuthorizationMode } from '../core/simulate/types.ts';
import { type Call, CallError, optionOf, optionsOf } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { complain } from './output/problems.ts';
import { writeSimulationPretty } from './output/simulate-pretty.ts';
import { loadPolicies, type PolicyUse } from './policies.ts';
import { requestOf } from './request.ts';

export const simulateCommand: Command = {
  name: 'simulate',
  operands: '',
  about: msg('Says whether policies allow a request, and why.'),
  options: [
    { name: 'policy', value: 'FILE', required: true, many: true, about: msg('a policy of the user, - for standard input; may be repeated') },
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
    { name: 'account', value: 'FILE', later: 'all', about: msg('the file of an account') },
    { name: 'as', value: 'NAME', later: 'all', about: msg('who of the account asks') },
  ],
  examples: [
    { call: 'simulate --policy ops.policy.json --action modelarts:pool:delete', about: msg('one action, no resource named') },
    { call: 'simulate --policy dev.policy.json --action modelarts:trainJob:delete --context g:UserName=ann', about: msg('what the request carries') },
  ],
  exitCodes: { 0: msg('there is an answer, whichever'), 2: msg('the call or an input could not be used') },
  run,
};

async function run(call: Call, context: Context): Promise<number> {
  const { io, reader } = context;
  const [operand] = call.operands;
  if (operand !== undefined) throw new CallError(msg('"{0}" is not expected here. Policies are named with {1}.', operand, '--policy'));
  const uses = usesOf(call);
  if (!uses.some((it) => it.role === 'policy')) throw new CallError(msg('Name the policies with {0}.', '--policy'));
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

/** The files of the call. `--kind` is about the policies; boundaries have their kind by their use. */
function usesOf(call: Call): PolicyUse[] {
  const kind = optionOf(call, 'kind') as PolicyKind | undefined;
  return [
    ...optionsOf(call, 'policy').map((file) => ({ file, role: 'policy' as const, ...(kind ? { kind } : {}) })),
    ...optionsOf(call, 'scp').map((file) => ({ file, role: 'scp' as const })),
    ...optionsOf(call, 'session').map((file) => ({ file, role: 'session' as const })),
  ];
}

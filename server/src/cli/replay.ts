import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readAccount } from '../core/account/account.ts';
import { isAccountName } from '../core/entry/names.ts';
import { linesOf, positionAt } from '../core/lines.ts';
import { type Message, msg, toPlain } from '../core/message.ts';
import { policyKinds, type PolicyKind } from '../core/policy/kind.ts';
import { toReplayJson } from '../core/replay/json.ts';
import { createMapping, readMapping, type TraceData, type UserEntry, writeMapping } from '../core/replay/mapping.ts';
import { createReplay, type Replay } from '../core/replay/replay.ts';
import { sideOfAccount, sideOfPolicies } from '../core/replay/side.ts';
import type { ReplayResult, ReplaySide } from '../core/replay/types.ts';
import type { AuthorizationMode } from '../core/simulate/types.ts';
import { readChunks } from '../files/chunks.ts';
import { parseValue } from '../files/json-lines.ts';
import { nearbyFiles } from '../files/nearby.ts';
import { readText, whyUnreadable } from '../files/text.ts';
import { type Call, CallError, optionOf, optionsOf } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { type InputError, slashes } from './files.ts';
import { complain } from './output/problems.ts';
import { writeReplayPretty } from './output/replay-pretty.ts';
import { loadPolicies } from './policies.ts';

export const replayCommand: Command = {
  name: 'replay',
  operands: 'REQUESTS',
  about: msg('Decides requests of a file again under changed policies, and lists the decisions that flip.'),
  options: [
    { name: 'old', value: 'FILE', required: true, many: true, about: msg('a policy as it was, or the file of an account; may be repeated') },
    { name: 'new', value: 'FILE', required: true, many: true, about: msg('a policy as it is now, or the file of an account; may be repeated') },
    { name: 'mapping', value: 'FILE', about: msg('actions of the operations in audit traces that are not built in') },
    { name: 'write-mapping', value: 'FILE', about: msg('writes a mapping file with the operations that have no mapping; what is in the file stays') },
    { name: 'fail-on', value: 'lost|any', choices: ['lost', 'any'], about: msg('exit code 1 when a request that was allowed no longer is, or when any decision flips') },
    { name: 'authorization', value: 'strict|non-strict', choices: ['strict', 'non-strict'], about: msg('the authorization mode of ModelArts (strict when left out)') },
    { name: 'kind', value: 'KIND', choices: policyKinds, about: msg('what the policies are, when name and content do not tell: {0}', policyKinds.join(', ')) },
    { name: 'format', value: 'pretty|json', choices: ['pretty', 'json'], about: msg('for people (when left out) or for programs') },
  ],
  examples: [
    { call: 'replay requests.jsonl --old main/dev.policy.json --new dev.policy.json --fail-on lost', about: msg('one request per line, as in access tests; - is standard input') },
    { call: 'replay traces.json.gz --old old.policy.json --new new.policy.json --write-mapping traces.iamtraces.json', about: msg('traces exported from Cloud Trace Service') },
  ],
  exitCodes: { 0: msg('decided'), 1: msg('a flip that --fail-on names'), 2: msg('the call or an input could not be used; lines that cannot be read are counted instead') },
  run,
};

async function run(call: Call, context: Context): Promise<number> {
  const { io, reader } = context;
  const [requests, ...more] = call.operands;
  if (requests === undefined || more.length > 0) throw new CallError(msg('Exactly one file of requests is needed: {0}.', 'REQUESTS'));
  for (const name of ['old', 'new']) if (optionsOf(call, name).length === 0) throw new CallError(msg('Name the policies with {0}.', `--${name}`));
  if ([requests, ...optionsOf(call, 'old'), ...optionsOf(call, 'new')].filter((it) => it === '-').length > 1) throw new CallError(msg('Standard input can be read only once.'));
  const errors: InputError[] = [];
  const [before, after] = [await sideOf('old', call, context, errors), await sideOf('new', call, context, errors)];
  const written = optionOf(call, 'write-mapping');
  const entries = [optionOf(call, 'mapping'), written].flatMap((file, index) => (file === undefined ? [] : mappingOf(file, index === 0, context, errors)));
  let result: ReplayResult | undefined;
  if (before && after && errors.length === 0) {
    const replay = createReplay(before, after, { mapping: createMapping((io.host.catalog().facts('traces') ?? { serviceType: '', operations: [] }) as TraceData, entries), parse: parseValue });
    const problem = await readAll(requests, replay, context);
    if (problem) errors.push({ file: slashes(requests), problem });
    result = replay.result(problem !== undefined);
    if (written !== undefined) writeMappingFile(written, writeMapping(entries, result.unmapped), context, errors);
  }
  complain(errors, context);
  if (optionOf(call, 'format') === 'json') io.stdout.write(`${JSON.stringify({ ...(result ? toReplayJson(result, reader) : { version: 1 }), errors: errors.map(({ file, problem }) => ({ file, message: toPlain(problem, reader) })) }, null, 2)}\n`);
  else if (result) writeReplayPretty(result, context);
  if (errors.length > 0 || !result) return 2;
  const failOn = optionOf(call, 'fail-on');
  return (failOn === 'any' && result.flipped > 0) || (failOn === 'lost' && result.lost > 0) ? 1 : 0;
}

/** The policies of one side, or the account. */
async function sideOf(option: 'old' | 'new', call: Call, { io }: Context, errors: InputError[]): Promise<ReplaySide | undefined> {
  const files = optionsOf(call, option);
  const [first = ''] = files;
  const catalog = io.host.catalog();
  if (isAccountName(first)) {
    if (files.length > 1) throw new CallError(msg('An account stands alone: {0}.', `--${option}`));
    return accountSide(first, { io }, errors);
  }
  if (files.some(isAccountName)) throw new CallError(msg('An account stands alone: {0}.', `--${option}`));
  const kind = optionOf(call, 'kind') as PolicyKind | undefined;
  const loaded = await loadPolicies(files.map((file) => ({ file, role: 'policy' as const, ...(kind ? { kind } : {}) })), io);
  errors.push(...loaded.errors);
  const authorization = (optionOf(call, 'authorization') ?? 'strict') as AuthorizationMode;
  return loaded.errors.length > 0 ? undefined : sideOfPolicies(loaded.policies, { catalog, authorization });
}

function accountSide(given: string, { io }: Pick<Context, 'io'>, errors: InputError[]): ReplaySide | undefined {
  const file = slashes(given);
  const path = resolve(io.cwd, given);
  const read = readText(path);
  if ('problem' in read) {
    errors.push({ file, problem: read.problem });
    return undefined;
  }
  const account = readAccount(read.text);
  const [problem] = account.json.problems;
  if (problem) {
    errors.push({ file, problem: placed(read.text, problem.span.start, problem.message) });
    return undefined;
  }
  const folder = dirname(path);
  const load = (relative: string): string | undefined => {
    const found = readText(resolve(folder, relative));
    return 'text' in found ? found.text : undefined;
  };
  return sideOfAccount(account, { catalog: io.host.catalog(), fileName: file, load, nearby: () => nearbyFiles(folder) });
}

/** The entries of a mapping file; one that is only written need not be there yet. */
function mappingOf(given: string, needed: boolean, { io }: Context, errors: InputError[]): readonly UserEntry[] {
  const path = resolve(io.cwd, given);
  if (!needed && !existsSync(path)) return [];
  const read = readText(path);
  if ('problem' in read) {
    errors.push({ file: slashes(given), problem: read.problem });
    return [];
  }
  const { entries, findings } = readMapping(read.text);
  errors.push(...findings.map(({ span, message }) => ({ file: slashes(given), problem: placed(read.text, span.start, message) })));
  return entries;
}

function placed(text: string, offset: number, message: Message): Message {
  const { line, character } = positionAt(linesOf(text), offset);
  return msg('Line {0}, column {1}: {2}', line + 1, character + 1, message);
}

async function readAll(requests: string, replay: Replay, { io }: Context): Promise<Message | undefined> {
  const problem = await readChunks(requests === '-' ? io.stdin() : resolve(io.cwd, requests), (text) => {
    replay.push(text);
    return true;
  });
  if (!problem) replay.end();
  return problem;
}

function writeMappingFile(given: string, text: string, { io }: Context, errors: InputError[]): void {
  try {
    writeFileSync(resolve(io.cwd, given), text);
  } catch (error) {
    errors.push({ file: slashes(given), problem: whyUnreadable(error) });
  }
}

import { resolve } from 'node:path';
import { type PolicyDocument, readDocument } from '../core/check.ts';
import { member } from '../core/json/json.ts';
import { type Lines, linesOf, positionAt } from '../core/lines.ts';
import { type Message, msg } from '../core/message.ts';
import { detectKind, type KindHints, type PolicyKind, unwrap } from '../core/policy/kind.ts';
import { attach } from '../core/simulate/attach.ts';
import type { AttachedPolicy, PolicyRole } from '../core/simulate/types.ts';
import { CallError } from './arguments.ts';
import { type Input, type InputError, readInput, slashes } from './files.ts';
import type { Io } from './io.ts';

/** A file that is to take part in a simulation. */
export interface PolicyUse {
  /** As it was given; `-` is standard input. */
  readonly file: string;
  readonly role: PolicyRole;
  readonly kind?: PolicyKind;
}

export interface LoadedPolicies {
  /** In the order of the uses. */
  readonly policies: readonly AttachedPolicy[];
  /** Where the policies lie, by the name that results call them. */
  readonly places: ReadonlyMap<string, { readonly path: string | undefined; readonly lines: Lines }>;
  readonly errors: readonly InputError[];
}

/** Reads policies for a simulation; what cannot take part is among the errors. @throws CallError */
export async function loadPolicies(uses: readonly PolicyUse[], io: Io): Promise<LoadedPolicies> {
  if (uses.filter((it) => it.file === '-').length > 1) throw new CallError(msg('Standard input can be read only once.'));
  const policies: AttachedPolicy[] = [];
  const places = new Map<string, { path: string | undefined; lines: Lines }>();
  const errors: InputError[] = [];
  for (const use of uses) {
    const file = slashes(use.file);
    const input: Input = { file, path: file === '-' ? undefined : resolve(io.cwd, use.file), named: true };
    const read = await readInput(input, io);
    if ('problem' in read) {
      errors.push({ file, problem: read.problem });
      continue;
    }
    const document = readFor(use, read.text);
    const problem = document ? problemOf(document) : msg('This is no policy, so it cannot be simulated.');
    if (problem) errors.push({ file, problem });
    else if (document) {
      policies.push(attach(file, document, io.host.catalog(), use.role === 'policy' ? {} : { role: use.role }));
      places.set(file, { path: input.path, lines: linesOf(read.text) });
    }
  }
  return { policies, places, errors };
}

/** The document as it is used: a boundary has its kind by its use, a session policy in the version of its content. */
function readFor({ file, role, kind }: PolicyUse, text: string): PolicyDocument | undefined {
  const hints: KindHints = { fileName: file };
  const plain = readDocument(text, hints);
  if (plain.json.problems.length > 0) return plain;
  const given = kind ?? (role === 'scp' ? 'scp-5.0' : undefined);
  if (role === 'policy' && !given) return plain.policy ? plain : undefined;
  if (!plain.policy && !couldBeOurs(plain)) return undefined;
  if (given) return readDocument(text, { ...hints, kind: given });
  const version = readDocument(text, { ...hints, ours: true }).policy?.version;
  return readDocument(text, { ...hints, kind: version === '5.0' ? 'session-5.0' : 'session-1.1' });
}

/** A document without a Version that is said to be a policy is one if it has statements, and is not another's. */
function couldBeOurs({ json: { root }, kind }: PolicyDocument): boolean {
  if (!root || kind !== 'none') return false;
  const { policy } = unwrap(root);
  return policy.type === 'object' && member(policy, 'Statement') !== undefined && detectKind(root, { ours: true }) !== 'aws';
}

function problemOf({ json }: PolicyDocument): Message | undefined {
  const [first] = json.problems;
  if (!first) return undefined;
  const { line, character } = positionAt(linesOf(json.text), first.span.start);
  return msg('This is no valid JSON, so it cannot be simulated. Line {0}, column {1}: {2}', line + 1, character + 1, first.message);
}

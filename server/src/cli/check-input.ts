import { check, type PolicyDocument, readDocument } from '../core/check.ts';
import { linesOf } from '../core/lines.ts';
import { msg } from '../core/message.ts';
import type { Kind, PolicyKind } from '../core/policy/kind.ts';
import type { Finding } from '../core/rules/rule.ts';
import { checkOptionsOf, configuredKind } from '../files/config.ts';
import type { Context } from './command.ts';
import type { Configuration } from './configuration.ts';
import { type Input, type InputError, readInput } from './files.ts';
import type { CheckedFile } from './output/check.ts';
import { type PlaceOf, toFindingJson } from './output/finding.ts';
import type { CheckedSets } from './sets.ts';

/** What a check says of one input: plain values, which one thread can hand to another. */
export interface CheckedInput {
  /** Absent where it could not be read. */
  readonly file?: CheckedFile;
  readonly errors: readonly InputError[];
  /** The ignores of its configuration that it uses, by their number there; absent where it could not be read. */
  readonly used?: readonly number[];
}

/** Checks one file under a guard: a bug of ours names the file, and the others are still checked. */
export async function checkInput(input: Input, kind: PolicyKind | undefined, config: Configuration, { io, reader }: Context, sets?: CheckedSets): Promise<CheckedInput> {
  const { file } = input;
  try {
    const read = await readInput(input, io);
    if ('problem' in read) return { errors: [{ file, problem: read.problem }] };
    const document = documentOf(read.text, input, kind ?? configuredKind(config.of(input), config.pathOf(input)));
    const { findings, faults } = check(document, io.host.catalog(), undefined, checkOptionsOf(config.of(input), config.pathOf(input)));
    const { findings: kept, used } = config.apply(input, document, sets ? [...findings, ...sets.of(input)].sort(inOrder) : findings);
    return {
      file: toCheckedFile(input, read.text, document, kept, { io, reader }, sets?.placeOf),
      errors: faults.map(({ code, error }) => ({ file, problem: msg('The rule {0} failed: {1}', code, describe(error)) })),
      used,
    };
  } catch (error) {
    return { errors: [{ file, problem: msg('The check failed: {0}', describe(error)) }], used: [] };
  }
}

/** What was found in a file, in the language of the reader. */
export function toCheckedFile({ file, path }: Input, text: string, { kind }: PolicyDocument, findings: readonly Finding[], { io, reader }: Context, placeOf?: PlaceOf): CheckedFile {
  if (findings.length === 0) return { file, path, kind, findings: [] };
  const lines = linesOf(text);
  return { file, path, kind, findings: withFewSyntaxErrors(findings, kind).map((it) => toFindingJson(it, file, lines, reader, io.host.docs, placeOf)) };
}

/** A file that was named and holds nothing is no policy, whatever its name promises. */
export function documentOf(text: string, input: Input, kind: PolicyKind | undefined): PolicyDocument {
  const document = readDocument(text, { fileName: input.file, ...(kind ? { kind } : {}) });
  const empty = document.json.root === undefined && document.json.problems.length === 0;
  return empty && input.named ? { ...document, kind: 'none' } : document;
}

export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** More syntax errors than anybody reads; a file that is no text at all would have one for each of its bytes. */
const mostSyntaxErrors = 100;

/** Of a file that is no policy the first syntax error may say why; the others help nobody. */
function withFewSyntaxErrors(findings: readonly Finding[], kind: Kind): readonly Finding[] {
  const most = kind === 'none' ? 1 : mostSyntaxErrors;
  const errors = findings.filter((it) => it.code === 'json-syntax');
  const next = errors[most];
  if (!next) return findings;
  const more = kind === 'none' ? [] : [{ ...next, fixes: [], message: msg('{0} more places are no JSON.', errors.length - most) }];
  const dropped = new Set<Finding>(errors.slice(most));
  return [...findings.filter((it) => !dropped.has(it)), ...more].sort(inOrder);
}

function inOrder(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}

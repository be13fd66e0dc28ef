import type { Comparison, ComparisonResult, DocumentPlace } from '../../core/analysis/compare.ts';
import { sourceAt } from '../../core/compare/changes.ts';
import type { ComparedPair, Source } from '../../core/compare/compare-documents.ts';
import { formatPath } from '../../core/json/json.ts';
import { linesOf, type Range, rangeOf } from '../../core/lines.ts';
import { type Arg, code, type Message, msg } from '../../core/message.ts';
import type { InputError } from '../files.ts';

export type Over = 'every-request' | 'catalogue';

/** What `diff` found. */
export interface DiffOutput {
  /** Two folders were compared, not two files. */
  readonly folders: boolean;
  readonly over: Over;
  readonly pairs: readonly DiffPair[];
  readonly errors: readonly InputError[];
}

/** Two files that were compared; one of them may be missing. */
export type DiffPair = ComparedPair<FileSource>;

export interface FileSource extends Source {
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
}

/** The result over all pairs, by the rule that holds for one. */
export function overallResult({ pairs }: DiffOutput): ComparisonResult {
  const some = (test: (comparison: Comparison) => boolean): boolean => pairs.some((it) => test(it.comparison));
  const [more, less] = [some((it) => it.gained.length > 0), some((it) => it.lost.length > 0)];
  if (more && less) return 'both';
  if (some((it) => it.result === 'cannot-tell')) return 'cannot-tell';
  return more ? 'grants-more' : less ? 'grants-less' : 'equivalent';
}

/** `old.json → new.json`; a missing file is said to be none. */
export function namesOf({ old, new: now }: DiffPair): Message {
  return msg('{0} → {1}', nameOf(old), nameOf(now));
}

/** The files that were compared, and how many of them mean the same. */
export function countMessage({ pairs }: DiffOutput): Message {
  return msg('{0} compared, {1} of them equivalent', pairs.length, pairs.filter((it) => it.comparison.result === 'equivalent').length);
}

/** A place as `--format json` has it. */
export function placeJson(pair: DiffPair, place: DocumentPlace): { readonly policy: string; readonly path: string; readonly range: Range } {
  const source = sourceAt(pair, place);
  return { policy: source?.file ?? '', path: formatPath(place.path), range: rangeOf(source?.lines ?? linesOf(''), place.span) };
}

function nameOf(source: FileSource | undefined): Arg {
  return source ? code(source.file) : msg('(no file)');
}

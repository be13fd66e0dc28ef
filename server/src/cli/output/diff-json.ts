import type { ComparisonResult, Difference } from '../../core/analysis/compare.ts';
import { refusedMessage } from '../../core/compare/changes.ts';
import { type Reader, toPlain } from '../../core/message.ts';
import type { Context } from '../command.ts';
import { type DiffOutput, type DiffPair, overallResult, placeJson } from './diff.ts';

/** Writes the answer of `diff` for programs (interfaces.md); what could not be compared at all is in `errors` alone. */
export function writeDiffJson(output: DiffOutput, { io, reader }: Context): void {
  const { folders, over, pairs } = output;
  const errors = output.errors.map(({ file, problem }) => ({ file, message: toPlain(problem, reader) }));
  const [pair] = pairs;
  const answer = folders
    ? { version: 1, result: overallResult(output), over, files: pairs.map((it) => ({ old: it.old?.file ?? null, new: it.new?.file ?? null, ...pairJson(it, reader) })), errors }
    : pair
      ? { version: 1, result: pair.comparison.result, over, ...withoutResult(pairJson(pair, reader)) }
      : { version: 1, errors };
  io.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
}

interface PairJson {
  readonly result: ComparisonResult;
  readonly gained: readonly object[];
  readonly lost: readonly object[];
  readonly cannotTell: readonly object[];
  readonly notes: readonly object[];
}

function pairJson(pair: DiffPair, reader: Reader): PairJson {
  const { result, gained, lost, cannotTell } = pair.comparison;
  return {
    result,
    gained: gained.map((it) => differenceJson(pair, it)),
    lost: lost.map((it) => differenceJson(pair, it)),
    cannotTell: cannotTell.map((it) => ({ ...placeJson(pair, it), why: toPlain(it.why, reader) })),
    notes: pair.refused.map((it) => ({ ...placeJson(pair, it), text: toPlain(refusedMessage(pair, it), reader) })),
  };
}

/** The result stands before `over`, where people look for it. */
function withoutResult({ gained, lost, cannotTell, notes }: PairJson): Omit<PairJson, 'result'> {
  return { gained, lost, cannotTell, notes };
}

function differenceJson(pair: DiffPair, { action, resource, conditions, example, from, to, by, except = [] }: Difference): object {
  return { action, resource: resource ?? null, conditions, example, from: from ?? null, to: to ?? null, by: placeJson(pair, by), ...(except.length > 0 ? { except: except.map((it) => placeJson(pair, it)) } : {}) };
}

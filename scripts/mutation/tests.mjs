/** The tests that a change of the analysis has to fail. Those that use threads are left out. */
export const files = [
  'test/unit/analysis/findings.test.ts',
  'test/unit/analysis/lang.test.ts',
  'test/unit/analysis/complete.test.ts',
  'test/unit/analysis/participants.test.ts',
  'test/unit/analysis/shortest.test.ts',
  'test/unit/analysis/entries.test.ts',
  'test/unit/analysis/budget.test.ts',
  'test/unit/analysis/values.test.ts',
  'test/unit/analysis/parts.test.ts',
  'test/unit/analysis/compare-complete.test.ts',
  'test/unit/analysis/compare.test.ts',
  'test/unit/analysis/sets-complete.test.ts',
  'test/unit/analysis/sets-together.test.ts',
  'test/unit/analysis/sets.test.ts',
  'test/unit/analysis/kept.test.ts',
  'test/unit/analysis/examples.test.ts',
  'scripts/mutation/random-tests.ts',
];

/** Gives what makes the analysis forget all that it keeps from one text to the next, so that no mutant sees what another one left. */
export async function forget() {
  const { analyse } = await import('../../server/src/core/analysis/analyse.ts');
  const { readDocument } = await import('../../server/src/core/check.ts');
  const { policy } = readDocument(JSON.stringify({ Version: '1.1', Statement: Array.from({ length: 201 }, () => ({ Effect: 'Deny', Action: ['a:b:c'] })) }), {});
  // A policy that is too large uses up what is kept.
  return () => analyse({ ...policy }, {}, []);
}

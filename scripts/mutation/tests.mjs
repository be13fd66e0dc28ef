/** The tests that a change of the analysis has to fail, the quick ones first. Those that use threads are left out. */
export const files = [
  'test/unit/analysis/findings.test.ts',
  'test/unit/analysis/examples.test.ts',
  'test/unit/analysis/compare.test.ts',
  'test/unit/analysis/sets-together.test.ts',
  'test/unit/analysis/sets.test.ts',
  'test/unit/analysis/kept.test.ts',
  'scripts/mutation/random-tests.ts',
];

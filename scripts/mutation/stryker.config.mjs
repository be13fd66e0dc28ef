// Mutation of the analysis of Allow and Deny: npm run mutate
export default {
  testRunner: 'in-process',
  plugins: [new URL('./runner.mjs', import.meta.url).href],
  coverageAnalysis: 'perTest',
  // What runs once while a module is loaded cannot be switched on later.
  ignoreStatic: true,
  mutate: ['server/src/core/analysis/**/*.ts'],
  ignorePatterns: ['*', '!server/**', '!test/**', '!scripts/mutation/**', '!dist/catalog/**', '!package.json', '!data/**', '!docs/**'],
  concurrency: 2,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { logTests: false, allowColor: false, reportTests: false, reportMutants: true, reportScoreTable: true },
  jsonReporter: { fileName: 'test-results/mutation.json' },
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: 'test-results/.mutation',
  cleanTempDir: 'always',
  allowConsoleColors: false,
  checkers: [],
  timeoutMS: 20_000,
};

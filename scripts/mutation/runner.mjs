// A test runner for Stryker that runs the unit tests of the analysis in one process: files are loaded once, a
// mutant is switched on by its number, and the tests that reach it run again. A process for each mutant would take
// hours.
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What Stryker calls the global in which its mutants look whether they are on. */
const namespace = '__stryker__';

/** `node:test` for the files that are loaded here: it keeps the tests in place of running them. */
const collecting = `
export const test = (name, ...rest) => { globalThis.collectedTests.push({ name, run: rest.at(-1) }); };
export const it = test;
export const describe = (_name, run) => run();
export const before = (run) => run();
export const after = () => {};
export default test;
`;

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', factory: Object.assign(() => new InProcessRunner(), { inject: [] }) }];

class InProcessRunner {
  /** In the order in which they are tried: those that cost little and fail often first. */
  tests = [];
  ready = false;
  forget = () => {};

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    globalThis[namespace] ??= {};
    globalThis.collectedTests = [];
    // The long random tests would run once for each mutant.
    process.env.ANALYSIS_SCALE ??= '0.005';
    registerHooks({
      resolve: (specifier, context, next) => (specifier === 'node:test' ? { url: 'collected:test', shortCircuit: true } : next(specifier, context)),
      load: (url, context, next) => (url === 'collected:test' ? { format: 'module', source: collecting, shortCircuit: true } : next(url, context)),
    });
    const { files, forget } = await import(pathToFileURL(join(process.cwd(), 'scripts', 'mutation', 'tests.mjs')).href);
    this.forget = await forget();
    for (const file of files) {
      const from = globalThis.collectedTests.length;
      await import(pathToFileURL(join(process.cwd(), file)).href);
      globalThis.collectedTests.slice(from).forEach((it, index) => this.tests.push({ ...it, id: `${file}#${index} ${it.name}`, cost: 1, kills: 0 }));
    }
  }

  async dryRun() {
    const stryker = globalThis[namespace];
    // Modules keep the object that was there when they first counted, so it stays the same.
    stryker.mutantCoverage ??= { static: {}, perTest: {} };
    const results = [];
    for (const it of this.tests) {
      stryker.currentTestId = it.id;
      results.push(await this.first(it));
    }
    stryker.currentTestId = undefined;
    this.settle();
    const { static: always, perTest } = stryker.mutantCoverage;
    return { status: 'complete', tests: results, mutantCoverage: { static: always, perTest } };
  }

  /** The first run of a test also makes what later ones compare with, so that it is not the one that counts. */
  async first(it) {
    const result = await run(it);
    it.cost = (await run(it)).timeSpentMs + 1;
    return { ...result, timeSpentMs: it.cost };
  }

  settle() {
    this.ready = true;
    this.sort();
  }

  sort() {
    this.tests.sort((a, b) => a.cost / (a.kills + 1) - b.cost / (b.kills + 1));
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const stryker = globalThis[namespace];
    if (!this.ready) {
      for (const it of this.tests) await this.first(it);
      this.settle();
    }
    this.forget();
    stryker.activeMutant = activeMutant.id;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    stryker.hitLimit = hitLimit && hitLimit / 5;
    const wanted = testFilter && new Set(testFilter);
    let count = 0;
    try {
      for (const it of this.tests) {
        if (wanted && !wanted.has(it.id)) continue;
        count++;
        const result = await run(it);
        if (stryker.hitCount !== undefined && stryker.hitCount > stryker.hitLimit) return { status: 'timeout', reason: 'hit limit reached' };
        if (result.status === 'failed') {
          it.kills++;
          this.sort();
        }
        if (result.status === 'failed') return { status: 'killed', killedBy: [it.id], failureMessage: result.failureMessage, nrOfTests: count };
      }
      return { status: 'survived', nrOfTests: count };
    } finally {
      stryker.activeMutant = undefined;
    }
  }

  async dispose() {}
}

async function run({ id, name, run: body }) {
  const from = performance.now();
  try {
    await body({});
    return { id, name, status: 'success', timeSpentMs: performance.now() - from };
  } catch (error) {
    return { id, name, status: 'failed', failureMessage: String(error?.message ?? error).slice(0, 200), timeSpentMs: performance.now() - from };
  }
}

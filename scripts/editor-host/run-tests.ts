import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from './browser.ts';
import { mark as suiteMark } from '../../test/e2e/suite/runner.ts';
import type { EditorHost } from './install.ts';
import { startServer } from './server.ts';
import type { DisplayLanguage } from './server.ts';

export interface TestRun {
  host: EditorHost;
  /** The folder that is opened. */
  workspace: string;
  /** The extension under development. */
  extensionDevelopmentPath: string;
  /** The suite: a .js file with `run()`. */
  extensionTestsPath: string;
  language?: DisplayLanguage;
  /** Of the whole run, in milliseconds. */
  timeLimit?: number;
  /** Gets the lines of the suite; after a failure also what VS Code wrote. */
  log?: (line: string) => void;
}

/** Runs a suite in the extension host of a real VS Code; answers with its exit code. */
export async function runInEditor(run: TestRun): Promise<number> {
  const { host, log = console.log, timeLimit = 300_000 } = run;
  const dataFolder = mkdtempSync(join(tmpdir(), 'modelarts-policy-editor-'));
  const rest: string[] = [];
  const server = await startServer({
    serverMain: host.serverMain,
    dataFolder,
    testDriver: true,
    ...(run.language ? { language: run.language } : {}),
  });
  const browser = await openBrowser({ executable: host.chromium });
  try {
    const { page } = browser;
    const finished = new Promise<number>((done) => {
      void page.exposeFunction('codeAutomationExit', (code: number) => done(code));
    });
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      const text = args.map((it) => (typeof it === 'string' ? it : JSON.stringify(it))).join(' ');
      const own = text.indexOf(suiteMark);
      if (own >= 0) log(text.slice(own + suiteMark.length));
      else rest.push(`[${type}] ${text}`);
    });
    page.on('crash', () => rest.push('[browser] the page crashed'));
    await page.goto(`http://127.0.0.1:${server.port}/?${query(run, server.port)}`);
    const { promise: late, clear } = limit(timeLimit);
    const code = await Promise.race([finished, late]);
    clear();
    if (code === undefined) log(`no end after ${timeLimit / 1000} s\n${server.output()}`);
    // What VS Code wrote beside the suite is of interest only when something is wrong.
    if (code !== 0) for (const line of rest.filter((it) => !isNoise(it))) log(`    ${line}`);
    return code ?? 1;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function query(run: TestRun, port: number): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(run.extensionDevelopmentPath)],
    ['extensionTestsPath', remote(run.extensionTestsPath)],
    ['enableProposedApi', ''],
    ['skipWelcome', 'true'],
  ];
  return `folder=${encodeURIComponent(run.workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** What VS Code writes without a network has nothing to do with the tests. */
function isNoise(line: string): boolean {
  return /vsda|service ?worker|gallery|ENOPRO|\[chat|AgentHost|favicon|^\[info\]|connection token/i.test(line);
}

function limit(milliseconds: number): { promise: Promise<undefined>; clear: () => void } {
  let timer: NodeJS.Timeout;
  const promise = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), milliseconds);
  });
  return { promise, clear: () => clearTimeout(timer) };
}

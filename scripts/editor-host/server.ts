import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeChinese } from './chinese.ts';
import { projectNode, quickEnvironment } from './paths.ts';

/** The display languages in which the host can be started. */
export type DisplayLanguage = 'en' | 'zh-cn';

export interface ServerOptions {
  /** `server-main.js` of code-server. */
  serverMain: string;
  /** Where it keeps extensions and settings; a new folder is a fresh VS Code. */
  dataFolder: string;
  language?: DisplayLanguage;
  /** Needed for test runs; hides notifications, so left out where a person looks. */
  testDriver?: boolean;
  /** Leave out to open every folder as trusted. */
  workspaceTrust?: boolean;
  /** User settings, written before the start. */
  settings?: Record<string, unknown>;
  /** A fixed port; without, a free one. */
  port?: number;
}

/** A running VS Code server on this machine. */
export interface EditorServer {
  port: number;
  /** What it has written so far. */
  output(): string;
  /** Ends it; answers when it has ended. */
  stop(): Promise<void>;
}

/** Starts VS Code's server and waits until it answers. */
export async function startServer(options: ServerOptions): Promise<EditorServer> {
  const { serverMain, dataFolder, language = 'en' } = options;
  const user = join(dataFolder, 'data', 'User');
  mkdirSync(user, { recursive: true });
  if (options.settings) {
    // In the browser the user's settings are kept by the browser; those of the machine come from here.
    const machine = join(dataFolder, 'data', 'Machine');
    mkdirSync(machine, { recursive: true });
    for (const folder of [user, machine]) writeFileSync(join(folder, 'settings.json'), JSON.stringify(options.settings));
  }
  if (language === 'zh-cn') await writeChinese(dataFolder);

  const port = options.port ?? (await freePort());
  const child = spawn(
    projectNode(),
    [
      serverMain,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
      ...['--accept-server-license-terms', '--server-data-dir', dataFolder, '--telemetry-level', 'off'],
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
      ...(language === 'en' ? [] : ['--locale', language]),
    ],
    { env: quickEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  // Nothing is left behind when we end before we have stopped it.
  const onExit = () => child.kill('SIGKILL');
  process.once('exit', onExit);
  const ended = new Promise<void>((done) => {
    child.once('exit', () => {
      process.off('exit', onExit);
      done();
    });
  });
  const stop = async () => {
    await end(child, ended);
  };
  try {
    await waitFor(child, () => output.includes('agent listening'), () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, output: () => output, stop };
}

/** Installs an extension package into a data folder, as a user does. */
export async function installExtension(serverMain: string, dataFolder: string, vsix: string): Promise<void> {
  const args = ['--install-extension', vsix, '--server-data-dir', dataFolder, '--accept-server-license-terms'];
  const child = spawn(projectNode(), [serverMain, ...args], { env: quickEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const code = await new Promise<number | null>((done) => child.once('exit', done));
  if (code !== 0 || !/successfully installed/.test(output)) {
    throw new Error(`The extension could not be installed (exit code ${code}):\n${output}`);
  }
}

/** A TCP port that nobody uses at the moment. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

function waitFor(child: ChildProcess, isReady: () => boolean, output: () => string): Promise<void> {
  return new Promise((done, fail) => {
    const limit = setTimeout(() => fail(new Error(`VS Code's server did not start in 60 s:\n${output()}`)), 60_000);
    const look = () => {
      if (!isReady()) return;
      clearTimeout(limit);
      done();
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => {
      clearTimeout(limit);
      fail(new Error(`VS Code's server ended with ${code}:\n${output()}`));
    });
    child.once('error', fail);
  });
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  // It waits for its extension hosts; those that hang are not waited for.
  const hard = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(hard);
}

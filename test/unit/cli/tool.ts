import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { run } from '../../../server/src/cli/main.ts';
import { nodeHost } from '../../../server/src/files/host.ts';

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  /** Content by name; a folder is made where a name has a slash. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
}

export const root = join(import.meta.dirname, '..', '..', '..');

const folders: string[] = [];
after(() => folders.forEach((it) => rmSync(it, { recursive: true, force: true })));

/** A new folder with these files. */
export function folderOf(files: World['files'] = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'modelarts-policy-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Runs a call in this process, in a folder with these files, and gives all that it wrote. */
export async function tool(argv: readonly string[], world: World = {}, cwd = folderOf(world.files)): Promise<Answer> {
  let out = '';
  let err = '';
  const host = nodeHost();
  const code = await run(argv, {
    stdin: () => once(world.stdin ?? ''),
    stdout: { write: (text) => (out += text), isTTY: world.tty },
    stderr: { write: (text) => (err += text), isTTY: world.tty },
    cwd,
    env: world.env ?? {},
    host: { ...host, chinese, docs: 'file:///docs/', version: () => '9.9.9' },
  });
  return { code, out, err };
}

/** Runs the tool as people do: the sources, or the bundle. */
export function process(entry: string, argv: readonly string[], { files, stdin = '', env = {} }: World = {}): Answer {
  const answer = spawnSync(globalThis.process.execPath, [join(root, entry), ...argv], {
    cwd: folderOf(files),
    input: stdin,
    encoding: 'utf8',
    env: { PATH: globalThis.process.env['PATH'], ...env },
    maxBuffer: 1024 * 1024 * 1024,
  });
  return { code: answer.status ?? -1, out: answer.stdout, err: answer.stderr };
}

/** The translations of this source tree, built or not. */
function chinese(): Record<string, string> {
  const parts = join(root, 'l10n', 'parts');
  const all = readdirSync(parts).map((name) => JSON.parse(readFileSync(join(parts, name), 'utf8')) as Record<string, string>);
  return Object.assign({}, ...all) as Record<string, string>;
}

async function* once(content: string | Uint8Array): AsyncGenerator<string | Uint8Array> {
  yield content;
}

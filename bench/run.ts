import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { build } from 'esbuild';
import { catalog } from '../test/support/catalog.ts';
import { policyOfSize } from './support/policies.ts';
import { residentMemory, type Server, type ServerSpec, startServer } from './support/server.ts';
import { median, percentile } from './support/statistics.ts';

// Ratios against VS Code's JSON server and against a server that only answers, measured in turn in one run.
// `--short` takes fewer samples: enough to see that nothing is off by a factor.

const short = process.argv.includes('--short');
const root = fileURLToPath(new URL('..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'modelarts-policy-bench-'));
const results: Result[] = [];

interface Result {
  readonly what: string;
  readonly ours: number;
  readonly theirs: number;
  readonly unit: string;
  /** Ours may be at most this many times theirs, or above theirs by `above`. */
  readonly most: number;
  readonly above?: number;
}

const floorScript = join(work, 'floor.js');
await build({ entryPoints: [join(root, 'bench/floor.ts')], outfile: floorScript, bundle: true, minify: true, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'], logLevel: 'error' });

const uri = 'file:///bench/a.policy.json';
const schemaUri = 'file:///bench/iam-policy.schema.json';
const ours: ServerSpec = { name: 'ModelArts Policy', script: join(root, 'dist/server.js'), languageId: 'iam-policy' };
const floor: ServerSpec = { name: 'floor', script: floorScript, languageId: 'iam-policy' };
const json: ServerSpec = {
  name: 'JSON server',
  script: createRequire(import.meta.url).resolve('vscode-langservers-extracted/bin/vscode-json-language-server'),
  languageId: 'json',
  settings: { json: { validate: { enable: true }, schemas: [] } },
  prepare(connection) {
    void connection.sendNotification('workspace/didChangeConfiguration', { settings: { json: { validate: { enable: true }, schemas: [{ uri: schemaUri, fileMatch: ['*.policy.json'], schema: enumSchema() }] } } });
  },
};

try {
  thinEntry();
  await starts();
  await memory();
  for (const [label, size, samples, most] of [['6 KB', 6_000, short ? 60 : 400, 1 / 2], ['100 KB', 100_000, short ? 15 : 60, 1 / 3], ['1 MB', 1_000_000, short ? 4 : 12, 1 / 3]] as const) await keystrokes(label, size, samples, most);
  await completion();
  await hover();
} finally {
  rmSync(work, { recursive: true, force: true });
}
report();

/** What the entry costs that VS Code loads for every JSON file: reading, compiling and running it. */
function thinEntry(): void {
  const nothing = { dispose: () => undefined };
  const vscode = {
    commands: { registerCommand: () => nothing },
    workspace: { textDocuments: [], onDidOpenTextDocument: () => nothing, onDidCloseTextDocument: () => nothing, onDidSaveTextDocument: () => nothing, findFiles: () => Promise.resolve([]) },
    window: { tabGroups: { all: [], onDidChangeTabs: () => nothing }, registerCustomEditorProvider: () => nothing },
  };
  const times: number[] = [];
  for (let round = 0; round < 40; round++) {
    const before = performance.now();
    const module: { exports: { activate?: (context: unknown) => void } } = { exports: {} };
    // A comment of its own keeps the engine from remembering what it compiled.
    const run = runInThisContext(`(function (require, module, exports) {${readFileSync(join(root, 'dist/client.js'), 'utf8')}\n})//${String(round)}`) as (require: unknown, module: unknown, exports: unknown) => void;
    run(() => vscode, module, module.exports);
    module.exports.activate?.({ subscriptions: [], workspaceState: { get: (_: string, otherwise: unknown) => otherwise } });
    times.push(performance.now() - before);
  }
  results.push({ what: 'Loading and activating the thin entry, slowest of 40 (bound: 2 ms)', ours: Math.max(...times), theirs: 2, unit: 'ms', most: 1 });
}

async function starts(): Promise<void> {
  const times: Record<'ours' | 'floor', number[]> = { ours: [], floor: [] };
  for (let round = 0; round < (short ? 5 : 15); round++) {
    for (const [key, spec] of [['ours', ours], ['floor', floor]] as const) {
      const server = await startServer(spec);
      times[key].push(server.started);
      await server.stop();
    }
  }
  results.push({ what: 'Start to initialize, beside the floor', ours: median(times.ours), theirs: median(times.floor), unit: 'ms', most: 1.3 });
}

async function memory(): Promise<void> {
  const bytes: Record<'ours' | 'floor', number[]> = { ours: [], floor: [] };
  for (let round = 0; round < 3; round++) {
    for (const [key, spec] of [['ours', ours], ['floor', floor]] as const) {
      const server = await startServer(spec);
      open(server, spec, policyOfSize(6_000));
      await diagnostics(server);
      await new Promise((resolve) => setTimeout(resolve, 300));
      bytes[key].push(residentMemory(server));
      await server.stop();
    }
  }
  results.push({ what: 'Memory after opening 6 KB, above the floor', ours: median(bytes.ours) / 1048576, theirs: median(bytes.floor) / 1048576, unit: 'MB', most: Infinity, above: 12 });
}

async function keystrokes(label: string, size: number, samples: number, most: number): Promise<void> {
  const text = policyOfSize(size);
  const servers = await Promise.all([startServer(ours), startServer(json)]);
  const specs = [ours, json];
  const times: number[][] = [[], []];
  servers.forEach((server, index) => open(server, specs[index]!, text));
  for (const server of servers) await diagnostics(server);
  const warmUp = Math.ceil(samples / 4);
  for (let sample = 0; sample < samples + warmUp; sample++) {
    for (const [index, server] of servers.entries()) {
      const before = performance.now();
      type(server, text, sample);
      await diagnostics(server);
      if (sample >= warmUp) times[index]!.push(performance.now() - before);
    }
  }
  results.push({ what: `Keystroke to diagnostics, ${label}, median`, ours: median(times[0]!), theirs: median(times[1]!), unit: 'ms', most });
  if (size === 6_000) results.push({ what: `Keystroke to diagnostics, ${label}, p99`, ours: percentile(times[0]!, 0.99), theirs: percentile(times[1]!, 0.99), unit: 'ms', most: 1 });
  await Promise.all(servers.map((it) => it.stop()));
}

async function completion(): Promise<void> {
  const text = policyOfSize(6_000);
  const servers = await Promise.all([startServer(ours), startServer(json)]);
  const specs = [ours, json];
  const times: number[][] = [[], []];
  const bytes: number[] = [0, 0];
  servers.forEach((server, index) => open(server, specs[index]!, text));
  const position = positionOf(text, 'modelarts:') ;
  for (let sample = 0; sample < (short ? 40 : 200); sample++) {
    for (const [index, server] of servers.entries()) {
      const before = performance.now();
      type(server, text, sample);
      const reply = await server.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position });
      if (sample >= 10) times[index]!.push(performance.now() - before);
      bytes[index] = Math.max(bytes[index]!, Buffer.byteLength(JSON.stringify(reply)));
    }
  }
  results.push({ what: 'Completion after a keystroke, 6 KB, median', ours: median(times[0]!), theirs: median(times[1]!), unit: 'ms', most: 1 });
  results.push({ what: 'Size of that reply (bound: 8 KB)', ours: bytes[0]! / 1024, theirs: bytes[1]! / 1024, unit: 'KB', most: 8 / (bytes[1]! / 1024) });
  await Promise.all(servers.map((it) => it.stop()));
}

async function hover(): Promise<void> {
  const text = policyOfSize(6_000);
  const servers = await Promise.all([startServer(ours), startServer(floor)]);
  const specs = [ours, floor];
  const times: number[][] = [[], []];
  servers.forEach((server, index) => open(server, specs[index]!, text));
  const position = positionOf(text, 'modelarts:');
  for (let sample = 0; sample < (short ? 60 : 400); sample++) {
    for (const [index, server] of servers.entries()) {
      const before = performance.now();
      await server.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
      if (sample >= 20) times[index]!.push(performance.now() - before);
    }
  }
  results.push({ what: 'Hover, beside the floor', ours: median(times[0]!), theirs: median(times[1]!), unit: 'ms', most: 1.5 });
  await Promise.all(servers.map((it) => it.stop()));
}

function open(server: Server, spec: ServerSpec, text: string): void {
  void server.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: spec.languageId, version: 0, text } });
}

/** A letter in the middle of an action comes with each even sample and goes with the next. */
function type(server: Server, text: string, sample: number): void {
  const at = positionOf(text, ':', Math.floor(text.length / 2));
  const range = sample % 2 === 0 ? { start: at, end: at } : { start: at, end: { line: at.line, character: at.character + 1 } };
  void server.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: sample + 1 }, contentChanges: [{ range, text: sample % 2 === 0 ? 'x' : '' }] });
}

async function diagnostics(server: Server): Promise<void> {
  await server.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
}

/** The position behind the first `word` after `from`. */
function positionOf(text: string, word: string, from = 0): { line: number; character: number } {
  const end = text.indexOf(word, text.indexOf('modelarts:', from)) + word.length;
  const before = text.slice(0, end);
  return { line: before.split('\n').length - 1, character: end - before.lastIndexOf('\n') - 1 };
}

/** The fastest form for the JSON server: one enum with descriptions beside a pattern for wildcards; ModelArts alone. */
function enumSchema(): unknown {
  const actions = catalog.actions('modelarts', '1.1');
  const strings = (items: unknown): unknown => ({ type: 'array', items });
  return {
    type: 'object',
    properties: {
      Version: { enum: ['1.1'] },
      Statement: strings({
        type: 'object',
        properties: {
          Effect: { enum: ['Allow', 'Deny'] },
          Action: strings({ anyOf: [{ enum: actions.map((it) => it.name), enumDescriptions: actions.map((it) => it.description.en) }, { type: 'string', pattern: '^[a-z]*:[\\w*-]*\\*[\\w*:-]*$' }] }),
          Resource: strings({ type: 'string' }),
          Condition: { type: 'object' },
        },
        required: ['Effect', 'Action'],
      }),
    },
    required: ['Version', 'Statement'],
  };
}

function report(): void {
  const rows = results.map(({ what, ours, theirs, unit, most, above }) => {
    const met = above === undefined ? ours <= theirs * most : ours - theirs <= above;
    const bound = above === undefined ? `≤ ${most.toFixed(2)}×` : `≤ +${String(above)} ${unit}`;
    const measured = above === undefined ? `${(ours / theirs).toFixed(2)}×` : `+${(ours - theirs).toFixed(1)} ${unit}`;
    return `| ${what} | ${ours.toFixed(2)} ${unit} | ${theirs.toFixed(2)} ${unit} | ${measured} | ${bound} | ${met ? 'met' : 'missed'} |`;
  });
  console.log(['| What | Ours | Theirs | Measured | Bound | |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n'));
  if (process.argv.includes('--assert') && rows.some((it) => it.endsWith('missed |'))) process.exitCode = 1;
}

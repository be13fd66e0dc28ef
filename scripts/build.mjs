// Builds everything that is shipped into dist/. Runs on Node 20 or newer.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { unusedFeatures } from './unused-features.mjs';
import { withoutDocs } from './without-docs.mjs';
import { buildShared } from './shared-bundle.mjs';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Options of all bundles. */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's UMD build cannot be bundled: its ES modules come first.
  mainFields: ['module', 'main'],
  external: ['vscode'],
  // The bundles are CommonJS; sources and bundles find what lies beside them in the same words.
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  // import() of a CommonJS bundle becomes require(), which VS Code answers for 'vscode' in any version.
  supported: { 'dynamic-import': false },
  // One character beyond ASCII would double the memory of a bundle's source and slow its start.
  charset: 'ascii',
  logLevel: 'warning',
  plugins: [withoutDocs(), unusedFeatures(), laterBundles()],
};

/** import() of a source that is an entry of its own asks for its bundle. */
function laterBundles() {
  return {
    name: 'later-bundles',
    setup(context) {
      context.onResolve({ filter: /^\.\/more\.ts$/ }, ({ kind }) => (kind === 'dynamic-import' ? { path: './server-more.js', external: true } : undefined));
    },
  };
}

/** The thin file that VS Code loads; it asks for the other one when a policy is open. */
const thin = { entryPoints: ['client/src/extension.ts'], outfile: join(dist, 'client.js'), external: ['vscode', './client-full.js'] };

/** The page of the policy builder: its script, and its style beside it. Browsers have no CommonJS. */
const page = {
  entryPoints: ['client/webview/builder/main.ts'],
  outfile: join(dist, 'builder.js'),
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  define: {},
};

const entries = [
  {
    from: 'client/src/full.ts',
    to: 'client-full.js',
    // Parts of the language client that this extension never reaches, and that are a fifth of the bundle.
    alias: {
      minimatch: './client/src/unused/minimatch.ts',
      'semver/functions/parse': './client/src/unused/semver.cjs',
      'semver/functions/satisfies': './client/src/unused/semver.cjs',
    },
  },
  // Node keeps the compiled code of the bundles where it can (22.1 or newer), which takes a tenth off each start.
  { from: 'server/src/node.ts', to: 'server.js', banner: { js: "'use strict';try{require('node:module').enableCompileCache?.()}catch{}" } },
  // Loaded by server.js with the first request that asks for it.
  { from: 'server/src/lsp/more.ts', to: 'server-more.js' },
  { from: 'server/src/cli.ts', to: 'cli.js', banner: { js: '#!/usr/bin/env node' } },
];

/** What they have in common is there once; what the server remembers must be. */
const shared = {
  'more.js': ['server-more+cli'],
  'core.js': ['server+cli', 'server+server-more+cli', 'server+server-more'],
  'protocol.js': ['client-full+server', 'client-full+server+server-more'],
};

/** Builds dist/; what an earlier version left there goes. */
export async function buildAll() {
  mkdirSync(dist, { recursive: true });
  const files = ['client.js', 'builder.js', 'builder.css', ...entries.map((it) => it.to), ...Object.keys(shared)];
  const known = new Set([...files, 'catalog', 'rule-pages.json.br']);
  for (const name of readdirSync(dist)) {
    if (!known.has(name)) rmSync(join(dist, name), { recursive: true });
  }
  await build({ ...bundleOptions, ...thin });
  await build({ ...bundleOptions, ...page });
  await buildShared(bundleOptions, entries, dist, shared);
  chmodSync(join(dist, 'cli.js'), 0o755);
  execFileSync(process.execPath, [join(root, 'scripts', 'build-catalog.mjs')], { cwd: root, stdio: 'inherit' });
  mergeTranslations();
  // Brotli makes a quarter less of them than the package does.
  writeFileSync(join(dist, 'rule-pages.json.br'), brotliCompressSync(JSON.stringify(rulePages())));
}

/** The pages of docs/rules and docs/topics by name, in one file: together they are a quarter of what they are one by one in a package. */
function rulePages() {
  const pages = ['rules', 'topics'].flatMap((it) => {
    const folder = join(root, 'docs', it);
    const names = readdirSync(folder).filter((name) => name.endsWith('.md')).sort();
    return names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  });
  return Object.fromEntries(pages);
}

/**
 * Merges l10n/parts/*.zh-cn.json into the one bundle that VS Code reads, sorted,
 * and answers with it. The same text with two translations is an error.
 */
export function mergeTranslations() {
  const parts = join(root, 'l10n', 'parts');
  const file = join(root, 'l10n', 'bundle.l10n.zh-cn.json');
  const merged = new Map();
  const names = existsSync(parts) ? readdirSync(parts).filter((it) => it.endsWith('.zh-cn.json')).sort() : [];
  for (const name of names) {
    for (const [text, translation] of Object.entries(JSON.parse(readFileSync(join(parts, name), 'utf8')))) {
      const other = merged.get(text);
      if (other && other.translation !== translation) {
        throw new Error(`l10n: "${text}" is "${other.translation}" in ${other.name} and "${translation}" in ${name}`);
      }
      merged.set(text, { translation, name });
    }
  }
  const sorted = [...merged].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const bundle = Object.fromEntries(sorted.map(([text, { translation }]) => [text, translation]));
  const content = JSON.stringify(bundle, null, 2) + '\n';
  // Written only when it changes: the bundle is a committed file, and others may be reading it.
  if (!existsSync(file) || readFileSync(file, 'utf8').replaceAll('\r\n', '\n') !== content) writeFileSync(file, content);
  return bundle;
}

/** The same for scripts: a failure is told in words, and ends the process. */
export async function buildOrExit() {
  try {
    await buildAll();
  } catch (error) {
    // esbuild has shown its errors by itself.
    console.error(error.errors ? 'The build failed.' : `The build failed: ${error.message}`);
    process.exit(1);
  }
}

if (process.argv[1] === import.meta.filename) await buildOrExit();

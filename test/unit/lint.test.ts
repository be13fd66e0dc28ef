import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ESLint } from 'eslint';

const root = join(import.meta.dirname, '..', '..');
const eslint = new ESLint({ cwd: root });

/** Each breaks one direction: the file it would be in, its text, and the rule that says so. */
const refused: [file: string, text: string, rule: string][] = [
  ['server/src/core/a.ts', "import 'vscode';", 'no-restricted-imports'],
  ['server/src/core/a.ts', "import { Range } from 'vscode-languageserver-types'; Range;", 'no-restricted-imports'],
  ['server/src/core/a.ts', "import type { Range } from 'vscode-languageserver';\nexport type A = Range;", 'no-restricted-imports'],
  ['server/src/core/a.ts', "import 'node:fs';", 'no-restricted-imports'],
  ['server/src/core/a.ts', "import 'fs';", 'no-restricted-imports'],
  ['server/src/core/a.ts', "import '../lsp/convert.ts';", 'no-restricted-imports'],
  ['server/src/core/rules/a.ts', "import '../../lsp/convert.ts';", 'no-restricted-imports'],
  ['server/src/core/a.ts', "import '../cli.ts';", 'no-restricted-imports'],
  ['server/src/core/a.ts', "export const a = import('jsonc-parser');", 'no-restricted-syntax'],
  ['server/src/core/a.ts', 'export const a = Date.now();', 'no-restricted-syntax'],
  ['server/src/core/a.ts', 'export const a = new Date();', 'no-restricted-syntax'],
  ['server/src/core/a.ts', "console.log('a');", 'no-restricted-globals'],
  ['server/src/core/a.ts', 'export const a = process.env;', 'no-restricted-globals'],
  ['server/src/core/a.ts', 'export const a = (text: string) => new RegExp(text);', 'no-restricted-syntax'],
  ['server/src/core/a.ts', 'export const a = (text: string) => RegExp(`^${text}`);', 'no-restricted-syntax'],
  ['server/src/core/policy/a.ts', "import '../rules/all.ts';", 'no-restricted-imports'],
  ['server/src/core/policy/a.ts', "import '../simulate/simulate.ts';", 'no-restricted-imports'],
  ['server/src/core/policy/a.ts', "import '../catalog/catalog.ts';", 'no-restricted-imports'],
  ['server/src/core/policy/a.ts', "import '../check.ts';", 'no-restricted-imports'],
  ['server/src/core/catalog/a.ts', "import '../rules/all.ts';", 'no-restricted-imports'],
  ['server/src/core/rules/a.ts', "import '../hover.ts';", 'no-restricted-imports'],
  ['server/src/lsp/a.ts', "import 'vscode';", 'no-restricted-imports'],
  ['server/src/lsp/a.ts', "import 'node:fs';", 'no-restricted-imports'],
  ['server/src/lsp/a.ts', "import '../../../client/src/full.ts';", 'no-restricted-imports'],
  ['server/src/cli.ts', "import 'vscode-languageserver/node';", 'no-restricted-imports'],
  ['server/src/cli.ts', "import 'vscode';", 'no-restricted-imports'],
  ['client/src/a.ts', "import '../../server/src/core/check.ts';", '@typescript-eslint/no-restricted-imports'],
  ['client/src/a.ts', "import '../../server/src/lsp/server.ts';", '@typescript-eslint/no-restricted-imports'],
  ['client/src/a.ts', "import 'vscode-languageserver/node';", '@typescript-eslint/no-restricted-imports'],
];

/** Each is how it should be done. */
const accepted: [file: string, text: string][] = [
  ['server/src/core/a.ts', "import 'jsonc-parser';\nimport './text.ts';\nexport const a = new RegExp('a');"],
  ['server/src/core/rules/a.ts', "import '../policy/policy.ts';\nimport '../catalog/catalog.ts';"],
  ['server/src/core/check.ts', "import './rules/all.ts';"],
  ['server/src/lsp/a.ts', "import 'vscode-languageserver';\nimport '../core/check.ts';"],
  ['server/src/node.ts', "import 'vscode-languageserver/node';\nimport 'node:fs';"],
  ['server/src/cli.ts', "import 'node:fs';\nimport './core/check.ts';"],
  ['client/src/a.ts', "import 'vscode';\nimport '../../server/src/lsp/protocol.ts';\nimport 'vscode-languageclient/node';"],
  ['client/src/a.ts', "import type { Finding } from '../../server/src/core/rules/rule.ts';\nexport type A = Finding;"],
];

for (const [file, text, rule] of refused) {
  test(`lint refuses in ${file}: ${text.replaceAll('\n', ' ')}`, async () => {
    assert.deepEqual(await rulesBroken(file, text), [rule]);
  });
}

for (const [file, text] of accepted) {
  test(`lint accepts in ${file}: ${text.replaceAll('\n', ' ')}`, async () => {
    assert.deepEqual(await rulesBroken(file, text), []);
  });
}

/** The rules that a file would break, each once. */
async function rulesBroken(file: string, text: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(text, { filePath: join(root, file) });
  const messages = results.flatMap((it) => it.messages);
  return [...new Set(messages.filter((it) => it.ruleId !== '@typescript-eslint/no-unused-expressions').map((it) => it.ruleId))];
}

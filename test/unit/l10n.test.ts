import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A text for people in the sources: the first argument of `msg`, or of `vscode.l10n.t`. */
interface Found {
  readonly text: string | undefined;
  readonly place: string;
  readonly args: number;
}

const found = ['client/src', 'server/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.ts') && !it.endsWith('.d.ts'))
    .flatMap((it) => textsIn(join(folder, it))),
);
const bundle = mergedParts();

test('every text for people is a literal, so that it can be translated', () => {
  assert.deepEqual(found.filter((it) => it.text === undefined).map((it) => it.place), []);
});

test('every text for people has a Chinese one', () => {
  const missing = found.filter((it) => it.text !== undefined && !(it.text in bundle)).map((it) => `${it.place}: ${String(it.text)}`);
  assert.deepEqual(missing, []);
});

test('no Chinese text is left over', () => {
  const used = new Set(found.map((it) => it.text));
  assert.deepEqual(Object.keys(bundle).filter((it) => !used.has(it)), []);
});

test('both languages have the same places for arguments, and as many as are given', () => {
  const places = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();
  const wrong = Object.entries(bundle).filter(([english, chinese]) => places(english).join() !== places(chinese).join());
  assert.deepEqual(wrong, []);
  const short = found.filter(({ text, args }) => text !== undefined && places(text).length > args).map((it) => it.place);
  assert.deepEqual(short, []);
});

test('Chinese texts are Chinese: full-width marks, no space beside Latin letters', () => {
  const wrong = Object.entries(bundle).filter(([, chinese]) => /[\u4e00-\u9fff] [A-Za-z{]|[A-Za-z}] [\u4e00-\u9fff]|[\u4e00-\u9fff][,;:?!]/.test(chinese));
  assert.deepEqual(wrong, []);
});

test('the committed bundle is what the parts make', () => {
  assert.deepEqual(JSON.parse(readFileSync(join(root, 'l10n/bundle.l10n.zh-cn.json'), 'utf8')), bundle);
});

function textsIn(file: string): Found[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isForPeople(node.expression) && !isDeclaration(file)) {
      const [first] = node.arguments;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      texts.push({ text: first && ts.isStringLiteralLike(first) ? first.text : undefined, place: `${file}:${String(line + 1)}`, args: node.arguments.some(ts.isSpreadElement) ? Infinity : node.arguments.length - 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

function isForPeople(callee: ts.Expression): boolean {
  return (ts.isIdentifier(callee) && callee.text === 'msg') || (ts.isPropertyAccessExpression(callee) && callee.getText() === 'vscode.l10n.t');
}

function isDeclaration(file: string): boolean {
  return file.endsWith(join('core', 'message.ts'));
}

function mergedParts(): Record<string, string> {
  const folder = join(root, 'l10n/parts');
  const parts = readdirSync(folder).filter((it) => it.endsWith('.zh-cn.json'));
  return Object.assign({}, ...parts.map((it) => JSON.parse(readFileSync(join(folder, it), 'utf8')) as Record<string, string>)) as Record<string, string>;
}

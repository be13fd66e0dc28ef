import { readdirSync, readFileSync } from 'node:fs';
import { documented } from '../../server/src/core/rules/all.ts';
import { readMarks } from '../../server/src/core/rules/example.ts';

const root = new URL('../../', import.meta.url);

export interface PolicyText {
  readonly from: string;
  readonly text: string;
}

/**
 * Every policy that is written out in the tests, the examples and the documentation of the rules, each text once:
 * JSON files, and objects with a `Statement` in sources, whose names may stand without quotes.
 */
export function policyTexts(): readonly PolicyText[] {
  const found = new Map<string, PolicyText>();
  const add = (from: string, text: string): void => void (found.has(text) || found.set(text, { from, text }));
  for (const { code, good, bad } of documented) for (const it of [good, bad]) add(`rule ${code}`, readMarks(it).text);
  for (const folder of ['examples/', 'test/']) {
    for (const name of readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(json|ts)$/.test(name)) continue;
      const path = `${folder}${name.replaceAll('\\', '/')}`;
      const source = readFileSync(new URL(path, root), 'utf8');
      // Published samples are lists of lines.
      const texts = path.endsWith('published.json') ? (JSON.parse(source) as { readonly text: readonly string[] }[]).map((it) => it.text.join('\n')) : [source];
      for (const text of texts) for (const policy of policiesIn(text)) add(path, policy);
    }
  }
  return [...found.values()];
}

/** The innermost objects with a member `Statement`, as JSON. */
function policiesIn(source: string): string[] {
  return [...source.matchAll(/\bStatement['"]?\s*:\s*\[/g)].flatMap(({ index }) => {
    const start = opening(source, index);
    const end = start < 0 ? -1 : closing(source, start);
    if (end < 0) return [];
    const text = source
      .slice(start, end)
      .replaceAll("'", '"')
      .replaceAll(/([{,]\s*)([A-Za-z_]\w*)(\s*:)/g, '$1"$2"$3');
    return [text];
  });
}

/** The brace that the text at an offset is directly in, or -1. */
function opening(source: string, from: number): number {
  for (let at = from - 1, depth = 0; at >= 0 && from - at < 2000; at--) {
    if (source[at] === '}') depth++;
    if (source[at] === '{' && depth-- === 0) return at;
  }
  return -1;
}

function closing(source: string, from: number): number {
  for (let at = from, depth = 0; at < source.length && at - from < 50_000; at++) {
    if (source[at] === '{') depth++;
    if (source[at] === '}' && --depth === 0) return at + 1;
  }
  return -1;
}

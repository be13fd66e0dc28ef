import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CatalogSource } from '../core/catalog/catalog.ts';
import type { FieldFinding } from '../core/json/fields.ts';
import { linesOf, positionAt } from '../core/lines.ts';
import { type Message, msg } from '../core/message.ts';
import { overlaySource } from '../core/overlay/merge.ts';
import { readSchema, type Schema } from '../core/overlay/schema.ts';
import { readText, whyUnreadable } from './text.ts';

/** A file or folder whose facts do not count, and why. */
export interface OverlayProblem {
  /** Absolute, with the line and column where the reason is a place in it: `…/modelarts.json:12:5`. */
  readonly path: string;
  readonly problem: Message;
}

export interface OverlayReading {
  readonly schemas: readonly Schema[];
  readonly problems: readonly OverlayProblem[];
}

/** The authorization schemas of some folders: each `.json` file that lies in one, in the order of the names. A file may stand for itself. */
export function readSchemas(folders: readonly string[]): OverlayReading {
  const schemas: Schema[] = [];
  const problems: OverlayProblem[] = [];
  for (const folder of folders) {
    try {
      const isFile = statSync(folder).isFile();
      const names = isFile ? [basename(folder)] : readdirSync(folder).filter((it) => it.toLowerCase().endsWith('.json')).sort();
      for (const name of names) {
        const path = join(isFile ? dirname(folder) : folder, name);
        const file = readText(path);
        if ('problem' in file) problems.push({ path, problem: file.problem });
        else addSchema(path, file.text, schemas, problems);
      }
      if (names.length === 0) problems.push({ path: folder, problem: msg('This folder holds no authorization schema.') });
    } catch (error) {
      problems.push({ path: folder, problem: whyUnreadable(error) });
    }
  }
  return { schemas, problems };
}

/** The facts with the schemas of the folders laid over them, and what is wrong with those. */
export function sourceWith(source: CatalogSource, folders: readonly string[]): { readonly source: CatalogSource; readonly problems: readonly OverlayProblem[] } {
  const { schemas, problems } = readSchemas(folders);
  return { source: overlaySource(source, schemas), problems };
}

function addSchema(path: string, text: string, schemas: Schema[], problems: OverlayProblem[]): void {
  const read = readSchema(text);
  if (read.kind === 'schema') schemas.push(read.schema);
  else if (read.kind === 'refused') problems.push(refusal(path, text, read.findings));
}

/** The first reason with its place, and how many more there are. */
function refusal(path: string, text: string, findings: readonly FieldFinding[]): OverlayProblem {
  const [first] = [...findings].sort((a, b) => a.span.start - b.span.start);
  const { line, character } = positionAt(linesOf(text), first?.span.start ?? 0);
  const reason = first?.message ?? msg('The file is empty.');
  const place = `${path}:${line + 1}:${character + 1}`;
  if (findings.length <= 1) return { path: place, problem: msg('This authorization schema is refused: {0}', reason) };
  return { path: place, problem: msg('This authorization schema is refused: {0} ({1} more reasons)', reason, findings.length - 1) };
}

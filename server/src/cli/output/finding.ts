import { formatPath } from '../../core/json/json.ts';
import { type Lines, type Range, rangeOf } from '../../core/lines.ts';
import { type Reader, toPlain } from '../../core/message.ts';
import type { Example, Finding, Grade, Severity } from '../../core/rules/rule.ts';

/** A finding as `--format json` has it (interfaces.md). */
export interface FindingJson {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  /** The finding is about the name at `path`, not its value. */
  readonly on?: 'key';
  readonly range: Range;
  readonly grade: Grade;
  readonly tags: readonly string[];
  /** A page of the package, `file:///…/docs/rules/<code>.md`. */
  readonly docs: string;
  /** The policies that lead to it only together; null when it is about this file alone. */
  readonly set: string | null;
  readonly example: Example | null;
  readonly related: readonly { readonly file: string; readonly path: string; readonly range: Range; readonly message: string }[];
  /** `safe`: loses and widens nothing, so `modelarts-policy fix` applies it. */
  readonly fixes: readonly { readonly title: string; readonly safe: boolean; readonly edits: readonly { readonly range: Range; readonly newText: string }[] }[];
}

/** Where another document of a policy set is, by its name there. */
export type PlaceOf = (name: string) => { readonly file: string; readonly lines: Lines } | undefined;

/**
 * @param file as it is called in the answer
 * @param docs what the address of a page starts with
 */
export function toFindingJson(finding: Finding, file: string, lines: Lines, reader: Reader, docs: string, placeOf?: PlaceOf): FindingJson {
  const { code, severity, grade, example } = finding;
  return {
    code,
    severity,
    message: toPlain(finding.message, reader),
    path: formatPath(finding.path),
    ...(finding.on ? { on: finding.on } : {}),
    range: rangeOf(lines, finding.span),
    grade,
    tags: finding.tags ?? [],
    docs: pageOf(code, reader, docs),
    set: finding.set ?? null,
    example: example ?? null,
    related: (finding.related ?? []).flatMap((it) => {
      // The statements of a system policy are in no file.
      const place = it.file === undefined ? { file, lines } : placeOf?.(it.file);
      return place ? [{ file: place.file, path: formatPath(it.path), range: rangeOf(place.lines, it.span), message: toPlain(it.message, reader) }] : [];
    }),
    fixes: (finding.fixes ?? []).map((fix) => ({ title: toPlain(fix.title, reader), safe: fix.safe, edits: fix.edits.map((edit) => ({ range: rangeOf(lines, edit.span), newText: edit.text })) })),
  };
}

function pageOf(code: string, reader: Reader, docs: string): string {
  return `${docs}${code}${reader.language === 'zh-cn' ? '.zh-cn' : ''}.md`;
}

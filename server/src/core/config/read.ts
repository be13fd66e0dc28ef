import { type Entry, readEntry } from '../entry/entry.ts';
import type { Findings } from '../json/fields.ts';
import { innerSpan, type Json, type JsonArray, type JsonObject, type JsonString, member, type Path } from '../json/json.ts';
import { parseJson } from '../json/parse.ts';
import { type Message, msg } from '../message.ts';
import { isPolicyKind, type PolicyKind, policyKinds } from '../policy/kind.ts';
import { documented } from '../rules/all.ts';
import type { Finding, Fix, Severity } from '../rules/rule.ts';
import { removeElement, replaceString } from '../rules/support/edits.ts';
import { slipOf } from '../rules/support/slip.ts';
import type { Span } from '../text.ts';
import { type Config, type ConfiguredSet, type ConfigReading, type Ignore, noConfig } from './config.ts';
import { compileGlob } from './glob.ts';
import { invalidConfig, unknownInSet, unusedIgnore } from './rules.ts';

export const severities = ['error', 'warning', 'information', 'hint', 'off'] as const;

/** Fields of a configuration; the first one names a schema, as editors do. */
export const configFields = ['$schema', 'rules', 'kinds', 'ignore', 'authorization', 'sets', 'catalog'] as const;

/** Fields of an ignore; the first three are needed. */
export const ignoreFields = ['code', 'file', 'text', 'effect', 'reason', 'count'] as const;

export const authorizationModes = ['strict', 'non-strict'] as const;

/**
 * Reads `.modelarts-policy.json`. Never throws: each part that does not count is a finding and is left out; a text
 * that is no JSON object is one finding, and the defaults count.
 */
export function readConfig(text: string): ConfigReading {
  const json = parseJson(text);
  const [problem] = json.problems;
  const { root } = json;
  if (problem || root?.type !== 'object') {
    const span = problem?.span ?? root?.span ?? { start: 0, end: 0 };
    const message = problem || !root ? msg('This is no valid JSON, so the whole file does not count.') : msg('A configuration is an object in braces, so the whole file does not count.');
    const fix = problem?.fix;
    const fixes = fix ? { fixes: [{ title: fix.title, edits: fix.edits, safe: false }] } : {};
    return { json, config: noConfig, findings: [{ ...found(span, problem?.path ?? [], message), ...fixes }] };
  }
  const reader = new Reader(text);
  for (const { key, path } of json.twins) reader.report(key.span, path, msg('"{0}" is written again below. Only the last one counts.', key.value), 'key');
  const config = reader.config(root);
  return { json, config, findings: reader.findings.sort((a, b) => a.span.start - b.span.start) };
}

/** Severities of rules as settings give them; what is none is left out. */
export function readSeverities(value: unknown): ReadonlyMap<string, Severity | 'off'> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(entries.filter((it): it is [string, Severity | 'off'] => oneOf(severities, it[1])));
}

/** The finding about an ignore that silenced nothing. *Fix all* works on policies, so its fix is one to choose. */
export function unusedIgnoreFinding({ json, config }: ConfigReading, { span, path }: Ignore): Finding | undefined {
  const severity = config.rules.get(unusedIgnore.code) ?? unusedIgnore.severity;
  if (severity === 'off') return undefined;
  const list = json.root?.type === 'object' ? member(json.root, 'ignore')?.value : undefined;
  const index = Number(path[1]);
  const fixes: Fix[] = list?.type === 'array' ? [{ title: msg('Remove the ignore'), edits: [removeElement(list, index)], safe: false }] : [];
  return { code: unusedIgnore.code, severity, grade: unusedIgnore.grade, span, path, message: msg('This ignore matches nothing. Remove it, or it hides the same mistake when it comes back.'), fixes };
}

const codes: readonly string[] = [...documented.map((it) => it.code), unusedIgnore.code, unknownInSet.code];

class Reader {
  readonly findings: Finding[] = [];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  config(root: JsonObject): Config {
    this.unknownFields(root, configFields, []);
    const authorization = this.choice(root, 'authorization', authorizationModes, []);
    return {
      rules: this.rules(this.objectIn(root, 'rules', [])),
      kinds: this.kinds(this.objectIn(root, 'kinds', [])),
      ignores: this.ignores(this.listIn(root, 'ignore', [])),
      ...(authorization ? { authorization } : {}),
      sets: this.sets(this.objectIn(root, 'sets', [])),
      catalog: this.catalog(this.listIn(root, 'catalog', [])),
    };
  }

  report(span: Span, path: Path, message: Message, on?: 'key', fixes: readonly Fix[] = []): void {
    this.findings.push({ ...found(span, path, message), ...(on ? { on } : {}), ...(fixes.length > 0 ? { fixes } : {}) });
  }

  private rules(object: JsonObject | undefined): Map<string, Severity | 'off'> {
    const rules = new Map<string, Severity | 'off'>();
    for (const { key, value } of object?.members ?? []) {
      const path = ['rules', key.value];
      if (!codes.includes(key.value)) this.unknown(key, path, codes, msg('There is no rule "{0}".', key.value), (meant) => msg('There is no rule "{0}". Did you mean "{1}"?', key.value, meant), 'key');
      const severity = value && this.oneOf(value, path, severities, (it) => msg('"{0}" is no severity. It is one of: {1}.', it, severities.join(', ')));
      if (severity && codes.includes(key.value)) rules.set(key.value, severity);
    }
    return rules;
  }

  private kinds(object: JsonObject | undefined): Config['kinds'] {
    return (object?.members ?? []).flatMap(({ key, value }) => {
      const path = ['kinds', key.value];
      const glob = compileGlob(key.value);
      if (!glob) this.report(innerSpan(key), path, msg('This pattern matches no file. It is relative to this folder, has "/" between names, and "*", "**" and "?" stand for other characters.'), 'key');
      const kind = value && this.oneOf<PolicyKind>(value, path, policyKinds, (it) => msg('"{0}" is no kind of policy. It is one of: {1}.', it, policyKinds.join(', ')));
      return glob && kind && isPolicyKind(kind) ? [{ glob, kind }] : [];
    });
  }

  private ignores(list: JsonArray | undefined): Ignore[] {
    return (list?.elements ?? []).flatMap((element, index) => {
      const path = ['ignore', index];
      if (element.type !== 'object') {
        this.wrongType(element.span, path, msg('an object'));
        return [];
      }
      this.unknownFields(element, ignoreFields, path);
      const effect = this.choice(element, 'effect', ['Allow', 'Deny'] as const, path);
      const count = this.count(element, path);
      const [code, file, text] = (['code', 'file', 'text'] as const).map((name) => this.string(element, name, path));
      const reason = this.string(element, 'reason', path, false);
      if (code && !codes.includes(code.value)) {
        this.unknown(code, [...path, 'code'], codes, msg('There is no rule "{0}".', code.value), (meant) => msg('There is no rule "{0}". Did you mean "{1}"?', code.value, meant));
        return [];
      }
      if (!code || !file || !text) return [];
      return [
        {
          code: code.value,
          file: file.value.replace(/^\.\//, ''),
          text: text.value,
          ...(effect ? { effect } : {}),
          ...(reason ? { reason: reason.value } : {}),
          ...(count === undefined ? {} : { count }),
          span: element.span,
          path,
        },
      ];
    });
  }

  private sets(object: JsonObject | undefined): Config['sets'] {
    const sets = new Map<string, ConfiguredSet>();
    for (const { key, value } of object?.members ?? []) {
      const path = ['sets', key.value];
      if (value?.type !== 'array') {
        if (value) this.wrongType(value.span, path, msg('a list'));
        continue;
      }
      const read = value.elements.map((it, index) => this.entry(it, [...path, index]));
      const entries = read.filter((it) => it !== undefined);
      sets.set(key.value, { name: key.value, entries, broken: read.length - entries.length, span: key.span, path });
    }
    return sets;
  }

  /** Undefined with whatever is wrong: a policy whose scope is misread would be judged where it is not attached. */
  private entry(node: Json, path: Path): Entry | undefined {
    const findings: Findings = [];
    const entry = readEntry(node, path, undefined, findings);
    for (const it of findings) this.report(it.span, it.path, it.message, it.on);
    return findings.length === 0 ? entry : undefined;
  }

  private catalog(list: JsonArray | undefined): string[] {
    return (list?.elements ?? []).flatMap((it, index) => {
      if (it.type === 'string') return [it.value];
      this.wrongType(it.span, ['catalog', index], msg('the name of a folder'));
      return [];
    });
  }

  private objectIn(parent: JsonObject, name: string, path: Path): JsonObject | undefined {
    const value = member(parent, name)?.value;
    if (value === undefined || value.type === 'object') return value;
    this.wrongType(value.span, [...path, name], msg('an object'));
    return undefined;
  }

  private listIn(parent: JsonObject, name: string, path: Path): JsonArray | undefined {
    const value = member(parent, name)?.value;
    if (value === undefined || value.type === 'array') return value;
    this.wrongType(value.span, [...path, name], msg('a list'));
    return undefined;
  }

  private string(parent: JsonObject, name: string, path: Path, needed = true): JsonString | undefined {
    const value = member(parent, name)?.value;
    if (value?.type === 'string') return value;
    if (value) this.wrongType(value.span, [...path, name], msg('a string'));
    else if (needed) this.report({ start: parent.span.start, end: parent.span.start + 1 }, path, msg('"{0}" is missing. An ignore names code, file and text.', name));
    return undefined;
  }

  private count(parent: JsonObject, path: Path): number | undefined {
    const value = member(parent, 'count');
    if (!value?.value) return undefined;
    // The tree keeps no numbers, so the digits are read from the text.
    const number = value.value.type === 'number' ? Number(this.text.slice(value.value.span.start, value.value.span.end)) : NaN;
    if (Number.isInteger(number) && number > 0) return number;
    this.wrongType(value.value.span, [...path, 'count'], msg('a whole number above 0'));
    return undefined;
  }

  private choice<T extends string>(parent: JsonObject, name: string, choices: readonly T[], path: Path): T | undefined {
    const value = member(parent, name)?.value;
    return value && this.oneOf(value, [...path, name], choices, (it) => msg('"{0}" is not possible here. It is one of: {1}.', it, choices.join(', ')));
  }

  private oneOf<T extends string>(value: Json, path: Path, choices: readonly T[], message: (written: string) => Message): T | undefined {
    if (value.type !== 'string') {
      this.wrongType(value.span, path, msg('a string'));
      return undefined;
    }
    if (oneOf(choices, value.value)) return value.value;
    const meant = slipOf(value.value, choices);
    this.report(innerSpan(value), path, message(value.value), undefined, meant === undefined ? [] : [changeTo(value, meant)]);
    return undefined;
  }

  private unknownFields(object: JsonObject, known: readonly string[], path: Path): void {
    for (const { key } of object.members) {
      if (known.includes(key.value)) continue;
      const names = known.filter((it) => it !== '$schema');
      this.unknown(key, [...path, key.value], names, msg('"{0}" is no setting here. The settings are: {1}.', key.value, names.join(', ')), (meant) => msg('"{0}" is no setting here. Did you mean "{1}"?', key.value, meant), 'key');
    }
  }

  private unknown(node: JsonString, path: Path, known: readonly string[], message: Message, didYouMean: (meant: string) => Message, on?: 'key'): void {
    const meant = slipOf(node.value, known);
    this.report(innerSpan(node), path, meant === undefined ? message : didYouMean(meant), on, meant === undefined ? [] : [changeTo(node, meant)]);
  }

  private wrongType(span: Span, path: Path, type: Message): void {
    this.report(span, path, msg('This has to be {0}.', type));
  }
}

function changeTo(node: JsonString, meant: string): Fix {
  return { title: msg('Change to "{0}"', meant), edits: [replaceString(node, meant)], safe: false };
}

/** A finding about a part of a configuration that does not count. */
export function found(span: Span, path: Path, message: Message): Finding {
  return { code: invalidConfig.code, severity: invalidConfig.severity, grade: invalidConfig.grade, span, path, message };
}

function oneOf<T extends string>(choices: readonly T[], value: unknown): value is T {
  return (choices as readonly unknown[]).includes(value);
}

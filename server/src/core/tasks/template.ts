import { type Catalog, isMatchedBy, type NameVersion } from '../catalog/catalog.ts';
import { type Message, msg } from '../message.ts';
import { limits } from '../rules/support/limits.ts';
import type { RoleFact } from './facts.ts';
import type { Part } from './parts.ts';

/** A policy that a template writes. */
export interface TemplateDocument {
  /** Without a folder: `training-obs.policy.json`. */
  readonly fileName: string;
  readonly holder: Part['holder'];
  /** What it is attached as. */
  readonly group: 'project' | 'global' | 'obs';
  readonly text: string;
  /** Each action string with the rows that it comes from, in the order of the text. */
  readonly lines: readonly TemplateLine[];
}

export interface TemplateLine {
  readonly action: string;
  /** Parts that name it. */
  readonly parts: readonly Part[];
  readonly source: string | undefined;
}

export interface TemplateOptions {
  readonly version: NameVersion;
  readonly effect?: RoleFact['effect'];
  readonly condition?: { readonly key: string; readonly values: readonly string[] };
}

/**
 * Policies that allow the actions of some parts, one for each holder and each kind of service that every source
 * keeps apart: project-level services, global ones, and OBS alone (reference 1.5).
 *
 * @param name of the files, without an extension
 */
export function writeTemplate(name: string, parts: readonly Part[], catalog: Catalog, options: TemplateOptions): readonly TemplateDocument[] {
  const documents: TemplateDocument[] = [];
  for (const holder of ['user', 'agency'] as const) {
    const lines = withoutCovered(linesOf(parts.filter((it) => it.holder === holder)), catalog, options.version);
    for (const group of ['project', 'global', 'obs'] as const) {
      const own = lines.filter((it) => groupOf(it.action, catalog) === group);
      if (own.length === 0) continue;
      const fileName = `${[name, ...(holder === 'agency' ? ['agency'] : []), ...(group === 'project' ? [] : [group])].join('-')}.policy.json`;
      documents.push({ fileName, holder, group, text: textOf(own.map((it) => it.action), options), lines: own });
    }
  }
  return documents;
}

/** How a document of a template is attached, for people. */
export function attachedAs({ holder, group }: Pick<TemplateDocument, 'holder' | 'group'>): Message {
  const to = holder === 'agency' ? msg('the agency that ModelArts uses') : msg('the user group');
  switch (group) {
    case 'project':
      return msg('For {0}, in the projects of the regions where it is to hold.', to);
    case 'global':
      return msg('For {0}, as a policy for global services.', to);
    case 'obs':
      return msg('For {0}. OBS is kept apart: create it for global services and for projects, and attach both.', to);
  }
}

/** The rows of a document as Markdown-free values, for a page beside it. */
export function rowsOf({ lines }: TemplateDocument): readonly { readonly part: Part; readonly title: Part['title']; readonly actions: readonly string[] }[] {
  const rows = new Map<Part, string[]>();
  for (const { action, parts } of lines) for (const part of parts) rows.set(part, [...(rows.get(part) ?? []), action]);
  return [...rows].map(([part, actions]) => ({ part, title: part.title, actions }));
}

function linesOf(parts: readonly Part[]): TemplateLine[] {
  const lines = new Map<string, { action: string; parts: Part[]; source: string | undefined }>();
  for (const part of parts) {
    for (const { name, source } of part.actions) {
      const line = lines.get(name);
      if (!line) lines.set(name, { action: name, parts: [part], source });
      else if (!line.parts.includes(part)) line.parts.push(part);
    }
  }
  // ModelArts first, then by name: as people read a policy.
  return [...lines.values()].sort((a, b) => Number(isModelArts(b.action)) - Number(isModelArts(a.action)) || (a.action < b.action ? -1 : 1));
}

/** A page may name a pattern and an action within it: the pattern is enough. */
function withoutCovered(lines: readonly TemplateLine[], catalog: Catalog, version: NameVersion): readonly TemplateLine[] {
  const patterns = lines.filter((it) => it.action.includes('*'));
  return lines.filter((it) => {
    const fact = catalog.action(it.action);
    return !fact || !patterns.some((pattern) => isMatchedBy(fact, pattern.action, version));
  });
}

function isModelArts(action: string): boolean {
  return action.startsWith('modelarts:');
}

function groupOf(action: string, catalog: Catalog): TemplateDocument['group'] {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  if (service === 'obs') return 'obs';
  return catalog.service(service)?.level === 'global' ? 'global' : 'project';
}

function textOf(actions: readonly string[], { version, effect = 'Allow', condition }: TemplateOptions): string {
  const statements: unknown[] = [];
  for (let from = 0; from < actions.length; from += limits.actions) {
    statements.push({
      Effect: effect,
      Action: actions.slice(from, from + limits.actions),
      // In 1.1 a statement without Resource is about every resource; 5.0 writes it.
      ...(version === '5.0' ? { Resource: ['*'] } : {}),
      ...(condition ? { Condition: { StringEquals: { [condition.key]: condition.values } } } : {}),
    });
  }
  return `${JSON.stringify({ Version: version, Statement: statements }, undefined, 2)}\n`;
}

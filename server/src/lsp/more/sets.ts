import { analyseSet } from '../../core/analysis/sets/analyse-set.ts';
import { type Counterpart, counterparts, type NamedDocument } from '../../core/analysis/sets/counterparts.ts';
import type { SetFinding } from '../../core/analysis/sets/types.ts';
import type { Catalog } from '../../core/catalog/catalog.ts';
import type { PolicyDocument } from '../../core/check.ts';
import { applyConfig } from '../../core/config/apply.ts';
import { configFileName, type ConfigReading } from '../../core/config/config.ts';
import { resolveSet, type SetFile, unknownFinding } from '../../core/config/sets.ts';
import type { Message } from '../../core/message.ts';
import type { Finding } from '../../core/rules/rule.ts';

/** What all sets of one configuration say. */
export interface JudgedSets {
  /** By member, before any configuration. */
  readonly findings: ReadonlyMap<string, readonly SetFinding[]>;
  /** In the configuration itself: entries that cannot be used, and findings in documents that are written there. */
  readonly problems: readonly Finding[];
  /** Documents that are written into the configuration. */
  readonly inline: ReadonlySet<string>;
  readonly documentOf: (file: string) => PolicyDocument | undefined;
  readonly givenUp: number;
  /** What the documents of Deny entries show of findings with the severities that are configured. */
  readonly counterparts: (findings: readonly SetFinding[]) => readonly Counterpart[];
}

/** Judges the sets of a configuration. `load` gives what is open before what is on the disk. */
export function judgeSets(reading: ConfigReading, catalog: Catalog, load: (file: string) => SetFile | { readonly problem: Message }): JudgedSets {
  const findings = new Map<string, SetFinding[]>();
  const problems: Finding[] = [];
  const documents = new Map<string, NamedDocument>();
  const inline = new Set<string>();
  let givenUp = 0;
  for (const configured of reading.config.sets.values()) {
    const unknown = unknownFinding(reading, configured, catalog);
    if (unknown) problems.push(unknown);
    const resolved = resolveSet(reading, configured, { catalog, load });
    problems.push(...resolved.problems);
    for (const { file, document, base } of resolved.set.members) {
      if (document) documents.set(file, { document, ...(base ? { base } : {}) });
      if (base) inline.add(file);
    }
    const analysis = analyseSet(resolved.set, catalog);
    givenUp += analysis.givenUp;
    for (const it of analysis.findings) {
      const document = inline.has(it.file) ? documents.get(it.file)?.document : undefined;
      if (document) problems.push(...applyConfig([it], document, reading.config, configFileName).findings);
      findings.set(it.file, [...(findings.get(it.file) ?? []), it]);
    }
  }
  return { findings, problems, inline, givenUp, documentOf: (file) => documents.get(file)?.document, counterparts: (list) => list.flatMap((it) => counterparts(it, (file) => documents.get(file))) };
}

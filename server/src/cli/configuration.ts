import { basename, join, relative, resolve } from 'node:path';
import type { PolicyDocument } from '../core/check.ts';
import { applyConfig } from '../core/config/apply.ts';
import { configFileName, type Ignore } from '../core/config/config.ts';
import { unusedIgnoreFinding } from '../core/config/read.ts';
import { linesOf } from '../core/lines.ts';
import type { Reader } from '../core/message.ts';
import type { Finding } from '../core/rules/rule.ts';
import { type ConfigFile, configFinder, ignoresOfMissingFiles, nameIn } from '../files/config.ts';
import { type Input, type InputError, slashes } from './files.ts';
import type { Io } from './io.ts';
import type { CheckedFile } from './output/check.ts';
import { type PlaceOf, toFindingJson } from './output/finding.ts';

/** The configurations of one call: what they change, and what is wrong in them. */
export interface Configuration {
  /** Standard input counts as a file of the current folder. */
  of(input: Input): ConfigFile | undefined;
  pathOf(input: Input): string;
  /** Whether the input is a configuration, which is no policy to check. */
  takes(input: Input): boolean;
  /** The findings of a file as its configuration wants them. */
  filter(input: Input, document: PolicyDocument, findings: readonly Finding[]): readonly Finding[];
  /** The same with the numbers of the ignores that the file uses. */
  apply(input: Input, document: PolicyDocument, findings: readonly Finding[]): { readonly findings: readonly Finding[]; readonly used: readonly number[] };
  /** The ignores that a file uses of which the answer speaks, by their numbers; in the order of the inputs. */
  remember(input: Input, used: readonly number[]): void;
  /** Findings in a configuration about the policy sets of it. */
  add(config: ConfigFile, findings: readonly Finding[], placeOf: PlaceOf): void;
  /** An entry for each configuration in which something is wrong; asked after all files. */
  result(reader: Reader): { readonly files: readonly CheckedFile[]; readonly errors: readonly InputError[] };
}

/** @param io whose current folder names the files of the answer */
export function configuration(io: Io): Configuration {
  const configs = configFinder();
  const seen = new Map<ConfigFile, { readonly files: Set<string>; readonly used: Set<Ignore>; readonly given?: string }>();
  const aboutSets = new Map<ConfigFile, { readonly findings: readonly Finding[]; readonly placeOf: PlaceOf }>();
  const pathOf = ({ path }: Input): string => path ?? join(io.cwd, '-');
  const of = (input: Input): ConfigFile | undefined => {
    const found = configs.nearest(pathOf(input));
    if (found && !seen.has(found)) seen.set(found, { files: new Set(), used: new Set() });
    return found;
  };
  return {
    of,
    pathOf,
    takes(input) {
      if (!input.path || basename(input.path) !== configFileName) return false;
      const found = of(input);
      // A file that cannot be read is named among the errors like any other.
      if (found?.path !== resolve(input.path)) return false;
      seen.set(found, { files: new Set(), used: new Set(), ...seen.get(found), given: input.file });
      return true;
    },
    filter(input, document, findings) {
      const config = of(input);
      return config ? applyConfig(findings, document, config.config, nameIn(config, pathOf(input))).findings : findings;
    },
    apply(input, document, findings) {
      const config = of(input);
      if (!config) return { findings, used: [] };
      const { findings: kept, used } = applyConfig(findings, document, config.config, nameIn(config, pathOf(input)));
      return { findings: kept, used: config.config.ignores.flatMap((it, index) => (used.has(it) ? [index] : [])) };
    },
    remember(input, used) {
      const config = of(input);
      const state = config && seen.get(config);
      if (!config || !state) return;
      state.files.add(nameIn(config, pathOf(input)));
      for (const index of used) {
        const ignore = config.config.ignores[index];
        if (ignore) state.used.add(ignore);
      }
    },
    add(config, findings, placeOf) {
      aboutSets.set(config, { findings, placeOf });
    },
    result(reader) {
      const files: CheckedFile[] = [];
      const errors: InputError[] = [];
      for (const [config, { files: checked, used, given }] of seen) {
        const file = given ?? slashes(relative(io.cwd, config.path));
        if (config.problem) errors.push({ file, problem: config.problem });
        const missing = new Set(ignoresOfMissingFiles(config));
        const unused = config.config.ignores.filter((it) => !used.has(it) && (checked.has(it.file) || missing.has(it)));
        const sets = aboutSets.get(config);
        const found = [...config.findings, ...(sets?.findings ?? []), ...unused.map((it) => unusedIgnoreFinding(config, it)).filter((it) => it !== undefined)];
        if (found.length === 0 && given === undefined) continue;
        found.sort((a, b) => a.span.start - b.span.start);
        const lines = linesOf(config.json.text);
        files.push({ file, path: config.path, kind: 'none', findings: found.map((it) => toFindingJson(it, file, lines, reader, io.host.docs, sets?.placeOf)) });
      }
      return { files, errors };
    },
  };
}

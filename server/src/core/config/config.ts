import type { Entry } from '../entry/entry.ts';
import type { Path } from '../json/json.ts';
import type { JsonText } from '../json/parse.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { Finding, Severity } from '../rules/rule.ts';
import type { Span } from '../text.ts';
import { type Glob, matchesGlob } from './glob.ts';

/** Name of the file that configures the folder it stands in and those below. */
export const configFileName = '.modelarts-policy.json';

/** What a configuration says (interfaces.md). Made by `readConfig`; `noConfig` where there is none. */
export interface Config {
  /** By code. A rule that is not named keeps its own severity. */
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
  /** Of several patterns that match a file the last one counts. */
  readonly kinds: readonly { readonly glob: Glob; readonly kind: PolicyKind }[];
  readonly ignores: readonly Ignore[];
  readonly authorization?: 'strict' | 'non-strict';
  /** Policies that are judged together, by name. */
  readonly sets: ReadonlyMap<string, ConfiguredSet>;
  /** Folders with facts about services, relative to the file. */
  readonly catalog: readonly string[];
}

/** A single finding that is silenced, found again by its code, its file and the text it stands on. */
export interface Ignore {
  readonly code: string;
  /** Relative to the configuration, with `/`. */
  readonly file: string;
  /** The whole string as `standsIn` gives it, or what the finding underlines as `standsOn` gives it. */
  readonly text: string;
  /** Effect of the statement that it is in, where that matters. */
  readonly effect?: 'Allow' | 'Deny';
  readonly reason?: string;
  /** How many findings it silences at most; all when left out. */
  readonly count?: number;
  readonly span: Span;
  readonly path: Path;
}

/** A set of policies as it is written; files are relative to the configuration. */
export interface ConfiguredSet {
  readonly name: string;
  readonly entries: readonly Entry[];
  /** How many entries cannot be read; each is a finding, and takes no part. */
  readonly broken: number;
  /** Of the name. */
  readonly span: Span;
  readonly path: Path;
}

/** A configuration with what is wrong in it. */
export interface ConfigReading {
  readonly json: JsonText;
  readonly config: Config;
  readonly findings: readonly Finding[];
}

export const noConfig: Config = { rules: new Map(), kinds: [], ignores: [], sets: new Map(), catalog: [] };

/** The kind that the configuration gives a file; `file` is relative to it, with `/`. */
export function kindFor({ kinds }: Config, file: string): PolicyKind | undefined {
  return kinds.findLast((it) => matchesGlob(it.glob, file))?.kind;
}

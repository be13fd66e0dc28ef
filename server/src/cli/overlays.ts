import { dirname, join, relative, resolve } from 'node:path';
import { configFinder } from '../files/config.ts';
import type { Call } from './arguments.ts';
import { type InputError, slashes } from './files.ts';
import type { OverlayProblem } from '../files/overlays.ts';
import type { Io } from './io.ts';

/**
 * The folders of authorization schemas that count for a call: those that the configurations name which apply to
 * the current folder and to what the call names. The same schemas hold for all of a call: they are facts about
 * the cloud, not about one policy.
 *
 * @returns absolute paths, each once
 */
export function overlayFolders({ operands, options }: Call, io: Io): readonly string[] {
  const configs = configFinder();
  // A file and a folder are asked in one way: below a file there is nothing, so what is above it counts.
  const named = [...operands, ...[...options.values()].flat()].filter((it) => it !== '-');
  const folders = new Set<string>();
  for (const path of ['.', ...named].map((it) => join(resolve(io.cwd, it), '-'))) {
    const config = configs.nearest(path);
    for (const it of config?.config.catalog ?? []) folders.add(resolve(dirname(config?.path ?? io.cwd), it));
  }
  return [...folders];
}

/** The same input and output with the schemas laid over the catalogue; what is refused is said, the rest counts. */
export function withOverlays(folders: readonly string[], io: Io): { readonly io: Io; readonly errors: readonly InputError[] } {
  if (folders.length === 0) return { io, errors: [] };
  const { host, problems } = io.host.withSchemas(folders);
  return { io: { ...io, host: { ...io.host, catalog: host.catalog, schemas: host.schemas } }, errors: namesOfProblems(problems, io) };
}

/** Problems as the answers of a call name files. */
export function namesOfProblems(problems: readonly OverlayProblem[], io: Io): readonly InputError[] {
  return problems.map(({ path, problem }) => ({ file: slashes(relative(io.cwd, path)) || path, problem }));
}

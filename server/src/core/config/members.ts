import type { Config, ConfiguredSet } from './config.ts';

const members = new WeakMap<Config, ReadonlySet<string>>();

/** Whether a file is a policy of a set; `file` is relative to the configuration, with `/`. */
export function isInSet(config: Config, file: string): boolean {
  if (config.sets.size === 0) return false;
  let known = members.get(config);
  if (!known) members.set(config, (known = new Set([...config.sets.values()].flatMap(filesOf))));
  return known.has(file);
}

/** The files that a set names, relative to the configuration. */
export function filesOf({ entries }: ConfiguredSet): readonly string[] {
  return entries.flatMap(({ source }) => ('file' in source ? [nameOfFile(source.file)] : []));
}

/** `./a/../b.policy.json` → `b.policy.json`. */
export function nameOfFile(written: string): string {
  const names: string[] = [];
  for (const name of written.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else names.push(name);
  }
  return names.join('/');
}

/** Paths that a pattern stands for, below one folder. Made by `compileGlob`. */
export interface Glob {
  readonly source: string;
  /** One for each name of the path; `**` stands for any number of them. */
  readonly names: readonly string[];
}

/**
 * Reads a pattern: `*` is any characters of one name, `?` one of them, `**` any number of folders, `/` stands
 * between names. A pattern without `/` is about the name of a file in any folder.
 *
 * @returns undefined for a pattern that matches nothing: empty, absolute, with `\`, `.` or `..` as a name, `[`, `{`
 */
export function compileGlob(source: string): Glob | undefined {
  const names = source.split('/');
  if (/[\\[\]{}]/.test(source) || names.some((it) => it === '' || it === '.' || it === '..')) return undefined;
  return { source, names: names.length === 1 ? ['**', source] : names };
}

/**
 * Whether a pattern stands for a path, relative to the folder of the pattern and with `/`. Letter case counts.
 * Goes back to the last `**` only, and within a name to the last `*`, so it takes no longer than length by length.
 */
export function matchesGlob({ names }: Glob, path: string): boolean {
  return run(names, path.split('/'), (it) => it === '**', matchesName);
}

function matchesName(pattern: string, name: string): boolean {
  return run([...pattern], [...name], (it) => it === '*', (one, char) => one === '?' || one === char);
}

/** Walks along both lists; `any` in the pattern stands for any number of items. */
function run(pattern: readonly string[], items: readonly string[], any: (one: string) => boolean, same: (one: string, item: string) => boolean): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < items.length; ) {
    const one = pattern[at];
    if (one !== undefined && any(one)) {
      star = at++;
      resume = index;
    } else if (one !== undefined && same(one, items[index] ?? '')) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (at < pattern.length && any(pattern[at] ?? '')) at++;
  return at === pattern.length;
}

// Server and command line tool are two bundles with the same core inside. What
// both contain goes into a third file that they require, so that the package
// carries it once. (esbuild itself splits ES modules only.)
import { isAbsolute, join, relative } from 'node:path';
import { build } from 'esbuild';

/**
 * Builds several entries and one bundle of the sources that all of them contain.
 *
 * @param options of esbuild, for every bundle
 * @param entries [{ from, to, ...options }], paths from `absWorkingDir`
 * @param shared the file that they share, in the folder of the others
 */
export async function buildShared(options, entries, shared) {
  const root = options.absWorkingDir;
  const common = await commonInputs(options, entries);
  /** Shared sources that somebody outside asks for, by path from the root, with their names in the shared bundle. */
  const asked = new Map();
  for (const { from, to, ...rest } of entries) {
    await build({ ...options, ...rest, entryPoints: [from], outfile: to, plugins: [askShared(root, common, asked, shared)] });
  }
  const lines = [...asked].map(([path, name]) => `export * as ${name} from ${JSON.stringify(`./${path}`)};`);
  await build({
    ...options,
    stdin: { contents: lines.join('\n'), resolveDir: root, sourcefile: 'shared.js', loader: 'js' },
    outfile: shared.file,
  });
}

/** The sources of this project that end up in every one of the bundles. */
async function commonInputs(options, entries) {
  const inputs = await Promise.all(
    entries.map(async ({ from, to, ...rest }) => {
      const { metafile } = await build({ ...options, ...rest, entryPoints: [from], outfile: to, write: false, metafile: true });
      return new Set(Object.keys(metafile.inputs));
    }),
  );
  const [first, ...others] = inputs;
  return new Set([...first].filter((it) => !it.includes('node_modules/') && others.every((other) => other.has(it))));
}

/** Where a source that is not shared imports one that is, the bundle asks the shared bundle at run time. */
function askShared(root, common, asked, shared) {
  const pathOf = (file) => relative(root, file).replaceAll('\\', '/');
  return {
    name: 'ask-shared',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, importer }) => {
        const file = isAbsolute(path) ? path : join(resolveDir, path);
        if (!common.has(pathOf(file)) || common.has(pathOf(importer))) return undefined;
        return { path: pathOf(file), namespace: 'shared' };
      });
      onResolve({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => {
        const name = asked.get(path) ?? `m${asked.size}`;
        asked.set(path, name);
        return { contents: `module.exports = require(${JSON.stringify(shared.request)}).${name};`, loader: 'js' };
      });
    },
  };
}

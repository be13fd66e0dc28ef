// The bundles of the package have parts in common: server and command line tool
// the core, server and client the protocol. Each such part goes into a file of
// its own that they require, so that the package carries it once. (esbuild
// itself splits ES modules only.)
import { basename, join, relative } from 'node:path';
import { build } from 'esbuild';

/**
 * Builds several entries, and one more bundle for each part that the entries of
 * a group have in common.
 *
 * @param options of esbuild, for every bundle
 * @param entries [{ from, to, ...options }], paths from `absWorkingDir`
 * @param groups { 'core.js': ['server+cli'] }: the file that holds what the
 *   entries of a group, by the names of their files, alone have in common. What
 *   other groups have in common is in each of their bundles. A file may ask
 *   those after it for a part, never those before it.
 */
export async function buildShared(options, entries, folder, groups) {
  const root = options.absWorkingDir;
  const groupOf = await groupInputs(options, entries, groups);
  /** What is asked of each file: paths from the root, with their names in its bundle. */
  const asked = new Map(Object.keys(groups).map((file) => [file, new Map()]));
  const bundle = (own, more) => {
    const plugins = [askShared(root, own, groupOf, asked), ...(options.plugins ?? []), ...(more.plugins ?? [])];
    return build({ ...options, ...more, plugins });
  };

  for (const { from, to, ...rest } of entries) {
    await bundle(nameOf(to), { ...rest, entryPoints: [from], outfile: join(folder, to) });
  }
  for (const file of Object.keys(groups)) {
    // Each is run when it is asked for, as it would be inside the other bundle.
    const members = [...asked.get(file)].map(([path, name]) => `get ${name}() { return require(${JSON.stringify(`./${path}`)}); }`);
    const contents = `module.exports = { ${members.join(', ')} };`;
    const stdin = { contents, resolveDir: root, sourcefile: file, loader: 'js' };
    await bundle(file, { stdin, outfile: join(folder, file) });
  }
}

/** For each source the file that holds it, if the entries that contain it share one. */
async function groupInputs(options, entries, groups) {
  const users = new Map();
  for (const { from, to, ...rest } of entries) {
    const { metafile } = await build({ ...options, ...rest, entryPoints: [from], outfile: to, write: false, metafile: true });
    // What is left of a module that only declares types is not worth a file.
    for (const [path, { bytesInOutput }] of Object.entries(Object.values(metafile.outputs)[0].inputs)) {
      if (bytesInOutput > 0) users.set(path, [...(users.get(path) ?? []), nameOf(to)]);
    }
  }
  const fileOf = new Map(Object.entries(groups).flatMap(([file, names]) => names.map((group) => [group, file])));
  return new Map([...users].map(([path, names]) => [path, fileOf.get(names.join('+'))]).filter(([, file]) => file !== undefined));
}

/** Where a bundle comes to a source that another one has, it asks that one at run time. */
function askShared(root, own, groupOf, asked) {
  return {
    name: 'ask-shared',
    setup(context) {
      context.onResolve({ filter: /.*/ }, async ({ path, pluginData, ...rest }) => {
        if (pluginData === 'resolving' || rest.kind === 'entry-point' || rest.namespace === 'shared') return undefined;
        const found = await context.resolve(path, { ...rest, pluginData: 'resolving' });
        if (found.external || found.errors.length > 0 || found.namespace !== 'file') return undefined;
        const source = relative(root, found.path).replaceAll('\\', '/');
        const file = groupOf.get(source);
        return file === undefined || file === own ? undefined : { path: source, namespace: 'shared' };
      });
      // Only our own lines below have this namespace, and they ask for the file of a group.
      const files = new Set([...asked.keys()].map((file) => `./${file}`));
      context.onResolve({ filter: /.*/, namespace: 'shared' }, ({ path }) =>
        files.has(path) ? { path, external: true } : { errors: [{ text: `"${path}" is no shared bundle` }] },
      );
      context.onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => {
        const file = groupOf.get(path);
        const names = asked.get(file);
        const name = names.get(path) ?? `m${names.size}`;
        names.set(path, name);
        return { contents: `module.exports = require(${JSON.stringify(`./${file}`)}).${name};`, loader: 'js' };
      });
    },
  };
}

function nameOf(file) {
  return basename(file, '.js');
}

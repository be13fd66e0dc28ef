import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../core/catalog/catalog.ts';
import type { SchemaFolder, UseSchemas } from '../lsp/schemas.ts';
import type { NodeHost } from './host.ts';

/** The catalogue of a session, over which authorization schemas are laid when folders of them are named. */
export function catalogWithSchemas(host: NodeHost): { readonly catalog: () => Catalog; readonly useSchemas: UseSchemas } {
  let current: Pick<NodeHost, 'catalog'> = host;
  return {
    catalog: () => current.catalog(),
    useSchemas(folders) {
      if (folders.length === 0) {
        current = host;
        return [];
      }
      const paths = folders.map(pathOf);
      const { host: overlaid, problems } = host.withSchemas([...new Set(paths.filter((it) => it !== undefined))]);
      current = overlaid;
      return problems.flatMap(({ path, problem }) => {
        const index = paths.findIndex((it) => it !== undefined && (path === it || path.startsWith(join(it, '/'))));
        const folder = folders[index];
        const root = paths[index];
        return folder && root !== undefined ? [{ ...folder, file: join(basename(root), relative(root, path)).replaceAll('\\', '/'), problem }] : [];
      });
    },
  };
}

function pathOf({ base, folder }: SchemaFolder): string | undefined {
  try {
    const path = fileURLToPath(base);
    return resolve(base.endsWith('/') ? path : dirname(path), folder);
  } catch {
    return undefined;
  }
}

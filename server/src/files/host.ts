import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { type Catalog, type CatalogSource, createCatalog } from '../core/catalog/catalog.ts';
import type { Bundle } from '../core/message.ts';
import { type OverlayProblem, sourceWith } from './overlays.ts';

/** What the package holds beside the code, read from the disk when first asked for. */
export interface NodeHost {
  readonly catalog: () => Catalog;
  /** The Chinese for every English template; empty when the file is missing. */
  readonly chinese: () => Bundle;
  /** The same host with the authorization schemas of some folders laid over its facts, and what is wrong with those. */
  readonly withSchemas: (folders: readonly string[]) => { readonly host: NodeHost; readonly problems: readonly OverlayProblem[] };
  /** Folders whose schemas count, absolute. */
  readonly schemas: readonly string[];
  /** What the address of a rule's page starts with, `file:///…/docs/rules/`: pages of the package, so they open offline. */
  readonly docs: string;
  /** A page of the rules by name, `unknown-action.zh-cn.md`; undefined where there is none. */
  readonly rulePage: (name: string) => string | undefined;
  /** `0.1.0` */
  readonly version: () => string;
}

/** The host of entries that run on Node: the bundles in `dist`, and the sources during tests. */
export function nodeHost(dist: string = distFolder()): NodeHost {
  let catalog: Catalog | undefined;
  const root = join(dist, '..');
  const source: CatalogSource = (name) => readJson(join(dist, 'catalog', `${name}.json`));
  const host: NodeHost = {
    catalog: () => (catalog ??= createCatalog(source)),
    schemas: [],
    withSchemas: (folders) => {
      const { source: merged, problems } = sourceWith(source, folders);
      let overlaid: Catalog | undefined;
      return { host: { ...host, schemas: folders, catalog: () => (overlaid ??= createCatalog(merged)) }, problems };
    },
    chinese: () => (readJson(join(root, 'l10n', 'bundle.l10n.zh-cn.json')) ?? {}) as Bundle,
    docs: `${pathToFileURL(join(root, 'docs', 'rules')).href}/`,
    rulePage: (name) => {
      const pages = readPages(join(dist, 'rule-pages.json.br'));
      return Object.hasOwn(pages, name) ? pages[name] : readPage(join(root, 'docs', 'rules', name));
    },
    version: () => (readJson(join(root, 'package.json')) as { version: string } | undefined)?.version ?? '0.0.0',
  };
  return host;
}

/** A bundle lies in `dist` itself, this source three folders below the root. */
function distFolder(): string {
  const here = import.meta.dirname;
  return existsSync(join(here, 'catalog', 'index.json')) ? here : join(here, '..', '..', '..', 'dist');
}

function readPages(file: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as Readonly<Record<string, string>>;
  } catch {
    return {};
  }
}

/** During development the pages lie beside the sources. */
function readPage(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

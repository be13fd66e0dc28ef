import { readFileSync } from 'node:fs';
import { createCatalog } from '../../server/src/core/catalog/catalog.ts';

/** The catalogue that is shipped, as `scripts/build-catalog.mjs` wrote it. */
export const catalog = createCatalog((name) => {
  try {
    return JSON.parse(readFileSync(new URL(`../../dist/catalog/${name}.json`, import.meta.url), 'utf8')) as unknown;
  } catch {
    return undefined;
  }
});

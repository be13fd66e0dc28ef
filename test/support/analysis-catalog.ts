import { type Catalog, createCatalog } from '../../server/src/core/catalog/catalog.ts';

const text = { en: '', zhCn: '' };
const action = (name: string) => ({ name, versions: ['1.1', '5.0'], description: text, apis: [], dependsOn: [], conditionKeys: [], resources: [], deprecated: false, aliases: [], confidence: 'high' });

const data: Readonly<Record<string, unknown>> = {
  index: {
    date: '2026-01-01',
    services: ['a', 'b'].map((name) => ({ name, title: text, levelGrade: 'unknown', resourceFormats: [], coverage: 'partial' })),
    globalKeys: [{ name: 'g:TagKeys', description: text, valueType: 'string', multiValued: true, versions: {}, usedBy: [], operators: [], confidence: 'high' }],
    operators: [],
  },
  a: { actions: ['a:Ab:a', 'a:b:ab', 'a::b'].map(action), resourceTypes: [{ name: 'A', description: text, deprecated: false, documented: true }], conditionKeys: [] },
  b: { actions: ['b:a:B'].map(action), resourceTypes: [], conditionKeys: [] },
};

/** A catalogue of two services, `a` and `b`, for policies that are drawn at random. */
export const smallCatalog: Catalog = createCatalog((name) => data[name]);

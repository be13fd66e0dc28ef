import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalog } from '../../support/catalog.ts';
import { chinese, hoverAt, statement } from './hovers.ts';

interface Row {
  readonly type: string;
  readonly description: string;
  readonly descriptionZh: string;
  readonly deprecated: boolean;
  readonly listedInTable4: boolean;
}

const { resourceTypes } = JSON.parse(readFileSync(new URL('../../../data/modelarts-resource-types.json', import.meta.url), 'utf8')) as { readonly resourceTypes: readonly Row[] };

test('there are the 23 resource types of the table, and 10 further ones', () => {
  assert.equal(resourceTypes.filter((it) => it.listedInTable4).length, 23);
  assert.equal(resourceTypes.length, 33);
});

for (const { type, description, descriptionZh, deprecated, listedInTable4 } of resourceTypes) {
  test(`${type} is explained in actions and in resources, in both languages`, () => {
    for (const marked of [statement(`"Action": ["modelarts:|${type}:*"]`), statement(`"Resource": ["modelarts:*:*:${type}|:*"]`)]) {
      const found = hoverAt(marked, { catalog });
      assert.equal(found?.about, type);
      assert.equal(found.says[0], `**\`${type}\`** · resource type of ModelArts`);
      assert.equal(found.says[1]?.replaceAll('\\', ''), description);
      assert.equal(found.says.includes('Deprecated.'), deprecated);
      assert.equal(found.says.includes('Not in the table of resource types, but named in actions.'), !listedInTable4);
      assert.equal(hoverAt(marked, { catalog, reader: chinese })?.says[1]?.replaceAll('\\', ''), descriptionZh);
    }
  });
}

test('Chinese names of services have no blank between Chinese and Latin letters', () => {
  assert.deepEqual(catalog.services.map((it) => it.title.zhCn).filter((it) => /[\u4e00-\u9fff] +\w|\w +[\u4e00-\u9fff]/.test(it)), []);
  assert.equal(catalog.service('modelarts')?.title.zhCn, 'AI开发平台ModelArts');
});

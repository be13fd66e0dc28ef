import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Catalog, createCatalog } from '../../../server/src/core/catalog/catalog.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { hover } from '../../../server/src/core/hover/hover.ts';
import { type Bundle, english, type Reader, toMarkdown } from '../../../server/src/core/message.ts';
import type { KindHints } from '../../../server/src/core/policy/kind.ts';
import { readCursor } from '../../support/marked.ts';

const local = (en: string, zhCn: string) => ({ en, zhCn });
const plain = { apis: [], dependsOn: [], conditionKeys: [], resources: [], deprecated: false, aliases: [], confidence: 'high' };

/** A catalogue small enough to see through: one service with two types, one without resources. */
export const small: Catalog = createCatalog(
  (name) =>
    ({
      index: {
        date: '2026-10-31',
        services: [
          { name: 'modelarts', title: local('ModelArts', 'AI开发平台ModelArts'), level: 'project', levelGrade: 'documented', resourcePath: 'type only', resourceFormats: [], coverage: 'complete', source: 'https://example.com/modelarts' },
          { name: 'obs', title: local('Object Storage Service', '对象存储服务'), level: 'global', levelGrade: 'inferred', resourcePath: true, resourceFormats: [{ format: 'obs:*:*:bucket:<bucket>' }], coverage: 'complete' },
        ],
        globalKeys: [
          { name: 'g:UserName', description: local('Name of the caller.', '调用者的名称。'), valueType: 'string', multiValued: false, versions: { '1.1': 'common', '5.0': 'documented' }, usedBy: [], operators: [], confidence: 'high' },
          { name: 'g:TagKeys', description: local('Keys of tags.', '标签键。'), valueType: 'string', multiValued: true, versions: { '5.0': 'documented' }, usedBy: [], operators: [], confidence: 'low' },
        ],
        operators: [
          { name: 'StringEquals', description: local('Equals a listed value.', '等于条件值。'), valueType: 'string', negated: false, versions: { '1.1': 'current', '5.0': 'evidenced' } },
          { name: 'StringNotLike', description: local('Does not contain it.', '不包含条件值。'), note: local('Two readings.', '两种读法。'), valueType: 'string', negated: true, versions: { '1.1': 'legacy' } },
          { name: 'Null', description: local('Absent or present.', '有或没有。'), valueType: 'boolean', negated: false, versions: { '1.1': 'current', '5.0': 'family-only' } },
        ],
      },
      modelarts: {
        actions: [
          {
            ...plain,
            name: 'modelarts:pool:create',
            versions: ['1.1', '5.0'],
            accessLevel: 'Write',
            description: local('Create a pool', '创建资源池'),
            note: local('Spelled so.', '如此拼写。'),
            apis: ['POST /pools', 'POST /old'],
            dependsOn: ['obs:bucket:List'],
            apiDependsOn: { 'POST /pools': ['obs:bucket:List'] },
            conditionKeys: ['modelarts:poolType'],
            resources: [{ type: 'pool', required: true }, { type: 'network', required: false }],
            iamProject: true,
            enterpriseProject: false,
            deprecated: true,
            aliases: ['modelarts::createPool'],
            confidence: 'medium',
            source: 'https://example.com/pool(1)',
          },
          { ...plain, name: 'modelarts:pool:delete', versions: ['1.1'], description: local('Delete a pool', '删除资源池') },
          { ...plain, name: 'modelarts::createPool', versions: ['5.0'], description: local('Create a pool', '创建资源池') },
        ],
        resourceTypes: [
          { name: 'pool', description: local('Pools', '资源池'), deprecated: false, documented: true, source: 'https://example.com/types' },
          { name: 'tag', description: local('Tags', '标签'), deprecated: true, documented: false },
        ],
        conditionKeys: [{ name: 'modelarts:poolType', description: local('Kind of pool', '资源池的类型'), valueType: 'string', multiValued: false, values: ['public'], versions: { '1.1': 'documented' }, usedBy: ['modelarts:pool:create'], operators: [], confidence: 'high', source: 'javascript:alert(1)' }],
      },
      obs: { actions: [{ ...plain, name: 'obs:bucket:List', versions: ['1.1'], description: local('List', '列举') }], resourceTypes: [], conditionKeys: [] },
    })[name],
);

export const chinese: Reader = {
  language: 'zh-cn',
  bundle: Object.assign({}, ...['hover', 'structure'].map((it) => JSON.parse(readFileSync(new URL(`../../../l10n/parts/${it}.zh-cn.json`, import.meta.url), 'utf8')) as Bundle)) as Bundle,
};

export interface Asked extends KindHints {
  readonly catalog?: Catalog;
  readonly reader?: Reader;
}

/** What is said about the place of the `|`: the text it is about, and its paragraphs as Markdown. */
export function hoverAt(marked: string, { catalog = small, reader = english, ...hints }: Asked = {}): { readonly about: string; readonly says: readonly string[] } | undefined {
  const { text, cursor } = readCursor(marked);
  const found = hover(readDocument(text, { ours: true, ...hints }), cursor, catalog);
  return found && { about: text.slice(found.span.start, found.span.end), says: found.contents.map((it) => toMarkdown(it, reader)) };
}

export function hovers(marked: string, about: string, says: readonly string[], asked: Asked = {}): void {
  assert.deepEqual(hoverAt(marked, asked), { about, says });
}

export function saysNothing(marked: string, asked: Asked = {}): void {
  assert.equal(hoverAt(marked, asked), undefined);
}

/** A policy around the members of one statement. */
export function statement(members: string, version = '1.1'): string {
  return `{"Version": "${version}", "Statement": [{${members}}]}`;
}

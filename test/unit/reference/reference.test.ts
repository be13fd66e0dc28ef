import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { english, toMarkdown } from '../../../server/src/core/message.ts';
import { referenceAbout, type ReferenceKind } from '../../../server/src/core/reference/about.ts';
import { referenceOverview, referencePart } from '../../../server/src/core/reference/reference.ts';
import { indexOf } from '../../../server/src/core/search/action-index.ts';
import { findActions } from '../../../server/src/core/search/find-actions.ts';
import { catalog } from '../../support/catalog.ts';

const about = (kind: ReferenceKind, name: string): string[] => referenceAbout(catalog, kind, name)?.contents.map((it) => toMarkdown(it, english)) ?? [];

describe('The reference', () => {
  it('holds every action and every condition key of every service once', () => {
    const { services, keys, found, total } = referenceOverview(catalog);
    const parts = services.map((it) => ({ ...it, ...referencePart(catalog, it.name) }));
    const names = parts.flatMap((part) => part.types.flatMap((type) => type.actions.map((it) => it.name)));
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual([...names].sort(), catalog.services.flatMap((it) => catalog.actions(it.name).map((action) => action.name)).sort());
    assert.deepEqual([found, total], [names.length, names.length]);
    assert.deepEqual(parts.map((it) => it.actions), parts.map((part) => part.types.reduce((all, type) => all + type.actions.length, 0)));
    assert.deepEqual(parts.flatMap((part) => part.keys), services.flatMap((it) => catalog.conditionKeys(it.name)));
    assert.equal(keys, catalog.globalKeys.length);
    assert.deepEqual(referencePart(catalog, '').keys, catalog.globalKeys);
  });

  it('begins with ModelArts, and ends with services of which only the prefix is known', () => {
    const { services } = referenceOverview(catalog);
    assert.equal(services[0]?.name, 'modelarts');
    const empty = services.map((it) => it.types + it.keys === 0);
    assert.deepEqual(empty, [...empty].sort((a, b) => Number(a) - Number(b)));
  });

  it('lists the types of ModelArts by name, also one without actions, deprecated ones and actions without a type last', () => {
    const types = referencePart(catalog, 'modelarts').types;
    assert.deepEqual(types.find((it) => it.name === 'dataAnnotation')?.actions, []);
    assert.equal(types.at(-1)?.name, '');
    assert.deepEqual(types.map((it) => (it.name === '' ? 2 : it.fact?.deprecated ? 1 : 0)), types.map((it) => (it.name === '' ? 2 : it.fact?.deprecated ? 1 : 0)).sort());
  });

  for (const query of ['notebook create', '创建训练作业', 'POST /v2/{project_id}/training-jobs', 'modelarts:trainingJob:create', 'not allowed: obs:bucket:ListBucket', 'bucket', '删除'])
    it(`finds what Find Action finds for ${query}, the likeliest service first`, () => {
      const wanted = findActions(indexOf(catalog), query, Infinity).map((it) => it.fact.name);
      const { services, found } = referenceOverview(catalog, query);
      const shown = services.flatMap((it) => referencePart(catalog, it.name, query).types.flatMap((type) => type.actions.map((action) => action.name)));
      assert.ok(wanted.length > 0);
      assert.deepEqual([...shown].sort(), [...wanted].sort());
      assert.equal(found, wanted.length);
      assert.equal(services[0]?.name, wanted[0]?.split(':')[0]);
    });

  it('finds condition keys and types by their words', () => {
    assert.deepEqual(referencePart(catalog, 'modelarts', 'poolType').keys.map((it) => it.name), ['modelarts:poolType']);
    assert.deepEqual(referencePart(catalog, 'modelarts', 'dataAnnotation').types.map((it) => it.name), ['dataAnnotation']);
    assert.deepEqual(referencePart(catalog, '', 'g:MFA').keys.map((it) => it.name), ['g:MFAAge', 'g:MFAPresent']);
    const { services, keys, found } = referenceOverview(catalog, 'xyzzy');
    assert.deepEqual([services, keys, found], [[], 0, 0]);
  });

  it('tells completeness, confidence and source', () => {
    assert.ok(about('service', 'obs').includes('Complete for version 1\\.1, as far as its tables could be read.'));
    assert.ok(about('service', 'swr').includes('Partly known for version 1\\.1: what lists of dependencies, pages and examples name.'));
    assert.ok(about('service', 'rds').includes('Only some are known for version 1\\.1. There are others.'));
    assert.ok(about('service', 'dms').includes('Nothing is known for version 5\\.0. That does not mean that there is nothing.'));
    const medium = catalog.actions('modelarts').find((it) => it.confidence === 'medium')?.name ?? '';
    assert.ok(about('action', medium).includes('Seen in an example or a guide only, not in a table of permissions.'));
    assert.match(about('action', 'modelarts:notebook:create').at(-1) ?? '', /^\[Source\]\(https:/);
    assert.match(about('type', 'modelarts:notebook').join('\n'), /15 actions known for version 1\\\.1\.\n9 actions known for version 5\\\.0\.\n\[Source\]/);
    assert.match(about('key', 'modelarts:poolType').join('\n'), /Known values: `public`/);
    for (const [kind, name] of [['service', 'nosuch'], ['type', 'modelarts:nosuch'], ['type', ''], ['action', 'a:b:c'], ['key', 'g:nosuch']] as const) assert.deepEqual(about(kind, name), [], name);
  });
});

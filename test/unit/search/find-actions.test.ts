import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexActions, type SearchData } from '../../../server/src/core/search/action-index.ts';
import { matchApi, readApi } from '../../../server/src/core/search/api.ts';
import { findActions } from '../../../server/src/core/search/find-actions.ts';
import { catalog } from '../../support/catalog.ts';

const index = indexActions(catalog, catalog.facts('search') as SearchData);
const first = (query: string): string | undefined => findActions(index, query)[0]?.fact.name;

/** What people type, and the action that has to come first. */
const meant: Readonly<Record<string, string>> = {
  'POST /v2/{project_id}/training-jobs': 'modelarts:trainJob:create',
  'post https://modelarts.cn-north-4.myhuaweicloud.com/v2/05e2a7/training-jobs?offset=1': 'modelarts:trainJob:create',
  'DELETE /v1/05e2a7/notebooks/68f45e80': 'modelarts:notebook:delete',
  '/v1/{project_id}/notebooks/{id}/start': 'modelarts:notebook:start',
  'modelarts:notebook:create': 'modelarts:notebook:create',
  'MODELARTS:NOTEBOOK:CREATE': 'modelarts:notebook:create',
  'no identity-based policy allows the modelarts:notebook:create action': 'modelarts:notebook:create',
  'modelarts:trainingJob:create': 'modelarts:trainJob:create',
  'create a notebook': 'modelarts:notebook:create',
  'creating notebooks': 'modelarts:notebook:create',
  trainj: 'modelarts:trainJob:create',
  'new training job': 'modelarts:trainJob:create',
  创建训练作业: 'modelarts:trainJob:create',
  新建训练作业: 'modelarts:trainJob:create',
  删除专属资源池: 'modelarts:pool:delete',
  notebook启动: 'modelarts:notebook:start',
  'delete Lite Server': 'modelarts:devserver:delete',
  下载对象: 'obs:object:GetObject',
  'assume agency': 'iam:agencies:assume',
  'stop notebook': 'modelarts:notebook:stop',
  停止Notebook: 'modelarts:notebook:stop',
  上传对象: 'obs:object:PutObject',
  'trainingJob create': 'modelarts:trainJob:create',
  'notebok create': 'modelarts:notebook:create',
  'notebook xyzzy': 'modelarts:notebook:create',
};

test('what people type finds the action that they mean', () => {
  assert.deepEqual(Object.fromEntries(Object.keys(meant).map((it) => [it, first(it)])), meant);
});

test('every action is found first by its own name, and among the first ten by each of its descriptions', () => {
  const lost: string[] = [];
  for (const { fact } of index.actions) {
    if (first(fact.name)?.toLowerCase() !== fact.name.toLowerCase()) lost.push(fact.name);
    for (const text of [fact.description.en, fact.description.zhCn]) {
      const same = index.actions.filter((it) => it.fact.description.en === fact.description.en || it.fact.description.zhCn === fact.description.zhCn).length;
      const among = findActions(index, text).slice(0, 10 + same);
      if (!among.some((it) => it.fact === fact)) lost.push(`${fact.name}: ${text}`);
    }
  }
  assert.deepEqual(lost, []);
});

test('every documented request finds its actions', () => {
  const lost: string[] = [];
  for (const { fact, apis } of index.actions) {
    for (const { text } of apis) if (!findActions(index, text, 1000).some((it) => it.fact === fact && it.by === 'api')) lost.push(`${fact.name}: ${text}`);
  }
  assert.deepEqual(lost, []);
});

test('the other name of an action finds it', () => {
  const lost = index.actions.flatMap(({ fact }) => fact.aliases.filter((it) => !findActions(index, it).some((found) => found.fact === fact)));
  assert.deepEqual(lost, []);
});

test('nothing is guessed', () => {
  for (const query of ['', '   ', 'xyzzy', 'modelarts:nothing:atAll', '/', '//', '{}']) {
    assert.deepEqual(findActions(index, query).map((it) => it.fact.name), [], query);
  }
});

test('a long or hostile query takes no time and finds no more than was asked for', () => {
  for (const query of ['a:'.repeat(100_000), '/'.repeat(100_000), '训练'.repeat(50_000), `${'x'.repeat(4000)} `.repeat(20), 'a*'.repeat(3000) + ':*:*']) findActions(index, query);
  assert.equal(findActions(index, 'list', 7).length, 7);
});

test('requests: with identifiers, beginnings and ends', () => {
  const match = (written: string, documented: string): string | undefined => {
    const [a, b] = [readApi(written), readApi(documented)];
    return a && b && matchApi(a, b);
  };
  assert.equal(match('GET /v1/123/pools/abc', 'GET /v1/{project_id}/pools/{pool_name}'), 'whole');
  assert.equal(match('/v1/123/pools', 'GET /v1/{project_id}/pools/{pool_name}'), 'start');
  assert.equal(match('/v1/123/poo', 'GET /v1/{project_id}/pools'), 'start');
  assert.equal(match('/pools', 'GET /v1/{project_id}/pools'), 'end');
  assert.equal(match('POST /v1/123/pools', 'GET /v1/{project_id}/pools'), undefined);
  assert.equal(match('/v1', 'GET /{version}'), undefined);
  assert.equal(readApi('modelarts:*:*:notebook:/x'), undefined);
});

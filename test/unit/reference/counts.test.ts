import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalog } from '../../support/catalog.ts';

const data = new URL('../../../data/', import.meta.url);
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, data), 'utf8')) as T;
const about = readFileSync(new URL('README.md', data), 'utf8');
const count = <T>(all: readonly T[], is: (one: T) => boolean): number => all.filter(is).length;

interface Row {
  readonly action: string;
  readonly policyVersions: readonly string[];
  readonly confidence: string;
  readonly accessLevel: string | null;
  readonly description: string;
  readonly descriptionZh: string;
  readonly sources: readonly string[];
}

interface ServiceFile {
  readonly actions: readonly Row[];
  readonly exceptions?: readonly Row[];
}

const modelarts = read<{ readonly actions: readonly Row[] }>('modelarts-actions.json').actions;
const files = readdirSync(new URL('services/', data)).filter((it) => it.endsWith('.json'));
const services = new Map(files.map((it) => [it.replace('.json', ''), read<ServiceFile>(`services/${it}`)]));

test('the actions of ModelArts are as many as the collection says', () => {
  const is = (version: string) => (it: Row) => it.policyVersions.includes(version);
  const confidences = ['high', 'medium', 'low'].map((one) => count(modelarts, (it) => it.confidence.startsWith(one)));
  const levels = ['Write', 'Read', 'List'].map((one) => count(modelarts, (it) => it.accessLevel === one));
  assert.deepEqual(
    [modelarts.length, count(modelarts, (it) => it.policyVersions.length === 2), count(modelarts, is('1.1')), count(modelarts, is('5.0')), confidences, levels],
    [211, 70, 159, 122, [198, 12, 1], [49, 35, 20]],
  );
  assert.ok(about.includes('211 actions: 89 only in 1.1, 70 in both, 52 only in 5.0 (159 usable in 1.1, 122 in 5.0). Confidence: 198 high, 12 medium, 1 low. 104 of the 122 have an access level: 49 Write, 35 Read, 20 List.'));
});

test('per type they are as many as the collection says', () => {
  const [, line = ''] = /^Per type \(1\.1 \/ 5\.0\): (.*?)\. /m.exec(about) ?? [];
  const told = line.split(', ').map((it) => it.replace('no type', ''));
  const types = [...new Set(catalog.actions('modelarts').map((it) => it.name.split(':')[1] ?? ''))].sort((a, b) => (a < b ? -1 : 1));
  const of = (type: string, version: '1.1' | '5.0'): number => count(catalog.actions('modelarts', version), (it) => it.name.split(':')[1] === type);
  assert.deepEqual(types.map((it) => `${it} ${of(it, '1.1')}/${of(it, '5.0')}`), told);
  assert.equal(catalog.resourceTypes('modelarts').length, 33);
  assert.equal(count(catalog.resourceTypes('modelarts'), (it) => it.documented), 23);
});

test('the actions of the 36 other services are all there', () => {
  const files = [...services.values()];
  const exceptions = files.flatMap((it) => it.exceptions ?? []);
  assert.deepEqual([services.size, files.reduce((all, it) => all + it.actions.length, 0), exceptions.length], [36, 1278, 3]);
  for (const [name, { actions, exceptions = [] }] of services) {
    assert.deepEqual(catalog.actions(name).map((it) => it.name), [...actions, ...exceptions].map((it) => it.action), name);
  }
  assert.equal(catalog.globalKeys.length, 38);
  assert.equal(catalog.operators.length, 43);
});

test('each fact keeps its texts in both languages, its source and its confidence', () => {
  const known = catalog.services.filter((it) => catalog.actions(it.name).length > 0);
  const facts = [...catalog.globalKeys, ...known.flatMap((it) => [...catalog.actions(it.name), ...catalog.conditionKeys(it.name)])];
  const types = known.flatMap((it) => catalog.resourceTypes(it.name));
  const han = /\p{Script=Han}/u;
  const isSource = (it: string | undefined): boolean => it !== undefined && /^(https:\/\/\S+$|third-party)/.test(it);
  assert.deepEqual(facts.filter((it) => it.description.en === '' || han.test(it.description.en) || !han.test(it.description.zhCn)).map((it) => it.name), []);
  assert.deepEqual(types.filter((it) => it.description.en === '' || !han.test(it.description.zhCn)).map((it) => it.name), []);
  assert.deepEqual([...facts, ...types, ...known, ...catalog.operators].filter((it) => !isSource(it.source)).map((it) => it.name), []);
  assert.deepEqual(facts.filter((it) => !['high', 'medium', 'low'].includes(it.confidence)), []);
  assert.deepEqual(catalog.actions('modelarts').map((it) => it.confidence), modelarts.map((it) => /^\w+/.exec(it.confidence)?.[0]));
});

test('completeness is a field of each service, by version', () => {
  const { services: completeness } = read<{ readonly services: Readonly<Record<string, Readonly<Record<string, string>>>> }>('completeness.json');
  assert.deepEqual(Object.keys(completeness).sort(), ['modelarts', ...services.keys()].sort());
  for (const [name, versions] of Object.entries(completeness)) {
    const service = catalog.service(name);
    assert.ok(service, name);
    assert.equal(service.coverage, versions['1.1'], name);
    assert.deepEqual(service.completeIn ?? [], Object.keys(versions).filter((it) => versions[it] === 'complete'), name);
  }
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runAccessTests } from '../../../server/src/core/access-test/run.ts';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { taskFacts } from '../../../server/src/core/tasks/facts.ts';
import { functionParts, roleParts } from '../../../server/src/core/tasks/parts.ts';
import { type TemplateDocument, writeTemplate } from '../../../server/src/core/tasks/template.ts';
import { actionsMatching, type NameVersion } from '../../../server/src/core/catalog/catalog.ts';
import { catalog } from '../../support/catalog.ts';

interface SourceAction {
  readonly action: string;
  readonly policyVersions: readonly NameVersion[];
  readonly apis: readonly string[];
  readonly dependsOn: readonly string[];
  readonly deprecated: boolean;
}
interface SourceRow {
  readonly kind: 'user' | 'agency';
  readonly area: string;
  readonly scenario: string;
  readonly actions: readonly string[];
}
const data = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../data/${name}.json`, import.meta.url), 'utf8'));
const table = (data('modelarts-actions') as { actions: SourceAction[] }).actions;
const rows = (data('console-dependencies') as { fineGrained: SourceRow[] }).fineGrained;
const facts = taskFacts(catalog);

/**
 * What each console function is about in the tables of API requests: the first words of the paths behind the
 * project, and the actions that the tables name without a request. Written from the tables, not from the templates.
 */
const expected: Readonly<Record<string, { readonly paths: RegExp; readonly noRequest: RegExp; readonly userArea?: string; readonly agencyArea?: string }>> = {
  data: { paths: /^[A-Z]+ \/v2\/\{project_id\}\/(?:datasets|processor-tasks|workforces)/, noRequest: /^modelarts:dataset:delete$/, userArea: 'Datasets', agencyArea: 'Datasets' },
  development: { paths: /^[A-Z]+ \/v1\/\{project_id\}\/(?:notebooks|images|demanager)/, noRequest: /^-$/, userArea: 'Notebooks', agencyArea: 'Development environment' },
  training: { paths: /^[A-Z]+ \/v[12]\/\{project_id\}\/(?:algorithms|training-jobs|training-experiments|training-job-searches|training-pool-flavors|training-quotas|built-in-algorithms)/, noRequest: /^modelarts:trainJob:/, userArea: 'Training jobs', agencyArea: 'Training jobs' },
  workflow: { paths: /^[A-Z]+ \/v2\/\{project_id\}\/workflows/, noRequest: /^-$/, userArea: 'Workflows' },
  exeml: { paths: /^-$/, noRequest: /^modelarts:exemlProject/ },
  models: { paths: /^[A-Z]+ \/v1\/\{project_id\}\/models/, noRequest: /^modelarts:model:/, userArea: 'Model management' },
  services: { paths: /^[A-Z]+ \/v[12]\/\{project_id\}\/services/, noRequest: /^-$/, userArea: 'Service deployment', agencyArea: 'Service deployment' },
  pools: { paths: /^[A-Z]+ \/v[12]\/\{project_id\}\/(?:pools|networks)/, noRequest: /^-$/, userArea: 'Resource pools and networks', agencyArea: 'Resource pools and networks' },
};

/** Permissions beside the ordinary work: everybody's notebooks, the priority of jobs, quotas. */
const special: readonly string[] = ['modelarts:notebook:listAllNotebooks', 'modelarts:trainJob:setHighPriority', 'modelarts:trainJob:updateQuotas'];

const versions: readonly NameVersion[] = ['1.1', '5.0'];

/** Access tests for one side of a function: what has to be allowed, and neighbours that must not be. */
function accessTests(documents: readonly TemplateDocument[], allowed: readonly string[], refused: readonly string[]): string {
  const tests = [...allowed.map((action) => ({ name: `${action} is allowed`, request: { action }, expect: 'Allow' })), ...refused.map((action) => ({ name: `${action} is not allowed`, request: { action }, expect: 'NotAllowed' }))];
  return JSON.stringify({ policies: documents.map((it) => ({ document: JSON.parse(it.text) as unknown })), tests });
}

function failures(text: string): readonly string[] {
  const { tests, findings } = runAccessTests(text, { catalog, fileName: 'a.iamtest.json', load: () => undefined });
  assert.deepEqual(findings.filter((it) => it.span.start === 0), []);
  return tests.filter((it) => it.status !== 'passed').map((it) => it.name);
}

/** What a published name is called in a version: itself, or by the table of aliases. */
const namesIn = (name: string, version: NameVersion): readonly string[] => {
  const fact = catalog.action(name);
  if (name.includes('*') || fact?.versions.includes(version)) return [fact?.name ?? name];
  return (fact?.aliases ?? []).filter((it) => catalog.action(it)?.versions.includes(version));
};

function wantedOf(id: string, version: NameVersion): { readonly user: readonly string[]; readonly agency: readonly string[] } {
  const { paths, noRequest, userArea, agencyArea } = expected[id] as (typeof expected)[string];
  const own = table.filter((it) => it.policyVersions.includes(version) && !it.deprecated && (it.apis.some((api) => paths.test(api)) || (it.apis.length === 0 && noRequest.test(it.action))) && !special.includes(it.action));
  const ofArea = (kind: SourceRow['kind'], area: string | undefined): string[] => rows.filter((it) => it.kind === kind && it.area === area).flatMap((it) => it.actions);
  const basic = rows.filter((it) => it.area === 'Basic settings' && it.scenario === 'Basic function').flatMap((it) => it.actions);
  const concrete = (names: readonly string[]): readonly string[] => [...new Set(names.flatMap((it) => namesIn(it, version)))].filter((it) => !it.includes('*'));
  const also = own.flatMap((it) => it.dependsOn.map((name) => name.replaceAll('.', ':')));
  return { user: concrete([...own.map((it) => it.action), ...also, ...basic, ...ofArea('user', userArea)]), agency: concrete(ofArea('agency', agencyArea)) };
}

/** Actions whose requests go elsewhere, or that a type of the function has under the path of another one. */
const elsewhere: readonly string[] = [
  // Under the path of notebooks, but an image.
  'modelarts:image:create',
  // Pools of an inference service, keys and connections of services, tags, and what 5.0 names without a type.
  'modelarts:pool:get',
  'modelarts:pool:list',
  'modelarts:apiKey:create',
  'modelarts:apiKey:delete',
  'modelarts:apiKey:list',
  'modelarts:apiKey:bind',
  'modelarts:apiKey:unbind',
];

for (const version of versions) {
  for (const fact of facts.functions) {
    const documents = writeTemplate(fact.id, functionParts(fact, version, catalog), catalog, { version });
    if (!expected[fact.id]) {
      test(`${version} ${fact.id}: nothing is documented, so nothing is written, and the roles of the page are named`, () => {
        assert.deepEqual(documents, []);
        assert.ok(fact.roles.length > 0);
      });
      continue;
    }
    for (const holder of ['user', 'agency'] as const) {
      const own = documents.filter((it) => it.holder === holder);
      const outside = (it: string): boolean => elsewhere.includes(it) || it.startsWith('modelarts::');
      const wanted = wantedOf(fact.id, version)[holder].filter((it) => !outside(it) || own.some((one) => one.lines.some((line) => line.action === it)));
      const written = own.flatMap((it) => it.lines.map((line) => line.action));
      // Its own neighbours: every other action of ModelArts and of the services that the rows name.
      const services = new Set(['modelarts', ...written.map((it) => it.slice(0, it.indexOf(':')))]);
      const patterns = written.filter((it) => it.includes('*'));
      const covered = (name: string): boolean => written.includes(name) || patterns.some((it) => actionsMatching(catalog, it, version).some((one) => one.name === name));
      const known = new Set(wanted.map((it) => it.toLowerCase()));
      const refused = [...services].flatMap((it) => catalog.actions(it, version)).map((it) => it.name).filter((it) => !known.has(it.toLowerCase()) && !outside(it) && !covered(it)).slice(0, 400);
      test(`${version} ${fact.id}, ${holder}: the requests of the API tables are allowed, others are not`, () => {
        assert.deepEqual(failures(accessTests(own, wanted, refused)), []);
      });
      test(`${version} ${fact.id}, ${holder}: without any one action a test fails`, () => {
        const missed = own.flatMap((document) =>
          document.lines
            .filter(({ action }) => !action.includes('*'))
            .filter(({ action }) => {
              const policy = JSON.parse(document.text) as { Statement: { Action: string[] }[] };
              for (const it of policy.Statement) it.Action = it.Action.filter((one) => one !== action);
              policy.Statement = policy.Statement.filter((it) => it.Action.length > 0);
              const less = own.map((it) => (it === document ? { ...it, text: JSON.stringify(policy) } : it)).filter((it) => (JSON.parse(it.text) as typeof policy).Statement.length > 0);
              return less.length > 0 && failures(accessTests(less, wanted, [])).length === 0;
            })
            .map((it) => it.action),
        );
        assert.deepEqual(missed, []);
      });
    }
  }
}

test('the templates have no error and no warning', () => {
  const found: string[] = [];
  for (const version of versions) {
    const documents = facts.functions.flatMap((it) => writeTemplate(it.id, functionParts(it, version, catalog), catalog, { version }));
    for (const role of facts.roles) {
      const parts = roleParts(role, version, catalog);
      const condition = role.conditionKey ? { condition: { key: role.conditionKey, values: role.values?.length ? role.values : ['0'] } } : {};
      documents.push(...writeTemplate(role.id, parts, catalog, { version, effect: role.effect, ...condition }));
    }
    for (const { fileName, text } of documents) {
      for (const it of check(readDocument(text, { fileName }), catalog).findings) if (it.severity === 'error' || it.severity === 'warning') found.push(`${version} ${fileName} ${it.code}`);
    }
  }
  assert.deepEqual(found, []);
});

test('each line names its row and its page', () => {
  for (const version of versions) {
    for (const fact of facts.functions) {
      for (const { lines } of writeTemplate(fact.id, functionParts(fact, version, catalog), catalog, { version })) {
        for (const it of lines) assert.ok(it.parts.length > 0 && it.source?.startsWith('https://'), it.action);
      }
    }
  }
});

const roleActions = (id: string, version: NameVersion): readonly string[] => {
  const role = facts.roles.find((it) => it.id === id);
  return (role && roleParts(role, version, catalog)[0]?.actions.map((it) => it.name)) ?? [];
};

test('a read-only user changes nothing: each action has requests that only read, or none that is known', () => {
  for (const version of versions) {
    const actions = roleActions('read-only', version);
    const writing = table.filter((it) => actions.includes(it.action) && it.apis.some((api) => !/^(?:GET|POST [^ ]*(?:search|query|list|monitor|resource-instances))/i.test(api))).map((it) => `${it.action}: ${it.apis.join(', ')}`);
    assert.deepEqual(writing, []);
    assert.ok(actions.length > 30, version);
    assert.ok(!actions.some((it) => /create|delete|update|scale|stop|access/i.test(it.split(':')[2] ?? '')));
  }
});

test('who may not change pools may see them, and the key for pools is only on actions that send it', () => {
  assert.deepEqual(roleActions('deny-pools', '1.1'), ['modelarts:network:create', 'modelarts:network:delete', 'modelarts:network:update', 'modelarts:pool:create', 'modelarts:pool:delete', 'modelarts:pool:update']);
  assert.deepEqual(roleActions('deny-public-pools', '1.1'), ['modelarts:notebook:create', 'modelarts:service:create', 'modelarts:trainJob:create']);
  assert.deepEqual(roleActions('workspace', '1.1'), []);
  assert.ok(roleActions('workspace', '5.0').every((it) => catalog.action(it)?.conditionKeys.includes('g:EnterpriseProjectId')));
  assert.deepEqual(roleActions('annotator', '5.0'), []);
});

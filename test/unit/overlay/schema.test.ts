import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createCatalog, type IndexData, type ServiceData } from '../../../server/src/core/catalog/catalog.ts';
import { formatPath } from '../../../server/src/core/json/json.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { diffCatalog, isSame } from '../../../server/src/core/overlay/diff.ts';
import { overlaySource } from '../../../server/src/core/overlay/merge.ts';
import { readSchema, type Schema } from '../../../server/src/core/overlay/schema.ts';

// Synthetic answers in the form that the API documents (GetAuthorizationSchemaV5), and its published example of STS.
const sample = (name: string): string => readFileSync(new URL(`schemas/${name}.json`, import.meta.url), 'utf8');

const schemaOf = (text: string): Schema => {
  const read = readSchema(text);
  assert.equal(read.kind, 'schema');
  return (read as Extract<typeof read, { kind: 'schema' }>).schema;
};

const refusals = (text: string): readonly string[] | string => {
  const read = readSchema(text);
  return read.kind === 'refused' ? read.findings.map((it) => `${formatPath(it.path)} ${toPlain(it.message, english)}`) : read.kind;
};

test('what the API returns is read', () => {
  const { version, actions, resources, conditions, operations } = schemaOf(sample('modelarts'));
  assert.deepEqual(
    { version, actions: actions.map((it) => it.name), resources, conditions: conditions.map((it) => it.key), operations },
    {
      version: 'v1',
      actions: ['modelarts:notebook:create', 'modelarts:notebook:get', 'modelarts:notebook:list', 'modelarts::createApiKey', 'modelarts::tagResource'],
      resources: [{ typeName: 'notebook', urnTemplate: 'modelarts:<region>:<account-id>:notebook:<notebook-id>' }],
      conditions: ['modelarts:poolId'],
      operations: [
        { id: 'CreateNotebook', action: 'modelarts:notebook:create', dependentActions: ['iam:agencies:pass'] },
        { id: 'ListNotebooks', action: 'modelarts:notebook:list', dependentActions: [] },
      ],
    },
  );
  assert.deepEqual(actions[4], {
    name: 'modelarts::tagResource',
    accessLevel: 'Tagging',
    description: { en: 'Example for modelarts::tagResource', zhCn: '示例：modelarts::tagResource' },
    aliases: ['modelarts:tag:create'],
    conditionKeys: ['g:RequestTag/<tag-key>', 'g:TagKeys'],
    resources: [{ urnTemplate: 'modelarts:<region>:<account-id>:notebook:<notebook-id>', required: false, conditionKeys: ['g:ResourceTag/<tag-key>'] }],
  });
  assert.ok(schemaOf(sample('sts')).actions.length > 3);
});

test('the spelling of languages that Terraform prints is read, too', () => {
  assert.deepEqual(schemaOf(sample('modelarts').replaceAll('en_US', 'en_us').replaceAll('zh_CN', 'zh_cn')), schemaOf(sample('modelarts')));
});

test('the list of services is no schema, and no mistake; an error of the API is said', () => {
  assert.deepEqual(refusals('{"error_code":"PAP5.0000","error_msg":"example","request_id":"0"}'), ['$.error_code This is an error of the API, no authorization schema.']);
  assert.equal(readSchema(sample('registered-services')).kind, 'other');
});

/** A change of the sample, and every reason for which it is refused. */
const wrong: Readonly<Record<string, readonly [change: (schema: Mutable) => unknown, reasons: readonly string[]]>> = {
  'no word on whether it is a permission only': [(it) => delete it.actions[0]?.['permission_only'], ['$.actions[0] "permission_only" is missing.']],
  'a description that is too long': [(it) => ((it.actions[0] as Mutable)['description'] = { en_US: 'x'.repeat(1501), zh_CN: 'y' }), ['$.actions[0].description.en_US A description has at most 1500 characters.']],
  'no version': [(it) => delete it['version'], ['$ "version" is missing.']],
  'no actions': [(it) => delete (it as Record<string, unknown>)['actions'], ['$ "actions" is missing.']],
  'an empty list of actions': [(it) => (it['actions'] = []), ['$.actions A schema lists between 1 and 20000 actions.']],
  'an action without a level': [(it) => delete it.actions[1]?.['access_level'], ['$.actions[1] "access_level" is missing.']],
  'an unknown level': [(it) => ((it.actions[0] as Mutable)['access_level'] = 'Read'), ['$.actions[0].access_level "Read" is none of list, read, write, tagging, permission_management.']],
  'no description': [(it) => delete it.actions[0]?.['description'], ['$.actions[0] "description" is missing.']],
  'one language only': [(it) => ((it.actions[0] as Mutable)['description'] = { en_US: 'x' }), ['$.actions[0].description "zh_CN" is missing.']],
  'a name of two parts': [(it) => ((it.actions[0] as Mutable)['name'] = 'notebook:create'), ['$.actions[0].name "notebook:create" has not the form of such a name.']],
  'a key that is a number': [(it) => ((it.actions[0] as Mutable)['condition_keys'] = [1]), ['$.actions[0].condition_keys[0] A string belongs here.']],
  'an action that is a string': [(it) => (it.actions[0] = 'modelarts:notebook:create' as never), ['$.actions[0] An object in braces belongs here.']],
  'a type of value that there is not': [(it) => (it['conditions'] = [{ key: 'modelarts:x', value_type: 'text', multi_valued: false, description: { en_US: 'a', zh_CN: 'b' } }]), ['$.conditions[0].value_type "text" is none of string, numeric, date, boolean, ip_address.']],
};

type Mutable = Record<string, unknown> & { actions: Record<string, unknown>[] };

test('a schema with a missing or wrong field is refused with every reason', () => {
  const reasons = Object.fromEntries(
    Object.entries(wrong).map(([name, [change]]) => {
      const schema = JSON.parse(sample('modelarts')) as Mutable;
      change(schema);
      return [name, refusals(JSON.stringify(schema))];
    }),
  );
  assert.deepEqual(reasons, Object.fromEntries(Object.entries(wrong).map(([name, [, expected]]) => [name, expected])));
});

test('what is no schema at all is refused, and nothing throws', () => {
  for (const text of ['', '[]', '1', '{', '{"actions":', `${'['.repeat(5000)}`, '{"actions":{}}', 'null', '\u0000']) assert.equal(readSchema(text).kind, 'refused', text.slice(0, 20));
});

const action = (name: string, versions: readonly string[]) => ({ name, versions, description: { en: `our ${name}`, zhCn: name }, apis: [`GET /${name}`], dependsOn: ['obs:bucket:HeadBucket'], conditionKeys: [], resources: [], deprecated: false, aliases: [], confidence: 'medium', source: 'https://example.com' });
const ours = (name: string): unknown => {
  const index = { date: '2026-10-31', services: [{ name: 'modelarts', title: { en: 'ModelArts', zhCn: 'ModelArts' }, levelGrade: 'documented', resourceFormats: [], coverage: 'complete' }], globalKeys: [], operators: [] } satisfies IndexData;
  const modelarts = { actions: [action('modelarts:notebook:create', ['1.1', '5.0']), action('modelarts:notebook:LIST', ['1.1']), action('modelarts:notebook:stop', ['5.0'])], resourceTypes: [], conditionKeys: [] } as unknown as ServiceData;
  return { index, modelarts }[name as 'index'];
};

test('schemas win where both speak, and what only we know stays', () => {
  const catalog = createCatalog(overlaySource(ours, [schemaOf(sample('modelarts')), schemaOf(sample('sts'))]));
  assert.deepEqual(catalog.action('modelarts:notebook:create'), {
    ...action('modelarts:notebook:create', ['1.1', '5.0']),
    accessLevel: 'Write',
    description: { en: 'Example for modelarts:notebook:create', zhCn: '示例：modelarts:notebook:create' },
    dependsOn: ['obs:bucket:HeadBucket', 'iam:agencies:pass'],
    conditionKeys: ['g:RequestTag/<tag-key>', 'g:TagKeys', 'g:EnterpriseProjectId'],
    resources: [{ type: 'notebook', required: true }],
    confidence: 'high',
  });
  assert.deepEqual(catalog.actions('modelarts').map((it) => `${it.name} ${it.versions.join()}`), [
    'modelarts:notebook:create 1.1,5.0',
    'modelarts:notebook:LIST 1.1,5.0',
    'modelarts:notebook:stop 5.0',
    'modelarts:notebook:get 5.0',
    'modelarts::createApiKey 5.0',
    'modelarts::tagResource 5.0',
  ]);
  assert.equal(catalog.conditionKey('MODELARTS:POOLID')?.valueType, 'string');
  assert.equal(catalog.resourceType('modelarts', 'Notebook')?.name, 'notebook');
  assert.equal(catalog.service('sts')?.coverage, 'fragment');
  assert.ok(catalog.action('sts:agencies:assume'));
  assert.equal(catalog.service('iam'), undefined, 'types of another service make no service');
});

test('without schemas the facts are those that were there', () => {
  assert.equal(overlaySource(ours, []), ours);
});

test('the differences, name by name', () => {
  const catalog = createCatalog(ours);
  const [modelarts] = diffCatalog(catalog, [schemaOf(sample('modelarts'))]);
  assert.deepEqual(modelarts?.actions.added, ['modelarts::createApiKey', 'modelarts::tagResource', 'modelarts:notebook:get']);
  assert.deepEqual(modelarts?.actions.missing, ['modelarts:notebook:stop']);
  assert.deepEqual(modelarts?.actions.changed.filter((it) => it.name.endsWith('create')).map((it) => `${it.field}: ${it.before} → ${it.after}`), [
    'accessLevel:  → Write',
    'description: our modelarts:notebook:create → Example for modelarts:notebook:create',
    'conditionKeys:  → g:EnterpriseProjectId, g:RequestTag/<tag-key>, g:TagKeys',
    'resources:  → notebook*',
    'dependsOn: obs:bucket:HeadBucket → iam:agencies:pass, obs:bucket:HeadBucket',
  ]);
  assert.deepEqual([modelarts?.resourceTypes.added, modelarts?.conditionKeys.added], [['notebook'], ['modelarts:poolId']]);
  const overlaid = createCatalog(overlaySource(ours, [schemaOf(sample('modelarts'))]));
  assert.deepEqual(diffCatalog(overlaid, [schemaOf(sample('modelarts'))]).map((it) => [isSame(it), it.actions.missing]), [[false, ['modelarts:notebook:stop']]]);
});

test('what two files say of one service counts once, the later word last', () => {
  const later = schemaOf(sample('modelarts').replace('"access_level": "list"', '"access_level": "read"'));
  const once = diffCatalog(createCatalog(ours), [schemaOf(sample('modelarts'))]);
  const twice = diffCatalog(createCatalog(ours), [schemaOf(sample('modelarts')), later]);
  assert.deepEqual(twice.map((it) => it.actions.added), once.map((it) => it.actions.added));
  const levels = twice.flatMap((it) => it.actions.changed).filter((it) => it.field === 'accessLevel' && it.name.endsWith('LIST'));
  assert.deepEqual(levels.map((it) => it.after), ['Read']);
});

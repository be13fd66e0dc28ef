// Turns the collected facts in data/ into the compact files that the product loads: dist/catalog/index.json
// and one file for each service, which is read when the service is first asked for.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name) => JSON.parse(readFileSync(join(root, 'data', name), 'utf8'));
const local = (it, key) => ({ en: it[key], zhCn: it[`${key}Zh`] ?? it[key] });
/** A name of a service as the product writes Chinese: no blank between Chinese and Latin letters. */
const title = (it) => ({ en: it.name, zhCn: (it.nameZh ?? it.name).replace(/(?<=[\u4e00-\u9fff]) +(?=[\w])|(?<=\w) +(?=[\u4e00-\u9fff])/g, '') });
const optional = (key, value) => (value === null || value === undefined ? {} : { [key]: value });
const note = (it, key = 'note') => optional('note', it[key] && local(it, key));
const firstWord = (text) => (/^(high|medium|low)/.exec(text ?? '')?.[0] ?? 'medium');
/** Of the pages that name an action the one that its service publishes, else the first that can be opened. */
const bestPage = (pages) => pages.find((it) => it?.startsWith('https://support.huaweicloud.com/')) ?? pages.find((it) => url(it) && !it.includes('/tree/')) ?? pages.find(url) ?? pages.find(Boolean);
/**
 * Where a source can be read: its own address, or the file of a public repository at the commit that was read. A
 * remark behind the reference, such as "(history)", says that an earlier version of the file has it, or one of its files.
 */
const page = ({ ref, snapshotCommit = 'HEAD' } = {}) => {
  const [, repository, path, remark] = /^github:([\w-]+\/[\w.-]+)(?::([^ ]+))?(?: \((.*)\))?$/.exec(ref ?? '') ?? [];
  if (!repository) return url(ref);
  const kind = remark === 'history' ? 'commits' : remark === undefined && path ? 'blob' : 'tree';
  return [`https://github.com/${repository}`, kind, snapshotCommit, ...(path ? [encodeURI(path)] : [])].join('/');
};
/** The address, or else what the collection calls a source without one. */
const pageOrName = (source) => page(source) ?? source?.ref;
/** An address, without a remark behind it in parentheses. */
const url = (text) => /^(https:\S+)(?: \(.*\))?$/.exec(text ?? '')?.[1];

/** The reference page of the actions of ModelArts. */
const modelArtsPage = 'https://support.huaweicloud.com/usermanual-permissions/iam_11_0053.html';

/** Day of the newest source of data/ (its README: "documents dated 2019 to October 2026"). */
const date = '2026-10-31';

/** How much of a service's actions the collection holds, by version. */
const completeness = read('completeness.json').services;

const serviceFiles = readdirSync(join(root, 'data/services')).filter((it) => it.endsWith('.json'));
const services = new Map(serviceFiles.map((it) => [it.replace('.json', ''), read(`services/${it}`)]));
const modelarts = read('modelarts-actions.json').actions.map(modelArtsAction);

const index = {
  date,
  services: serviceFacts(),
  globalKeys: read('global-condition-keys.json').keys.map((it) => ({
    name: it.key,
    description: local(it, 'description'),
    ...note(it),
    valueType: it.valueType,
    multiValued: it.multiValued === true,
    ...(it.valueType === 'boolean' ? { values: ['true', 'false'] } : {}),
    versions: Object.fromEntries(Object.entries(it.versions).filter(([, value]) => value !== null)),
    usedBy: [],
    operators: it.operators ?? [],
    confidence: firstWord(it.confidence),
    ...optional('source', it.sources?.map(url).find(Boolean) ?? (it.sources ? 'third-party' : undefined)),
  })),
  operators: read('condition-operators.json').operators.map((it) => ({
    name: it.name,
    description: local(it, 'description'),
    ...note(it),
    valueType: it.valueType,
    negated: it.negated === true,
    versions: Object.fromEntries(['1.1', '5.0'].flatMap((version) => (it.versions[version] ? [[version, it.versions[version]]] : []))),
    ...optional('source', url(it.sources?.[0])),
  })),
};

const target = join(root, 'dist/catalog');
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
write('index', index);
write('modelarts', { actions: modelarts, resourceTypes: modelArtsTypes(), conditionKeys: modelArtsKeys() });
for (const [name, service] of services) {
  // Three official names have an empty resource type and stand apart in the collection.
  const actions = [...service.actions, ...(service.exceptions ?? []).filter((it) => it.policyVersions)];
  write(name, { actions: actions.map((it) => serviceAction(it, service)), resourceTypes: (service.resources ?? []).map((it) => serviceType(it, service)), conditionKeys: serviceKeys(name) });
}

write('search', searchWords());
write('tasks', taskFacts());
write('denials', denials());
write('traces', traces());
write('system-policies', systemPolicies());
write('agency', agencyFacts());

function write(name, data) {
  writeFileSync(join(target, `${name}.json`), JSON.stringify(data));
}

/** How refusals are told, without what only people need. */
function denials() {
  const bare = (rows) => rows.map(({ mark: _mark, source: _source, ...it }) => it);
  const { patterns, policyTypes, frames, statuses, codes } = read('denial-patterns.json');
  return { patterns: bare(patterns), policyTypes: bare(policyTypes), frames: bare(frames), statuses: bare(statuses), codes: bare(codes) };
}

/** Operations of audit traces whose action is known or guessed; certain is what is documented throughout. */
function traces() {
  const { serviceType, operations } = read('cts-modelarts-operations.json');
  return {
    serviceType: serviceType.value,
    operations: operations
      .filter((it) => it.actions11.length + it.actions50.length > 0)
      .map((it) => [it.traceName, it.resourceTypes, it.actions11, it.actions50, it.confidence === 'high' && it.traceNameStatus === undefined]),
  };
}

function modelArtsAction(it) {
  return {
    name: it.action,
    versions: it.policyVersions,
    ...optional('accessLevel', it.accessLevel),
    description: local(it, 'description'),
    ...note(it, 'notes'),
    apis: it.apis,
    dependsOn: it.dependsOn,
    ...optional('apiDependsOn', it.apiDependsOn),
    conditionKeys: it.conditionKeys,
    resources: it.resources.map(({ type, required }) => ({ type, required: required === true })),
    ...optional('iamProject', it.iamProject),
    ...optional('enterpriseProject', it.enterpriseProject),
    deprecated: it.deprecated === true,
    aliases: [...(it.aliases ?? []), ...(it.coveredBy50 ?? [])],
    confidence: firstWord(it.confidence),
    ...optional('source', bestPage(it.sources)),
  };
}

function serviceAction(it, service) {
  const pages = (it.sources ?? []).map((one) => pageOrName(service.source.find(({ id }) => id === one) ?? { ref: one }));
  return {
    name: it.action,
    versions: it.policyVersions,
    ...optional('accessLevel', it.accessLevel),
    description: local(it, 'description'),
    ...note(it),
    apis: it.apis,
    dependsOn: it.dependsOn ?? [],
    conditionKeys: [],
    resources: [],
    ...optional('iamProject', it.iamProject),
    ...optional('enterpriseProject', it.enterpriseProject),
    deprecated: it.supersededBy !== undefined,
    aliases: [...(it.aliases ?? []), ...(it.supersededBy ? [it.supersededBy].flat() : [])],
    confidence: { 'action-table': 'high', 'api-page': 'high', 'dependency-list': 'medium', 'policy-example': 'medium', history: 'medium', 'third-party': 'low' }[[it.evidence ?? (pages.some((one) => one?.includes('/api-')) ? 'api-page' : 'guide')].flat()[0]] ?? 'medium',
    ...optional('source', bestPage(pages)),
  };
}

function modelArtsTypes() {
  const data = read('modelarts-resource-types.json');
  const lists = Object.entries(data).filter(([, value]) => Array.isArray(value) && value[0]?.description);
  return lists.flatMap(([, list]) =>
    list.map((it) => ({
      name: it.type ?? it.resourceType ?? it.name,
      description: local(it, 'description'),
      ...note(it),
      deprecated: it.deprecated === true,
      documented: it.listedInTable4 === true,
      ...optional('source', typeSource(it, data.source)),
    })),
  );
}

/** The table that lists a resource type of ModelArts; of one that no table lists, the page of its first action. */
function typeSource(it, pages) {
  const name = it.type ?? it.resourceType ?? it.name;
  if (it.listedByOtc) return pages.find((one) => one.startsWith('https://docs.otc'));
  if (it.listedInLaterHuaweiTable) return pages.find((one) => one.startsWith('https://huaweicloud.com/guide'));
  return modelarts.find((action) => action.name.split(':')[1] === name)?.source;
}

function serviceType(it, service) {
  const source = pageOrName(service.source.find(({ ref }) => ref === it.source) ?? { ref: it.source });
  return { name: it.type, description: { en: it.note ?? '', zhCn: it.noteZh ?? '' }, deprecated: false, documented: true, ...optional('source', source) };
}

function modelArtsKeys() {
  const seen = read('global-condition-keys.json').serviceKeysSeen;
  return read('modelarts-condition-keys.json')
    .conditionKeys.filter((it) => it.key.startsWith('modelarts:'))
    .map((it) => ({
      name: it.key,
      description: local(it, 'description'),
      ...note(it),
      valueType: it.type === null ? 'string' : String(it.type).split(' ')[0],
      multiValued: it.multivalued === true,
      ...optional('values', it.values?.map(({ value }) => value) ?? seen.find(({ key }) => key === it.key)?.values),
      versions: Object.fromEntries(it.policyVersions.map((version) => [version, 'documented'])),
      usedBy: it.usedBy ?? [],
      operators: [],
      confidence: firstWord(it.confidence),
      ...optional('source', url(it.source?.[0])),
    }));
}

function serviceKeys(service) {
  return read('global-condition-keys.json')
    .serviceKeysSeen.filter((it) => it.key.startsWith(`${service}:`))
    .map((it) => ({
      name: it.key,
      description: { en: it.description ?? '', zhCn: it.descriptionZh ?? '' },
      ...note(it),
      valueType: it.valueType ?? 'string',
      multiValued: it.multiValued === true,
      ...optional('values', it.values),
      versions: { '1.1': 'documented', '5.0': 'documented' },
      usedBy: it.appliesTo ?? [],
      operators: [],
      confidence: 'medium',
      ...optional('source', url(it.sources?.[0])),
    }));
}

/** The versions in which every action is known; undefined for none. */
function completeIn(name) {
  const versions = Object.entries(completeness[name] ?? {}).flatMap(([version, it]) => (it === 'complete' ? [version] : []));
  return versions.length > 0 ? versions : undefined;
}

function serviceFacts() {
  const listed = new Map(read('services.json').services.map((it) => [it.prefix, it]));
  const names = [...new Set(['modelarts', ...listed.keys(), ...services.keys()])].sort((a, b) => (a === 'modelarts' ? -1 : b === 'modelarts' ? 1 : a < b ? -1 : 1));
  return names.map((name) => {
    const it = listed.get(name);
    const file = services.get(name);
    const level = it ? it.level : file.level;
    return {
      name,
      title: title(it ?? file),
      ...optional('level', level),
      levelGrade: it ? { documented: 'documented', inferred: 'inferred' }[it.levelConfidence] ?? 'unknown' : file.levelNote ? 'inferred' : 'documented',
      ...optional('resourcePath', it?.supportsResourcePath),
      resourceFormats: (it?.resourcePathFormats ?? []).map((one) => ({ format: one.format, ...optional('type', one.resourceType) })),
      coverage: completeness[name]?.['1.1'] ?? (file ? 'fragment' : 'none'),
      ...optional('completeIn', completeIn(name)),
      ...(it ? note(it) : {}),
      ...optional('source', url(it?.sources?.[0]) ?? (name === 'modelarts' ? modelArtsPage : file?.source.map(page).find(url))),
    };
  });
}

/** What people call things beside the names of actions (server/src/core/search/action-index.ts). */
function searchWords() {
  // What stands in brackets may say of which product a term is, which is no other word for it.
  const alternatives = (text) => text.toLowerCase().replace(/[(（](?:modelarts|iam|obs|vs code|swr|effect of[^)）]*)[)）]/g, '').split(/\s*[/()（）、]\s*/).map((it) => it.trim()).filter((it) => it.length > 1);
  const terms = read('glossary.json')
    .terms.filter((it) => it.domain === 'modelarts' || it.domain === 'service')
    .map((it) => [...new Set([it.en, it.zh, ...(it.variants ?? [])].flatMap(alternatives))])
    .filter((it) => it.length > 1);
  const tasks = read('console-dependencies.json').fineGrained.map((it) => ({
    actions: it.actions,
    text: [...new Set(['area', 'areaZh', 'scenario', 'scenarioZh', 'purpose', 'purposeZh'].map((key) => it[key]?.toLowerCase() ?? ''))].join(' '),
  }));
  return { terms: [...terms, ...read('search-synonyms.json').groups], tasks };
}

/** Policies and roles of the cloud by name, with statements where they are published (core/entry/system-policies.ts). */
function systemPolicies() {
  const policies = read('modelarts-system-policies.json').policies.map((it) => ({
    name: it.name,
    kind: 'policy',
    ...optional('version', it.policyVersion),
    description: local(it, 'description'),
    ...optional('content', it.content),
    ...(it.historic ? { historic: true } : {}),
    ...optional('source', it.source.find(url)),
  }));
  const named = new Set(policies.map((it) => it.name));
  const rows = read('console-dependencies.json').consoleFunctions.flatMap((it) => it.dependencies.flatMap(({ roles, service, serviceZh, code }) => roles.map((name) => ({ name, service: { en: service, zhCn: serviceZh ?? service }, code }))));
  // The first row that names a role often has the service's whole name.
  const roles = [...new Map(rows.reverse().map((it) => [it.name, it])).values()].reverse().filter((it) => !named.has(it.name));
  return { policies: [...policies, ...roles.map((it) => ({ name: it.name, kind: 'role', service: it.service }))] };
}

/** What ModelArts needs of other services, by resource type and by action (core/account/agency-facts.ts). */
function agencyFacts() {
  const { source, fineGrained } = read('console-dependencies.json');
  const { areas, scenarios } = read('agency-scenarios.json');
  const rows = fineGrained.map((it) => {
    const joined = it.kind === 'agency' ? scenarios.find((one) => one.area === it.area && one.scenario === it.scenario) : undefined;
    return {
      kind: it.kind,
      types: areas[it.area] ?? [],
      scenario: local(it, 'scenario'),
      purpose: local(it, 'purpose'),
      actions: it.actions,
      starts: joined?.actions ?? [],
      always: joined?.always === true,
      source: url(it.source) ?? source.find(url),
    };
  });
  return { rows };
}

/** Tasks with the documented rows that they join (server/src/core/tasks/facts.ts). */
function taskFacts() {
  const { functions, roles } = read('tasks.json');
  const { consoleFunctions, fineGrained, source: pages } = read('console-dependencies.json');
  const source = pages.find(url);
  const rows = (kind, areas) =>
    fineGrained
      .filter((it) => it.kind === kind && areas.includes(it.area))
      .map((it) => ({ service: it.service, scenario: local(it, 'scenario'), purpose: local(it, 'purpose'), actions: it.actions, ...optional('source', url(it.source)) }));
  return {
    source,
    functions: functions.map(({ id, function: name, types, actions, without, areas, agencyAreas }) => {
      const found = consoleFunctions.find((it) => it.function === name);
      return { id, title: local(found, 'function'), types, ...optional('actions', actions), ...optional('without', without), user: rows('user', areas), agency: rows('agency', agencyAreas), roles: found.dependencies.map((it) => ({ service: it.code, roles: it.roles })) };
    }),
    basic: rows('user', ['Basic settings']),
    roles: roles.map(({ title, titleZh, description, descriptionZh, ...rest }) => ({ ...rest, title: { en: title, zhCn: titleZh }, description: { en: description, zhCn: descriptionZh } })),
  };
}

// The pages of docs/reference/: what is known of each service, as tables, in both languages.
import type { ActionFact, Catalog, ConditionKeyFact, NameVersion, ServiceFact } from '../server/src/core/catalog/catalog.ts';
import { completeness, knownActions, levelMessage, resourceSupport } from '../server/src/core/hover/service.ts';
import { typeName } from '../server/src/core/hover/words.ts';
import { type Arg, type Reader, toMarkdown } from '../server/src/core/message.ts';
import { type ReferenceType, referencePart } from '../server/src/core/reference/reference.ts';

const versions: readonly NameVersion[] = ['1.1', '5.0'];

const words = {
  en: {
    title: 'Reference of services, resource types and actions',
    intro: (date: string, actions: number) => `${actions} actions, from public documents up to ${date}. Each service has a page: what its actions allow, in which versions of the policy language they are known, which API requests they open, what these need besides, and where it was read. In the editor the view *Reference* holds the same.`,
    index: ['Service', 'Name', 'Level', 'Actions 1.1', 'Actions 5.0', 'Complete'],
    level: { global: 'global', project: 'project', none: '' },
    complete: { complete: 'complete', partial: 'partly', fragment: 'some', none: '' },
    actions: ['Action', 'What it allows', 'Versions', 'Level', 'API requests', 'Also needs', 'Condition keys', 'Source'],
    withoutType: 'Without resource type',
    deprecated: 'deprecated',
    keysTitle: 'Condition keys',
    keys: ['Key', 'What it holds', 'Type', 'Versions', 'Values', 'Listed for', 'Source'],
    several: 'several values',
    sources: 'Sources',
    sure: 'A source with “e” is an example, a guide or another spelling, not a table of permissions; with “m” it only mentions the action as something that another one needs. A note stands below the description.',
    third: 'texts of third parties without an address',
    globalTitle: 'Condition keys of every service',
    globalIntro: 'Keys that IAM fills in, or that services send.',
    noActions: 'No source names an action of it.',
  },
  zhCn: {
    title: '云服务、资源类型和授权项参考',
    intro: (date: string, actions: number) => `共${actions}个授权项，来自截至${date}的公开文档。每个云服务一页：各授权项允许的操作、适用的策略版本、开放的API请求、还需要的授权项，以及来源。编辑器的“授权项参考”视图包含相同的内容。`,
    index: ['云服务', '名称', '级别', '1.1授权项', '5.0授权项', '收录情况'],
    level: { global: '全局级', project: '项目级', none: '' },
    complete: { complete: '完整', partial: '部分', fragment: '零散', none: '' },
    actions: ['授权项', '描述', '版本', '访问级别', 'API请求', '还需要', '条件键', '来源'],
    withoutType: '无资源类型',
    deprecated: '已废弃',
    keysTitle: '条件键',
    keys: ['条件键', '描述', '类型', '版本', '取值', '适用的授权项', '来源'],
    several: '多个值',
    sources: '来源',
    sure: '来源带“e”表示示例、指南或其他写法，不是授权项表；带“m”表示仅作为其他授权项的依赖被提到。说明写在描述之后。',
    third: '没有网址的第三方资料',
    globalTitle: '各服务通用的条件键',
    globalIntro: '由IAM填写，或由云服务发送的条件键。',
    noActions: '没有来源提到它的授权项。',
  },
} as const;

type Language = keyof typeof words;

/** Path from the root and text of every page. The readers render messages of the product. */
export function referenceDocs(catalog: Catalog, readers: Readonly<Record<Language, Reader>>): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const language of ['en', 'zhCn'] as const) {
    const page: Page = { catalog, language, reader: readers[language], sources: new Map() };
    files.set(`docs/reference/README${ending(language)}`, index(page));
    files.set(`docs/reference/global-keys${ending(language)}`, globalKeys({ ...page, sources: new Map() }));
    for (const service of known(catalog)) files.set(pathOf(service.name, language), servicePage(service, { ...page, sources: new Map() }));
  }
  return files;
}

interface Page {
  readonly catalog: Catalog;
  readonly language: Language;
  readonly reader: Reader;
  /** Numbers of the addresses that the page names, in their order. */
  readonly sources: Map<string, number>;
}

/** Services of which more than the prefix is known. */
function known(catalog: Catalog): readonly ServiceFact[] {
  return catalog.services.filter((it) => catalog.actions(it.name).length > 0);
}

function index({ catalog, language, reader }: Page): string {
  const word = words[language];
  const rows = known(catalog).map((it) => {
    const counts = versions.map((version) => catalog.actions(it.name, version).length);
    return [`[${it.name}](${it.name}${ending(language)})`, text(it.title, reader), word.level[it.level ?? 'none'], ...counts.map(String), versions.flatMap((version) => howComplete(it, version, language) ?? []).join(language === 'en' ? ', ' : '、')];
  });
  const total = known(catalog).reduce((all, it) => all + catalog.actions(it.name).length, 0);
  return `${[`# ${word.title}`, word.intro(catalog.date, total), table(word.index, rows), `[${word.globalTitle}](global-keys${ending(language)})`].join('\n\n')}\n`;
}

/** "complete (1.1)", or nothing where nothing is known. */
function howComplete({ coverage, completeIn }: ServiceFact, version: NameVersion, language: Language): string | undefined {
  const word = words[language].complete;
  const how = completeIn?.includes(version) ? word.complete : version === '1.1' ? word[coverage] : undefined;
  if (!how) return undefined;
  return language === 'en' ? `${how} (${version})` : `${how}（${version}）`;
}

function servicePage(service: ServiceFact, page: Page): string {
  const { catalog, language, reader } = page;
  const word = words[language];
  const { types, keys } = referencePart(catalog, service.name);
  const about = [
    ...levelMessage(service),
    ...versions.flatMap((version) => {
      const count = catalog.actions(service.name, version).length;
      return [...knownActions(count, version), ...completeness(service, version, count)];
    }),
    ...resourceSupport(service),
    ...(service.note ? [service.note] : []),
  ];
  const sections = types.map((it) => typeSection(it, page));
  const keySection = keys.length > 0 ? [`## ${word.keysTitle}`, keyTable(keys, page)] : [];
  return `${[`# \`${service.name}\` · ${text(service.title, reader)}`, ...about.map((it) => toMarkdown(it, reader)), word.sure, ...sections, ...keySection, ...sourceList(page)].join('\n\n')}\n`;
}

function globalKeys(page: Page): string {
  const word = words[page.language];
  return `${[`# ${word.globalTitle}`, word.globalIntro, keyTable(page.catalog.globalKeys, page), ...sourceList(page)].join('\n\n')}\n`;
}

function typeSection({ name, fact, actions }: ReferenceType, page: Page): string {
  const { language, reader } = page;
  const word = words[language];
  const title = `## ${name === '' ? word.withoutType : name}`;
  const about = [fact && text(fact.description, reader), fact?.deprecated ? word.deprecated : undefined, fact?.note && text(fact.note, reader)].filter((it) => it !== undefined && it !== '');
  const source = fact?.source === undefined ? '' : ` ${sourceMark(fact.source, page)}`;
  const head = about.length > 0 ? [about.join(' · ') + source] : [];
  return [title, ...head, actions.length > 0 ? table(word.actions, actions.map((it) => actionRow(it, page))) : word.noActions].join('\n\n');
}

function actionRow(fact: ActionFact, page: Page): readonly string[] {
  const { language, reader } = page;
  const word = words[language];
  const sure = { high: '', medium: ' e', low: ' m' }[fact.confidence];
  const description = [text(fact.description, reader), fact.deprecated ? word.deprecated : undefined, fact.note && text(fact.note, reader)].filter((it) => it !== undefined && it !== '').join('<br>');
  return [codes([fact.name]), description, fact.versions.join(', '), fact.accessLevel ?? '', codes(fact.apis), codes(fact.dependsOn), codes(fact.conditionKeys), sourceMark(fact.source, page) + sure];
}

function keyTable(keys: readonly ConditionKeyFact[], page: Page): string {
  const { language, reader } = page;
  const word = words[language];
  const rows = keys.map((it) => {
    const sure = { high: '', medium: ' e', low: ' m' }[it.confidence];
    const description = [text(it.description, reader), it.note && text(it.note, reader)].filter((one) => one !== undefined && one !== '').join('<br>');
    const type = [text(typeName(it.valueType), reader), it.multiValued ? word.several : undefined].filter(Boolean).join(language === 'en' ? ', ' : '，');
    return [codes([it.name]), description, type, Object.keys(it.versions).sort().join(', '), codes(it.values ?? []), codes(it.usedBy), sourceMark(it.source, page) + sure];
  });
  return table(word.keys, rows);
}

/** `[3]` for the third address of the page; its list is at the end. */
function sourceMark(source: string | undefined, { sources }: Page): string {
  const name = source?.startsWith('https:') ? source : 'third';
  if (!sources.has(name)) sources.set(name, sources.size + 1);
  return `[${sources.get(name)}]`;
}

function sourceList({ sources, language }: Page): readonly string[] {
  const word = words[language];
  if (sources.size === 0) return [];
  const lines = [...sources].map(([address, number]) => `${number}. ${address === 'third' ? word.third : `<${address}>`}`);
  return [`## ${word.sources}`, lines.join('\n')];
}

function codes(names: readonly string[]): string {
  return names.map((it) => `\`${it}\``).join('<br>');
}

function text(value: Arg, reader: Reader): string {
  return toMarkdown(value, reader);
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  // A column that no row fills is left out.
  const filled = columns.map((_, at) => rows.some((row) => row[at] !== ''));
  const line = (cells: readonly string[]): string => `| ${cells.filter((_, at) => filled[at]).map((it) => it.replaceAll(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

function pathOf(service: string, language: Language): string {
  return `docs/reference/${service}${ending(language)}`;
}

function ending(language: Language): string {
  return language === 'en' ? '.md' : '.zh-cn.md';
}

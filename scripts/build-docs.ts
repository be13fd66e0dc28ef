// Writes docs/rules/ and docs/codes.md from the rules, docs/reference/ from the catalogue, in both languages, and the
// schema of the configuration, which lists the codes. The files are committed; a test checks that they are up to date.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCatalog } from '../server/src/core/catalog/catalog.ts';
import { check, readDocument } from '../server/src/core/check.ts';
import { authorizationModes, type configFields, type ignoreFields, severities } from '../server/src/core/config/read.ts';
import { configRules, unknownInSet, unusedIgnore } from '../server/src/core/config/rules.ts';
import { systemPolicies } from '../server/src/core/entry/system-policies.ts';
import { english, type Reader, toPlain } from '../server/src/core/message.ts';
import { policyKinds } from '../server/src/core/policy/kind.ts';
import { documented as policyRules } from '../server/src/core/rules/all.ts';
import { readMarks } from '../server/src/core/rules/example.ts';
import { referenceDocs } from './docs-reference.ts';
import { otherNames } from './other-checkers.ts';
import type { Grade, RuleInfo, Severity } from '../server/src/core/rules/rule.ts';

/** All that have a page. */
const documented: readonly RuleInfo[] = [...policyRules, ...configRules];

const root = fileURLToPath(new URL('..', import.meta.url));
const catalog = createCatalog((name) => {
  const file = join(root, `dist/catalog/${name}.json`);
  // Of some services only the prefix is known.
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
});
const chinese: Reader = { language: 'zh-cn', bundle: chineseTexts() };

type Language = 'en' | 'zhCn';

const words = {
  en: {
    severity: { error: 'error', warning: 'warning', information: 'information', hint: 'hint' } satisfies Record<Severity, string>,
    grade: { documented: 'documented', inferred: 'inferred', disputed: 'disputed' } satisfies Record<Grade, string>,
    gradeLong: { documented: 'a source states it', inferred: 'it follows from the sources', disputed: 'the sources disagree or are silent' } satisfies Record<Grade, string>,
    avoid: '**Avoid.** ',
    prefer: '**Prefer.** ',
    why: '**Why.** ',
    found: 'Found',
    right: 'Right',
    fix: 'There is a quick fix.',
    noFix: 'There is no quick fix: ',
    also: 'Known elsewhere as: ',
    sources: 'Sources',
    title: 'Rules',
    intro: 'Every finding has a code. Severity is how bad it is when nothing is configured, grade is how sure we are: documented (a source states it), inferred (it follows from the sources), disputed (the sources disagree or are silent).',
    columns: ['Code', 'Finds', 'Severity', 'Grade', 'Quick fix'],
    yes: 'yes',
    codesTitle: 'Error codes and the rules that find them',
    codesIntro: 'What IAM and Access Analyzer answer, and the rules that find it before. The published list of Access Analyzer could be read in part only.',
    codesColumns: ['Code', 'Meaning', 'Rule'],
    noRule: 'no rule: ',
    othersTitle: 'Names from other checkers',
    othersIntro: 'What AWS IAM Access Analyzer and parliament call a mistake of the same kind in policies of AWS.',
    othersColumns: ['Rule', 'AWS IAM Access Analyzer', 'parliament'],
  },
  zhCn: {
    severity: { error: '错误', warning: '警告', information: '信息', hint: '提示' } satisfies Record<Severity, string>,
    grade: { documented: '有文档依据', inferred: '由文档推断', disputed: '文档不一致' } satisfies Record<Grade, string>,
    gradeLong: { documented: '来源中有明确说明', inferred: '由来源推断得出', disputed: '来源不一致或没有说明' } satisfies Record<Grade, string>,
    // The colon stands outside: bold that ends in full-width punctuation before a letter is none for CommonMark.
    avoid: '**避免**：',
    prefer: '**建议**：',
    why: '**原因**：',
    found: '会被发现的写法',
    right: '正确的写法',
    fix: '提供快速修复。',
    noFix: '没有快速修复：',
    also: '其他名称：',
    sources: '来源',
    title: '规则',
    intro: '每个检查结果都有代码。级别是未作配置时的严重程度，依据表示可靠程度：有文档依据（来源中有明确说明）、由文档推断（由来源推断得出）、文档不一致（来源不一致或没有说明）。',
    columns: ['代码', '检查内容', '级别', '依据', '快速修复'],
    yes: '有',
    codesTitle: '错误码与对应的规则',
    codesIntro: 'IAM和访问分析器返回的错误码，以及能提前发现它们的规则。访问分析器公布的清单只读到一部分。',
    codesColumns: ['错误码', '含义', '规则'],
    noRule: '没有规则：',
    othersTitle: '其他检查工具中的名称',
    othersIntro: 'AWS IAM Access Analyzer和parliament对AWS策略中同类错误的叫法。',
    othersColumns: ['规则', 'AWS IAM Access Analyzer', 'parliament'],
  },
} as const;

/** Why no text of a policy can show an error, by its code. */
const notInTheText: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'IAM.0007': { en: 'it is about the request', zhCn: '与请求有关' },
  'IAM.0011': { en: 'it is about the request', zhCn: '与请求有关' },
  'IAM.0072': { en: 'it is about the request', zhCn: '与请求有关' },
  'IAM.0073': { en: 'it is about the request', zhCn: '与请求有关' },
  'IAM.1003': { en: 'no source lists the characters that are allowed', zhCn: '没有文档列出允许的字符' },
  'IAM.1101': { en: 'it is about the size of the request', zhCn: '与请求的大小有关' },
};

/** All generated files: their path from the root, with `/`, and their text. */
export function generatedDocs(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const language of ['en', 'zhCn'] as const) {
    for (const rule of documented) files.set(`docs/rules/${rule.code}${ending(language)}`, page(rule, language));
    files.set(`docs/rules/README${ending(language)}`, overview(language));
    files.set(`docs/codes${ending(language)}`, codes(language));
  }
  for (const [path, text] of referenceDocs(catalog, { en: english, zhCn: chinese })) files.set(path, text);
  files.set('schemas/modelarts-policy.schema.json', `${JSON.stringify(configSchema(), null, 2)}\n`);
  return files;
}

function ending(language: Language): string {
  return language === 'en' ? '.md' : '.zh-cn.md';
}

function page(rule: RuleInfo, language: Language): string {
  const { code, severity, grade, docs, noFix } = rule;
  const text = docs[language];
  const word = words[language];
  const { aws = [], parliament = [] } = otherNames[code] ?? {};
  const known = [...(docs.also ?? []), ...aws.map((it) => `${it} (AWS)`), ...parliament.map((it) => `${it} (parliament)`)];
  const lines = [
    `# ${text.title}`,
    '',
    `\`${code}\` · ${word.severity[severity]} · ${word.grade[grade]}`,
    '',
    word.avoid + text.avoid,
    '',
    word.prefer + text.prefer,
    '',
    word.why + text.why,
    '',
    `## ${word.found}`,
    '',
    '```jsonc',
    ...example(language === 'en' ? rule.bad : inChinese(rule)),
    '```',
    '',
    `## ${word.right}`,
    '',
    '```json',
    ...example(rule.good),
    '```',
    '',
    noFix ? word.noFix + noFix[language] : word.fix,
    '',
    ...(known.length > 0 ? [word.also + known.join(language === 'en' ? ', ' : '、'), ''] : []),
    `## ${word.sources}`,
    '',
    `${word.grade[grade]}${language === 'en' ? ': ' : '：'}${word.gradeLong[grade]}`,
    '',
    ...docs.sources.map((it) => `- ${/^https:/.test(it) ? `<${encodeURI(it)}>` : it}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** The bad example with the messages that a Chinese reader sees; where the rule is asked elsewhere, as it is. */
function inChinese({ code, bad, fileName = 'example.policy.json' }: RuleInfo): string {
  const { text, marks } = readMarks(bad);
  const found = check(readDocument(text, { fileName }), catalog).findings.filter((it) => it.code === code);
  if (found.length !== marks.length) return bad;
  const sorted = [...marks].sort((a, b) => a.span.start - b.span.start);
  let next = 0;
  return bad.replace(/^(\s*\/\/\s*\^+\s?).*$/gm, (_, start: string) => {
    const mark = marks[next++];
    const finding = mark && found[sorted.indexOf(mark)];
    return start + (finding ? toPlain(finding.message, chinese) : '');
  });
}

function chineseTexts(): Record<string, string> {
  const folder = join(root, 'l10n/parts');
  const parts = readdirSync(folder).filter((it) => it.endsWith('.zh-cn.json'));
  return Object.assign({}, ...parts.map((it) => JSON.parse(readFileSync(join(folder, it), 'utf8')) as unknown)) as Record<string, string>;
}

/** The example without its leading line break; lines of lists that are long on purpose are cut in the middle. */
function example(marked: string): string[] {
  const lines: string[] = [];
  let cut = false;
  for (const line of marked.replace(/^\n/, '').split('\n')) {
    const mark = /^\s*\/\/\s*\^+\s?(.*)$/.exec(line);
    if (mark && (cut || line.length > 320)) {
      lines.push(`// ${mark[1] ?? ''}`);
      continue;
    }
    if (!mark) cut = line.length > 200;
    lines.push(cut && !mark ? `${line.slice(0, 100)} … ${line.slice(-40)}` : line);
  }
  return lines;
}

function overview(language: Language): string {
  const word = words[language];
  const rows = documented.map(({ code, severity, grade, docs, noFix }) => [`[${code}](${code}${ending(language)})`, docs[language].title, word.severity[severity], word.grade[grade], noFix ? noFix[language] : word.yes]);
  return `# ${word.title}\n\n${word.intro}\n\n${table(word.columns, rows)}\n`;
}

function codes(language: Language): string {
  const word = words[language];
  const limits = JSON.parse(readFileSync(join(root, 'data/policy-limits.json'), 'utf8')) as Limits;
  const known = [...limits.apiErrorCodes, ...limits.accessAnalyzerFindings.codesRead];
  const rows = known.map(({ code, meaning, meaningZh }) => {
    const found = documented.filter((it) => it.docs.also?.includes(code)).map((it) => `[${it.code}](rules/${it.code}${ending(language)})`);
    const none = notInTheText[code]?.[language];
    return [code, language === 'en' ? meaning : meaningZh, found.length > 0 ? found.join(', ') : none === undefined ? '' : word.noRule + none];
  });
  const others = documented.flatMap(({ code }) => {
    const { aws = [], parliament = [] } = otherNames[code] ?? {};
    return aws.length + parliament.length === 0 ? [] : [[`[${code}](rules/${code}${ending(language)})`, aws.join(', '), parliament.join(', ')]];
  });
  const sections = [`# ${word.codesTitle}`, word.codesIntro, table(word.codesColumns, rows), `## ${word.othersTitle}`, word.othersIntro, table(word.othersColumns, others)];
  return `${sections.join('\n\n')}\n`;
}

/** The schema of `.modelarts-policy.json`: what the server reads, for completion and errors in any editor. */
function configSchema(): object {
  const configurable = [...policyRules, unusedIgnore, unknownInSet];
  const fields: Record<(typeof configFields)[number], object> = {
    $schema: { type: 'string' },
    rules: {
      description: 'The severity of each rule, by its code. "off" switches it off.',
      type: 'object',
      properties: Object.fromEntries(configurable.map(({ code, severity, docs }) => [code, { description: `${docs.en.title} (${severity})`, $ref: '#/definitions/severity' }])),
      additionalProperties: false,
    },
    kinds: {
      description: 'The kind of the files that match a pattern, relative to this folder. *, ** and ? stand for other characters. Of several patterns the last one counts.',
      type: 'object',
      additionalProperties: { enum: policyKinds },
    },
    ignore: {
      description: 'Findings that are silenced, each by its code, its file and the text it stands on. One that matches nothing is reported.',
      type: 'array',
      items: { $ref: '#/definitions/ignore' },
    },
    authorization: { description: 'The ModelArts authorization mode of the account.', enum: authorizationModes },
    sets: {
      description: 'Policies that are judged together, by a name of your own: files, relative to this folder, or objects as access tests write them.',
      type: 'object',
      additionalProperties: { type: 'array', items: { $ref: '#/definitions/entry' } },
    },
    catalog: { description: 'Folders with facts about services, relative to this folder.', type: 'array', items: { type: 'string' } },
  };
  const ignore: Record<(typeof ignoreFields)[number], object> = {
    code: { description: 'The code of the rule.', enum: configurable.map((it) => it.code) },
    file: { description: 'The file, relative to this folder, with /.', type: 'string' },
    text: { description: 'The text that the finding stands on, without the quotes around it.', type: 'string' },
    effect: { description: 'The effect of the statement that it is in. Any when left out.', enum: ['Allow', 'Deny'] },
    reason: { description: 'Why, for people.', type: 'string' },
    count: { description: 'How many findings are silenced at most. All when left out.', type: 'integer', minimum: 1 },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of ModelArts Policy',
    description: '.modelarts-policy.json: the nearest one upwards counts, alone, in the editor and on the command line.',
    type: 'object',
    properties: fields,
    additionalProperties: false,
    definitions: {
      severity: { enum: severities },
      entry: entrySchema,
      ignore: { type: 'object', properties: ignore, required: ['code', 'file', 'text'], additionalProperties: false },
    },
  };
}

const systemNames = systemPolicies(catalog).filter((it) => !it.historic);

/** An ENTRY: a file, or an object with one of file, document and system. */
const entrySchema = {
  type: ['string', 'object'],
  properties: {
    file: { description: 'A policy, relative to this folder, with /.', type: 'string' },
    document: { description: 'A policy, written here.' },
    // Names are offered with what they are; another one is no mistake.
    system: { description: 'The name of a system policy. Most have no published statements, so what depends on them cannot be known.', anyOf: [{ enum: systemNames.map((it) => it.name), enumDescriptions: systemNames.map((it) => toPlain(it.description ?? it.service ?? '', english)) }, { type: 'string' }] },
    scope: {
      description: 'Where it is attached: "all" (when left out), "global", some IAM projects by name, or some enterprise projects by ID.',
      anyOf: [{ enum: ['all', 'global'] }, listOf('projects'), listOf('enterpriseProjects')],
    },
    dependenciesAttached: { description: 'The roles that a role 1.0 depends on are attached, though they are not listed.', type: 'boolean' },
  },
  additionalProperties: false,
  if: { type: 'object' },
  then: { oneOf: ['file', 'document', 'system'].map((name) => ({ required: [name] })) },
};

function listOf(name: string): object {
  return { type: 'object', properties: { [name]: { type: 'array', items: { type: 'string' } } }, required: [name], additionalProperties: false };
}

interface Limits {
  readonly apiErrorCodes: readonly CodeFact[];
  readonly accessAnalyzerFindings: { readonly codesRead: readonly CodeFact[] };
}

interface CodeFact {
  readonly code: string;
  readonly meaning: string;
  readonly meaningZh: string;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((it) => it.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Writes what changed and removes pages of rules and services that are gone. */
function write(): void {
  const files = generatedDocs();
  for (const folder of ['docs/rules', 'docs/reference']) {
    mkdirSync(join(root, folder), { recursive: true });
    for (const name of readdirSync(join(root, folder))) if (!files.has(`${folder}/${name}`)) rmSync(join(root, folder, name));
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

if (process.argv[1] === import.meta.filename) write();

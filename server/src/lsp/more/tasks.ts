import type { Catalog } from '../../core/catalog/catalog.ts';
import { type Message, msg, type Reader, toPlain } from '../../core/message.ts';
import { actionParts, apiParts, assess, type Need } from '../../core/tasks/assess.ts';
import { type FunctionFact, type RoleFact, taskFacts } from '../../core/tasks/facts.ts';
import { whyNotAllowed } from '../../core/search/writable.ts';
import { grantActions } from '../../core/tasks/grant.ts';
import { needsPage, roleBlocks, templatePage } from '../../core/tasks/page.ts';
import { functionParts, type Part, roleParts } from '../../core/tasks/parts.ts';
import { attachedAs, type TemplateDocument, writeTemplate } from '../../core/tasks/template.ts';
import { toMarkdownText } from '../../core/words/explanation.ts';
import { toRange } from '../convert.ts';
import { read } from '../documents.ts';
import * as protocol from '../protocol/tasks.ts';
import type { Session } from '../server.ts';
import { answer } from './answer.ts';
import { askedAbout } from './task-holders.ts';

export const requests = [answer(protocol.tasks, list), answer(protocol.taskParts, parts), answer(protocol.writeTask, write), answer(protocol.needs, needs), answer(protocol.grant, grant), answer(protocol.grantAnew, grantAnew)];

const versions: readonly protocol.Version[] = ['1.1', '5.0'];

function list({ host, reader }: Session): protocol.TasksResult {
  const catalog = host.catalog();
  const { functions, roles } = taskFacts(catalog);
  return {
    functions: functions.map((it) => ({ id: it.id, title: toPlain(it.title, reader), description: '', versions: it.types.length > 0 ? versions : [], asksForValue: false, denies: false })),
    roles: roles.map((it) => ({ id: it.id, title: toPlain(it.title, reader), description: toPlain(it.description, reader), versions: versions.filter((version) => it.byScope?.includes(version) || roleParts(it, version, catalog).length > 0), asksForValue: it.conditionKey !== undefined && !it.values?.length, denies: it.effect === 'Deny' })),
  };
}

function parts({ host, reader }: Session, { task, version }: protocol.TaskParams): protocol.TaskPartsResult {
  const catalog = host.catalog();
  const found = find(task, catalog);
  if (!found) return problem(msg('There is no task "{0}".', task), reader);
  if ('byScope' in found && found.byScope?.includes(version)) return { byScope: 'workspaces' };
  const all = partsOf(found, version, catalog);
  if (all.length === 0 && 'agency' in found) {
    const blocks = [{ message: msg('Policies for: {0}', found.title), depth: 0, heading: true }, { message: msg('No action of this function is documented, so no policy is written for it.'), depth: 0 }, ...roleBlocks(found, catalog)];
    return { markdown: toMarkdownText(blocks, reader) };
  }
  return {
    parts: all.filter((it) => it.actions.length > 0).map((it) => ({ id: it.id, title: toPlain(it.title, reader), purpose: toPlain(it.purpose, reader), holder: it.holder, needed: it.needed, actions: it.actions.map((one) => one.name) })),
  };
}

function write({ host, reader }: Session, { task, version, parts: chosen, value }: protocol.WriteTaskParams): protocol.WriteTaskResult {
  const catalog = host.catalog();
  const found = find(task, catalog);
  if (!found) return problem(msg('There is no task "{0}".', task), reader);
  const all = partsOf(found, version, catalog);
  const own = all.filter((it) => chosen.includes(it.id));
  const role = 'effect' in found ? found : undefined;
  if (role?.conditionKey !== undefined && !role.values?.length && !isEnterpriseProject(value)) return problem(msg('An enterprise project is named by its ID: {0}, or a UUID.', '0'), reader);
  const values = role?.values?.length ? role.values : value === undefined ? [] : [value];
  const condition = role?.conditionKey === undefined ? {} : { condition: { key: role.conditionKey, values } };
  const documents = writeTemplate(found.id, own, catalog, { version, ...(role ? { effect: role.effect } : {}), ...condition });
  return {
    policies: documents.map((it) => toWritten(it, reader)),
    markdown: toMarkdownText(templatePage(found.title, documents, { chosen: own, leftOut: all.filter((it) => chosen.includes(it.id) || it.actions.length === 0), ...(role?.conditionKey === undefined ? {} : { key: role.conditionKey }) }, version, catalog, 'agency' in found ? found : undefined), reader),
  };
}

async function needs(session: Session, params: protocol.NeedsParams): Promise<protocol.NeedsResult> {
  const { host, reader } = session;
  const { task, api, action } = params;
  const catalog = host.catalog();
  const asked = await askedAbout(session, params);
  if ('problem' in asked) return asked;
  const { version } = asked;
  const found = task === undefined ? undefined : find(task, catalog);
  const all = found ? partsOf(found, version, catalog) : action === undefined ? apiParts(api ?? '', version, catalog) : actionParts(action, version, catalog);
  if (all?.length === 0) return problem(msg('No action is documented for this in version {0}, so nothing can be checked.', version), reader);
  if (!all) return problem(action === undefined ? msg('No documented request of version {0} is "{1}".', version, api ?? task ?? '') : msg('{0} is no known action of version {1}.', action, version), reader);
  const assessed = assess(all, asked, catalog, asked.authorization);
  const title = found?.title ?? all[0]?.title ?? '';
  const fact = found && 'agency' in found ? found : undefined;
  return {
    title: toPlain(title, reader),
    version,
    needs: assessed.map((it) => toItem(it, catalog, reader)),
    notes: asked.notes.map((it) => toPlain(it, reader)),
    roles: fact?.roles.flatMap((it) => it.roles) ?? [],
    files: asked.files,
    markdown: toMarkdownText(needsPage(title, assessed, all, version, catalog, fact, asked.notes), reader),
  };
}

function grant({ documents, host, reader }: Session, { textDocument, actions }: protocol.GrantParams): protocol.GrantResult {
  const document = documents.get(textDocument.uri);
  const wrong = document && whyNotAllowed(read(document), actions, host.catalog());
  if (wrong) return problem(wrong, reader);
  const edits = document && grantActions(read(document), actions, host.catalog());
  if (!document || !edits) return problem(msg('Nothing can be added to this document: it is no custom policy or identity policy without syntax errors.'), reader);
  return { edits: edits.map(({ span, text }) => ({ range: toRange(document, span), newText: text })) };
}

function grantAnew({ host, reader }: Session, { actions, version, holder }: protocol.GrantAnewParams): readonly protocol.WrittenPolicy[] {
  const part: Part = { id: 'needed', title: '', purpose: '', holder, needed: true, actions: [...new Set(actions)].map((name) => ({ name, source: undefined })), leftOut: [] };
  return writeTemplate('needed', [part], host.catalog(), { version }).map((it) => toWritten(it, reader));
}

function toWritten(it: TemplateDocument, reader: Reader): protocol.WrittenPolicy {
  return { fileName: it.fileName, text: it.text, attachedAs: toPlain(attachedAs(it), reader) };
}

/** The default project, or a UUID. */
function isEnterpriseProject(value: string | undefined): boolean {
  return value !== undefined && /^(?:0|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/i.test(value);
}

function find(id: string, catalog: Catalog): FunctionFact | RoleFact | undefined {
  const { functions, roles } = taskFacts(catalog);
  return functions.find((it) => it.id === id) ?? roles.find((it) => it.id === id);
}

function partsOf(found: FunctionFact | RoleFact, version: protocol.Version, catalog: Catalog): readonly Part[] {
  if ('agency' in found) return functionParts(found, version, catalog);
  return roleParts(found, version, catalog);
}

function toItem({ action, holder, optional, outcome, parts: named }: Need, catalog: Catalog, reader: Reader): protocol.NeedItem {
  const fact = catalog.action(action);
  return {
    action,
    description: fact ? toPlain(fact.description, reader) : '',
    holder,
    optional,
    ...(outcome ? { state: outcome.state } : {}),
    message: outcome ? toPlain(outcome.message, reader) : toPlain(msg('What the agency holds is not known.'), reader),
    why: named.map((it) => toPlain(it.title, reader)).join(', '),
  };
}

function problem(message: Message, reader: Reader): { readonly problem: string } {
  return { problem: toPlain(message, reader) };
}

import type { Catalog } from '../../core/catalog/catalog.ts';
import { type PolicyDocument, readDocument } from '../../core/check.ts';
import { type Message, msg, type Reader, toPlain } from '../../core/message.ts';
import { nameVersion } from '../../core/structure/counts.ts';
import type { AttachedPolicy } from '../../core/simulate/types.ts';
import { apiParts, assess, type Need } from '../../core/tasks/assess.ts';
import { type FunctionFact, type RoleFact, taskFacts } from '../../core/tasks/facts.ts';
import { grantActions } from '../../core/tasks/grant.ts';
import { needsPage, roleBlocks, templatePage } from '../../core/tasks/page.ts';
import { functionParts, type Part, rolePart } from '../../core/tasks/parts.ts';
import { attachedAs, writeTemplate } from '../../core/tasks/template.ts';
import { toMarkdownText } from '../../core/words/explanation.ts';
import { toRange } from '../convert.ts';
import { read } from '../documents.ts';
import * as protocol from '../protocol/tasks.ts';
import type { Session } from '../server.ts';
import { nameOf } from '../simulate.ts';
import { answer } from './answer.ts';
import { readUri } from './read-file.ts';

export const requests = [answer(protocol.tasks, list), answer(protocol.taskParts, parts), answer(protocol.writeTask, write), answer(protocol.needs, needs), answer(protocol.grant, grant)];

const versions: readonly protocol.Version[] = ['1.1', '5.0'];

function list({ host, reader }: Session): protocol.TasksResult {
  const catalog = host.catalog();
  const { functions, roles } = taskFacts(catalog);
  return {
    functions: functions.map((it) => ({ id: it.id, title: toPlain(it.title, reader), description: '', versions: it.types.length > 0 ? versions : [], asksForValue: false, denies: false })),
    roles: roles.map((it) => ({ id: it.id, title: toPlain(it.title, reader), description: toPlain(it.description, reader), versions: versions.filter((version) => rolePart(it, version, catalog)), asksForValue: it.conditionKey !== undefined && !it.values?.length, denies: it.effect === 'Deny' })),
  };
}

function parts({ host, reader }: Session, { task, version }: protocol.TaskParams): protocol.TaskPartsResult {
  const catalog = host.catalog();
  const found = find(task, catalog);
  if (!found) return problem(msg('There is no task "{0}".', task), reader);
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
  const own = partsOf(found, version, catalog).filter((it) => chosen.includes(it.id));
  const role = 'effect' in found ? found : undefined;
  const values = role?.values?.length ? role.values : value === undefined ? [] : [value];
  const condition = role?.conditionKey === undefined ? {} : { condition: { key: role.conditionKey, values } };
  const documents = writeTemplate(found.id, own, catalog, { version, ...(role ? { effect: role.effect } : {}), ...condition });
  return {
    policies: documents.map((it) => ({ fileName: it.fileName, text: it.text, attachedAs: toPlain(attachedAs(it), reader) })),
    markdown: toMarkdownText(templatePage(found.title, documents, own, version, catalog, 'agency' in found ? found : undefined), reader),
  };
}

async function needs(session: Session, { task, api, user, agency, authorization }: protocol.NeedsParams): Promise<protocol.NeedsResult> {
  const { host, reader } = session;
  const catalog = host.catalog();
  const held = await attachedAt(session, user);
  const version = nameVersion(held[0]?.document?.policy?.version ?? '1.1');
  const found = task === undefined ? undefined : find(task, catalog);
  const all = found ? partsOf(found, version, catalog) : apiParts(api ?? '', version, catalog);
  if (!all) return problem(msg('No documented request of version {0} is "{1}".', version, api ?? task ?? ''), reader);
  const assessed = assess(all, { user: held, agency: agency && (await attachedAt(session, agency)) }, catalog, authorization);
  const title = found?.title ?? all[0]?.title ?? '';
  return {
    title: toPlain(title, reader),
    version,
    needs: assessed.map((it) => toItem(it, catalog, reader)),
    markdown: toMarkdownText(needsPage(title, assessed, all, version, catalog, found && 'agency' in found ? found : undefined), reader),
  };
}

function grant({ documents, host, reader }: Session, { textDocument, actions }: protocol.GrantParams): protocol.GrantResult {
  const document = documents.get(textDocument.uri);
  const edits = document && grantActions(read(document), actions, host.catalog());
  if (!document || !edits) return problem(msg('Nothing can be added to this document: it is no custom policy or identity policy without syntax errors.'), reader);
  return { edits: edits.map(({ span, text }) => ({ range: toRange(document, span), newText: text })) };
}

function find(id: string, catalog: Catalog): FunctionFact | RoleFact | undefined {
  const { functions, roles } = taskFacts(catalog);
  return functions.find((it) => it.id === id) ?? roles.find((it) => it.id === id);
}

function partsOf(found: FunctionFact | RoleFact, version: protocol.Version, catalog: Catalog): readonly Part[] {
  if ('agency' in found) return functionParts(found, version, catalog);
  const part = rolePart(found, version, catalog);
  return part ? [part] : [];
}

async function attachedAt(session: Session, uris: readonly string[]): Promise<readonly AttachedPolicy[]> {
  const found = await Promise.all(uris.map(async (uri): Promise<AttachedPolicy[]> => {
    const document = await documentAt(session, uri);
    return document ? [{ name: nameOf(uri), document }] : [];
  }));
  return found.flat();
}

async function documentAt(session: Session, uri: string): Promise<PolicyDocument | undefined> {
  const open = session.documents.get(uri);
  if (open) return read(open);
  const text = await readUri(session, uri);
  return text === undefined ? undefined : readDocument(text, { fileName: uri, ours: true });
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

import { type Account, personName, personsOf } from '../../core/account/account.ts';
import { requestAs, resolveHolder } from '../../core/account/person.ts';
import type { AccountPolicies } from '../../core/account/policies.ts';
import { readDocument } from '../../core/check.ts';
import { kindFor } from '../../core/config/config.ts';
import { type Message, msg, toPlain } from '../../core/message.ts';
import { attach } from '../../core/simulate/attach.ts';
import type { AttachedPolicy } from '../../core/simulate/types.ts';
import { whatIfToCsv, whatIfToMarkdown } from '../../core/what-if/export.ts';
import { filterWhatIf, whatIf, type WhatIfColumn } from '../../core/what-if/what-if.ts';
import { type WhatIfParams, type WhatIfPolicy, type WhatIfResult, whatIf as whatIfRequest } from '../protocol/what-if.ts';
import type { Session } from '../server.ts';
import { nameOf } from '../simulate.ts';
import { openAccount } from './account-files.ts';
import { answer } from './answer.ts';
import { readUri } from './read-file.ts';

export const requests = [answer(whatIfRequest, table)];

interface Columns {
  readonly columns: readonly WhatIfColumn[];
  readonly problems: readonly Message[];
}

async function table(session: Session, { subject, authorization, project, text, differing, format }: WhatIfParams): Promise<WhatIfResult> {
  const { reader, host } = session;
  const catalog = host.catalog();
  const { columns, problems } = 'account' in subject ? await personColumns(session, subject.account) : await policyColumns(session, subject.policies);
  const [first] = problems;
  if (columns.length === 0) return { problem: toPlain(first ?? msg('There is nothing to compare.'), reader) };
  const asked = columns.map((it) => ({ ...it, ...(authorization && !it.authorization ? { authorization } : {}) }));
  const whole = whatIf(asked, catalog, project === undefined ? {} : { project });
  const shown = filterWhatIf(whole, { ...(text === undefined ? {} : { text }), ...(differing === undefined ? {} : { differing }) });
  const projects = new Set(columns.flatMap(({ policies }) => policies.flatMap(({ scope }) => (typeof scope === 'object' && 'projects' in scope ? scope.projects : []))));
  return {
    text: format === 'csv' ? whatIfToCsv(shown) : whatIfToMarkdown(shown, whole.rows.length, reader),
    shown: shown.rows.length,
    total: whole.rows.length,
    problems: problems.map((it) => toPlain(it, reader)),
    projects: [...projects].sort(),
  };
}

async function policyColumns(session: Session, policies: readonly WhatIfPolicy[]): Promise<Columns> {
  const columns: WhatIfColumn[] = [];
  const problems: Message[] = [];
  for (const { name, uri, text } of policies) {
    const found = attached(session, uri, text ?? (await readUri(session, uri)));
    if ('template' in found) problems.push(found);
    else columns.push({ name, policies: [found] });
  }
  return { columns, problems };
}

function attached({ host }: Session, uri: string, text: string | undefined): AttachedPolicy | Message {
  const name = nameOf(uri);
  if (text === undefined) return msg('The file {0} cannot be read.', name);
  const config = host.configs?.nearest(uri);
  const kind = config && kindFor(config.reading.config, config.file);
  const document = readDocument(text, { fileName: uri, ours: true, ...(kind ? { kind } : {}) });
  if (document.json.problems.length > 0) return msg('{0} has a JSON syntax error.', name);
  return document.policy ? attach(name, document, host.catalog()) : msg('{0} is no policy.', name);
}

async function personColumns(session: Session, uri: string): Promise<Columns> {
  // As the simulation reads it, with the copies of system policies that lie beside it.
  const opened = await openAccount(session, uri);
  if (!opened) return { columns: [], problems: [msg('The file {0} cannot be read.', nameOf(uri))] };
  const { account, policies } = opened;
  if (account.json.problems.length > 0) return { columns: [], problems: [msg('{0} has a JSON syntax error.', nameOf(uri))] };
  if (personsOf(account).length === 0) return { columns: [], problems: [msg('The account describes nobody.')] };
  return columnsOf(account, policies);
}

function columnsOf(account: Account, policies: AccountPolicies): Columns {
  const problems = new Map<string, Message>();
  const columns = personsOf(account).map((holder): WhatIfColumn => {
    const person = resolveHolder(account, holder, policies);
    for (const { span, message } of person.unusable) problems.set(String(span.start), message);
    return { name: personName(holder), policies: person.policies, authorization: person.authorization, as: (request) => requestAs(person, request) };
  });
  return { columns, problems: [...problems.values()] };
}

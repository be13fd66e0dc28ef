import { msg, toPlain } from '../core/message.ts';
import type { Companion, CompanionName, LaterRequest } from './later.ts';
import { requests as accounts } from './more/account.ts';
import { companion as accountCompanion } from './more/account-editor.ts';
import { requests as accessTests } from './more/access-test.ts';
import { companion as accessTestCompanion } from './more/access-test-companion.ts';
import { requests as writtenTests } from './more/access-test-write.ts';
import type { Answer } from './more/answer.ts';
import { requests as builder } from './more/builder.ts';
import { requests as comparisons } from './more/compare.ts';
import { requests as denials } from './more/denial.ts';
import { requests as effectiveSets } from './more/effective-sets.ts';
import { requests as references } from './more/reference.ts';
import { requests as replays } from './more/replay.ts';
import { requests as search } from './more/search.ts';
import { requests as tasks } from './more/tasks.ts';
import { requests as whatIf } from './more/what-if.ts';
import { judgeSets } from './more/sets.ts';
import type { Session } from './server.ts';

/**
 * The part of the server that is not needed to check a policy: loaded with the first request that asks for it
 * (later.ts), so that start and memory do not grow with it. Each subject is a file in more/ that exports its
 * requests, `export const requests = [answer(name, handler)]`, or a companion; they are only listed here.
 */
export interface More {
  readonly requests: Readonly<Record<string, LaterRequest>>;
  readonly companions: Readonly<Record<CompanionName, Companion>>;
  /** What the policy sets of a configuration say. */
  readonly judgeSets: typeof judgeSets;
  /** What a request answers after a bug of ours. */
  readonly failed: (session: Session) => { readonly problem: string };
}

const answers: readonly Answer[] = [...accounts, ...accessTests, ...writtenTests, ...builder, ...comparisons, ...effectiveSets, ...search, ...tasks, ...denials, ...replays, ...references, ...whatIf];

export const requests: More['requests'] = Object.fromEntries(answers);

export const companions: More['companions'] = { '.iamaccount.json': accountCompanion, '.iamtest.json': accessTestCompanion };

export { judgeSets };

export function failed({ reader }: Session): { readonly problem: string } {
  return { problem: toPlain(msg('This did not work. The log says why.'), reader) };
}

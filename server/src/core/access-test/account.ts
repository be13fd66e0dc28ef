import { type Account, readAccount } from '../account/account.ts';
import { type ResolvedPerson, resolvePerson, unknownPerson } from '../account/person.ts';
import { accountPolicies } from '../account/policies.ts';
import type { EntryFiles } from '../entry/attach.ts';
import { formatPath } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { TestFinding, Written } from './types.ts';

/** The account of a test file: who asks, and where the policies lie. */
export interface TestAccount {
  readonly account: Account;
  /** A person by `user:ann`, or why there is none. */
  person(name: string): ResolvedPerson | Message;
  /** The file of a policy, relative to the test file. */
  fileOf(policy: string): string | undefined;
}

/** Opens the account that a test file names; what is wrong with it is added to the findings of that file. */
export function openAccount({ value: file, path, span }: Written, { catalog, load }: EntryFiles, findings: TestFinding[]): TestAccount | undefined {
  const refuse = (message: Message): undefined => void findings.push({ path, span, message, ours: true });
  const text = load(file);
  if (text === undefined) return refuse(msg('The file {0} cannot be read.', file));
  const account = readAccount(text);
  if (account.json.problems.length > 0) return refuse(msg('{0} has a JSON syntax error.', file));
  // What is read wrongly proves nothing.
  const [first] = account.findings;
  if (first) refuse(msg('{0}, {1}: {2}', file, formatPath(first.path), first.message));
  const folder = /^.*[\\/]/.exec(file)?.[0] ?? '';
  const options: EntryFiles = { catalog, fileName: file, load: (relative) => load(folder + relative) };
  const policies = accountPolicies(account, options);
  return {
    account,
    person: (name) => {
      const person = resolvePerson(account, name, options, policies);
      const [unusable] = person?.unusable ?? [];
      // What a policy that cannot be read would decide is not what a test asks.
      return unusable ? msg('{0}, {1}: {2}', file, formatPath(unusable.path), unusable.message) : (person ?? unknownPerson(account, name));
    },
    fileOf: (policy) => (policy.startsWith(`${file}#`) ? file : /^group:|^system:/.test(policy) ? undefined : folder + policy),
  };
}

import type { Message } from '../message.ts';
import { msg } from '../message.ts';
import type { Grade } from '../rules/rule.ts';
import type { Truth } from '../simulate/types.ts';
import { type AccessAuthorization, type Account, type Holder, personName } from './account.ts';
import { readMoment } from './moment.ts';

/** Whether ModelArts works for somebody at all, and through which agency. */
export interface Access {
  /** Null: the account does not say, or it depends on the project. */
  readonly usable: Truth;
  readonly agency: string | undefined;
  /** The agency as the account describes it. */
  readonly holder: Holder | undefined;
  readonly authorization: AccessAuthorization | undefined;
  readonly why: Message;
  readonly grade: Grade;
  readonly source: string;
}

export interface AccessOptions {
  /** The IAM project of the request. */
  readonly project?: string;
  /** Now, in milliseconds since 1970: agencies may have ended. Without it none has. */
  readonly now?: number;
}

/** ModelArts user guide, "Configuring Access Authorization (Global Configuration)", 2025-01-06. */
export const accessPage = 'https://github.com/opentelekomcloud-docs/modelarts/blob/1ba1873d960563c60759f67898a855d9ba3c3502/umn/source/preparations/configuring_access_authorization_global_configuration.rst';

/**
 * The access authorization that counts for a person: one that names them, else one for all users. That the first
 * goes before the second is inferred, as is that "all users" holds for federated users, whom the same page calls
 * virtual IAM users.
 */
export function accessOf(account: Account, person: Holder, { project, now }: AccessOptions = {}): Access {
  const name = personName(person);
  const common = { agency: undefined, holder: undefined, authorization: undefined, grade: 'documented', source: accessPage } as const;
  if (!account.authorizations) return { ...common, usable: null, why: msg('the account does not describe access authorizations') };
  const elsewhere = (it: AccessAuthorization): boolean => project !== undefined && it.project !== undefined && it.project !== project;
  const here = account.authorizations.filter((it) => !elsewhere(it));
  const own = here.find((it) => it.to?.name === name);
  const authorization = own ?? here.find((it) => it.to?.name === 'all-users');
  if (!authorization) {
    const other = account.authorizations.find((it) => it.to?.name === name || it.to?.name === 'all-users')?.project;
    return { ...common, usable: false, why: other === undefined ? msg('{0} has no access authorization', name) : msg('{0} has an access authorization in {1} only', name, other) };
  }
  const agency = authorization.agency?.name;
  const holder = account.agencies.find((it) => it.name === agency);
  const found = { ...common, agency, holder, authorization, grade: own || person.kind === 'user' ? ('documented' as const) : ('inferred' as const) };
  if (agency === undefined) return { ...found, usable: null, why: msg('the access authorization of {0} names no agency', name) };
  const ended = holder && endOf(holder, now);
  if (ended) return { ...found, usable: false, why: ended };
  if (authorization.project !== undefined && project === undefined) return { ...found, usable: null, why: msg('the access authorization of {0} is for the project {1}, and the request names no project', name, authorization.project) };
  return { ...found, usable: true, why: own ? msg('{0} uses ModelArts through the agency {1}', name, agency) : msg('{0} uses ModelArts through the agency {1}, as all users do', name, agency) };
}

/** That an agency is not valid any more; undefined where it is, and for people. @param now in milliseconds since 1970 */
export function endOf({ name, expires }: Pick<Holder, 'name' | 'expires'>, now: number | undefined): Message | undefined {
  const end = expires && readMoment(expires.name);
  return expires && end !== undefined && now !== undefined && end <= now ? msg('the agency {0} ended on {1}', name, expires.name) : undefined;
}

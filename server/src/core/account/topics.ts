import type { Path } from '../json/json.ts';
import { link, type Message, msg } from '../message.ts';

/** Pages of docs/topics that fields of accounts and access tests lead to. */
export type Topic = 'agency-authorization' | 'workspaces' | 'scopes' | 'authorization-mode';

/**
 * What a field of an account or of a file of access tests is about, where a page says more of it.
 *
 * @param path of the field, its name included: `['groups', 'staff', 'policies', 0, 'scope']`
 */
export function topicOf(path: Path): Topic | undefined {
  const name = path[path.length - 1];
  // Persons and policies may be called anything; an entry of a list has only fields of ours.
  if (name === 'scope' && typeof path[path.length - 2] === 'number') return 'scopes';
  if (name === 'authorization' && (path.length === 1 || (path.length === 3 && path[0] === 'tests'))) return 'authorization-mode';
  return path.length === 1 && typeof name === 'string' ? ofAccount.get(name) : undefined;
}

const ofAccount: ReadonlyMap<string, Topic> = new Map([
  ['agencies', 'agency-authorization'],
  ['accessAuthorizations', 'agency-authorization'],
  ['workspaces', 'workspaces'],
  ['enterpriseProjects', 'workspaces'],
]);

/** The topic in a sentence, and where to read on. @param page what opens its page; undefined where nothing does */
export function describeTopic(topic: Topic, page: string | undefined): readonly Message[] {
  return [about(topic), ...(page === undefined ? [] : [msg('{0}', link(msg('Read more'), page))])];
}

function about(topic: Topic): Message {
  switch (topic) {
    case 'agency-authorization':
      return msg('ModelArts works in other services through an agency of IAM; an access authorization says whose jobs use which one.');
    case 'workspaces':
      return msg('A ModelArts workspace belongs to one enterprise project. To work in it takes entry to the workspace and the permission of IAM.');
    case 'scopes':
      return msg('Where the policy holds: all resources, global services, projects, or enterprise projects. It is chosen when the policy is attached; no element of a policy says it.');
    case 'authorization-mode':
      return msg('Strict: users need a policy that allows the action. Non-strict: users may do in ModelArts what no policy denies.');
  }
}

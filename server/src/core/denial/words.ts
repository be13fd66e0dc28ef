import { type Message, msg } from '../message.ts';
import type { Also } from './changes.ts';

/** Actions that are named at most. */
const named = 3;

/** What else a change grants, in one sentence. */
export function alsoGrants({ actions, lifted, unknown, reach, unsure }: Also): Message {
  if (unsure) return msg('What else it grants could not be compared in full.');
  const shown = actions.slice(0, named).join(', ');
  if (actions.length > named) return msg('It also grants {0} other known actions: {1} and more.', actions.length, shown);
  if (actions.length > 0) return msg('It also grants {0}.', shown);
  if (lifted.length > 0) return msg('Grants no other action here. No longer denied: {0}.', lifted.slice(0, named).join(', ') + (lifted.length > named ? ', …' : ''));
  if (unknown) return msg('No other known action; actions that come later may be granted, too.');
  return reach === 'everywhere' ? msg('Grants no other action; this one for every request.') : msg('Grants no other action; this one within the limits of the statement.');
}

import type { RequestName } from '../protocol.ts';

/** What the server asks of its client: the text of a file that only the client can read, or null. */
export const readFile: RequestName<{ readonly uri: string }, string | null> = { method: 'iamPolicy/readFile' };

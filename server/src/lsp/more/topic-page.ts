import type { Topic } from '../../core/account/topics.ts';
import { pageOf } from '../convert.ts';
import type { Session } from '../server.ts';

/** The URL of a page of docs/topics; undefined in an editor that does not open our pages. */
export function topicPage({ docs, reader }: Session, topic: Topic): string | undefined {
  return docs.startsWith('iam-policy-docs:') ? pageOf(topic, reader, docs) : undefined;
}

import type { Topic } from '../../core/account/topics.ts';
import type { Session } from '../server.ts';

/**
 * What a link of a hover opens for a page of docs/topics; undefined in an editor that does not open our pages or shows no links.
 * VS Code opens no scheme of ours from a hover, so it is a command, which the client trusts alone.
 */
export function topicPage({ docs, markdown }: Session, topic: Topic): string | undefined {
  return markdown && docs.startsWith('iam-policy-docs:') ? `command:modelartsPolicy.readAbout?${encodeURIComponent(JSON.stringify([topic]))}` : undefined;
}

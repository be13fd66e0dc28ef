import type { Finding } from '../rules/rule.ts';
import { invalidConfig } from './rules.ts';

/**
 * Whether an editor that checks `.modelarts-policy.json` against its schema says the same about this place: names
 * and values that are not possible, wrong types, what is missing, broken JSON. It cannot know what a pattern
 * matches, what an entry of a set means, or what other files hold.
 *
 * @param finding of reading the configuration alone
 */
export function saidBySchema({ code, path, on }: Finding): boolean {
  if (code !== invalidConfig.code) return false;
  const [field, , ...rest] = path;
  if (field === 'kinds' && on === 'key') return false;
  return !(field === 'sets' && rest.length > 0);
}

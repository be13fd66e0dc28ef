import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeTopic, topicOf } from '../../../server/src/core/account/topics.ts';
import type { Path } from '../../../server/src/core/json/json.ts';
import { english, toMarkdown } from '../../../server/src/core/message.ts';

/** A field, and the page that it leads to. */
const fields: readonly (readonly [path: Path, topic: string | undefined])[] = [
  [['accessAuthorizations'], 'agency-authorization'],
  [['agencies'], 'agency-authorization'],
  [['workspaces'], 'workspaces'],
  [['enterpriseProjects'], 'workspaces'],
  [['authorization'], 'authorization-mode'],
  [['tests', 0, 'authorization'], 'authorization-mode'],
  [['groups', 'staff', 'policies', 0, 'scope'], 'scopes'],
  [['policies', 0, 'scope'], 'scopes'],
  // Somebody may be called like a field.
  [['users', 'scope'], undefined],
  [['users', 'authorization'], undefined],
  [['users', 'workspaces'], undefined],
  [['tests', 0, 'request', 'authorization'], undefined],
  [['constructor'], undefined],
  [[], undefined],
];

for (const [path, topic] of fields) test(`${path.join('/') || 'no field'} leads to ${topic ?? 'no page'}`, () => assert.equal(topicOf(path), topic));

test('each topic has a page in both languages, to which its hover leads', () => {
  for (const topic of ['agency-authorization', 'workspaces', 'scopes', 'authorization-mode'] as const) {
    for (const ending of ['.md', '.zh-cn.md']) assert.ok(existsSync(join(import.meta.dirname, '../../../docs/topics', `${topic}${ending}`)), topic);
    assert.match(toMarkdown(describeTopic(topic, `command:modelartsPolicy.readAbout?%5B%22${topic}%22%5D`)[1] ?? '', english), new RegExp(`^\\[Read more\\]\\(command:modelartsPolicy\\.readAbout\\?%5B%22${topic}%22%5D\\)$`));
    assert.equal(describeTopic(topic, undefined).length, 1);
  }
});

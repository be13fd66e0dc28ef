import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { catalog } from '../../support/catalog.ts';
import { allow, custom, identity } from '../../support/policies.ts';
import { findingsIn } from '../../support/rules.ts';

const data = new URL('../../../data/', import.meta.url);
const { services } = JSON.parse(readFileSync(new URL('completeness.json', data), 'utf8')) as { readonly services: Readonly<Record<string, Readonly<Record<string, string>>>> };

test('of every service that has actions it is known how complete they are', () => {
  const files = readdirSync(new URL('services/', data)).filter((it) => it.endsWith('.json')).map((it) => it.replace('.json', ''));
  assert.deepEqual(Object.keys(services).sort(), [...files, 'modelarts'].sort());
  for (const { name, completeIn = [] } of catalog.services) {
    const complete = Object.entries(services[name] ?? {}).filter(([, it]) => it === 'complete');
    assert.deepEqual(completeIn, complete.map(([version]) => version), name);
  }
});

for (const version of ['1.1', '5.0'] as const) {
  test(`in ${version} an unknown operation is information in services that are complete, and passed over in others`, () => {
    for (const { name, completeIn } of catalog.services) {
      const type = catalog.actions(name, version).map((it) => it.name.split(':')[1]).find((it) => it !== undefined && it !== '');
      if (type === undefined) continue;
      const action = `${name}:${type}:qqzzqqzz`;
      const text = version === '1.1' ? custom(allow([action])) : identity(allow([action]));
      const found = findingsIn(text).filter((it) => it.code.startsWith('unknown-')).map((it) => `${it.severity} ${it.code} ${text.slice(it.span.start, it.span.end)}`);
      assert.deepEqual(found, completeIn?.includes(version) ? ['information unknown-action qqzzqqzz'] : [], `${action} in ${version}`);
    }
  });
}

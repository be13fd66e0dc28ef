import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { NameVersion } from '../../../server/src/core/catalog/catalog.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { complete } from '../../../server/src/core/complete/complete.ts';
import { hover } from '../../../server/src/core/hover/hover.ts';
import { english, type Local, type Reader, toPlain } from '../../../server/src/core/message.ts';
import { indexOf } from '../../../server/src/core/search/action-index.ts';
import { findActions } from '../../../server/src/core/search/find-actions.ts';
import { catalog } from '../../support/catalog.ts';
import { readCursor } from '../../support/marked.ts';

const chinese: Reader = { language: 'zh-cn', bundle: JSON.parse(readFileSync(new URL('../../../l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8')) as Record<string, string> };
const services = catalog.services.filter((it) => catalog.actions(it.name).length > 0);
const versions: readonly NameVersion[] = ['1.1', '5.0'];

const document = (text: string) => readDocument(text, { fileName: 'a.policy.json', ours: true });
const withAction = (version: string, action: string): string => `{"Version": "${version}", "Statement": [{"Effect": "Allow", "Action": ["${action}"]}]}`;
const withKey = (version: string, key: string): string => `{"Version": "${version}", "Statement": [{"Effect": "Allow", "Action": ["modelarts:notebook:create"], "Condition": {"Null": {"${key}": ["true"]}}}]}`;

/** Whether what is said at the cursor has the text, in both languages. */
function says(marked: string, text: Local): boolean {
  const { text: policy, cursor } = readCursor(marked);
  const found = hover(document(policy), cursor, catalog)?.contents ?? [];
  return (['en', 'zhCn'] as const).every((language) => found.map((it) => toPlain(it, language === 'en' ? english : chinese)).join('\n').includes(text[language]));
}

/** What is offered at the cursor, typed on where the list is cut. */
function offered(marked: string): readonly string[] {
  const { text, cursor } = readCursor(marked);
  return complete(document(text), cursor, catalog, { limit: 1_000_000 }).items.map((it) => it.label);
}

describe('Every name of every service', () => {
  it('that is an action is explained and offered in both languages, and found by its name and its description', () => {
    const misses: string[] = [];
    const lists = new Map<string, ReadonlySet<string>>();
    const offers = (marked: string): ReadonlySet<string> => {
      let found = lists.get(marked);
      if (!found) lists.set(marked, (found = new Set(offered(marked))));
      return found;
    };
    const finds = (query: string, name: string): boolean => findActions(indexOf(catalog), query, Infinity).some((it) => it.fact.name === name);
    for (const { name: service } of services) {
      for (const [index, { name, versions: known, description }] of catalog.actions(service).entries()) {
        const [, type = '', operation = ''] = name.split(':');
        for (const version of known) {
          if (!says(withAction(version, `${name}|`), description)) misses.push(`hover ${version} ${name}`);
          if (!offers(withAction(version, `${service}:${type}:|`)).has(operation)) misses.push(`operation ${version} ${name}`);
          if (!offers(withAction(version, `${service}:|`)).has(type === '' ? `:${operation}` : type)) misses.push(`type ${version} ${name}`);
          if (!offers(withAction(version, '|')).has(service)) misses.push(`service ${version} ${name}`);
        }
        // The languages take turns: a search in both for each would take long.
        for (const query of [name, index % 2 === 0 ? description.en : description.zhCn]) if (!finds(query, name)) misses.push(`search ${name}: ${query}`);
      }
    }
    assert.deepEqual(misses, []);
  });

  it('that is a service or a resource type is explained in both languages', () => {
    const misses: string[] = [];
    for (const { name, title } of catalog.services) {
      for (const version of versions) if (!says(withAction(version, `${name.slice(0, 1)}|${name.slice(1)}:x:y`), title)) misses.push(`${version} ${name}`);
      for (const type of catalog.resourceTypes(name)) if (!says(withAction('1.1', `${name}:${type.name.slice(0, 1)}|${type.name.slice(1)}:x`), type.description)) misses.push(`${name}:${type.name}`);
    }
    assert.deepEqual(misses, []);
  });

  it('that is a condition key is explained and offered in both languages', () => {
    const misses: string[] = [];
    for (const fact of [...catalog.globalKeys, ...services.flatMap((it) => catalog.conditionKeys(it.name))]) {
      const service = fact.name.startsWith('g:') ? 'modelarts' : fact.name.split(':')[0];
      const action = fact.usedBy[0] ?? catalog.actions(service ?? '')[0]?.name ?? '';
      for (const version of versions.filter((it) => fact.versions[it] !== undefined)) {
        if (!says(withKey(version, `${fact.name}|`), fact.description)) misses.push(`hover ${version} ${fact.name}`);
        const operator = { string: 'StringEquals', numeric: 'NumericEquals', date: 'DateLessThan', boolean: 'Bool', ip_address: 'IpAddress' }[fact.valueType];
        const prefix = fact.multiValued ? 'ForAnyValue:' : '';
        const marked = withKey(version, '|').replace('"Null"', `"${prefix}${operator}"`).replace('modelarts:notebook:create', action);
        // What follows the slash is the user's own.
        const labels = offered(marked);
        if (!labels.includes(fact.name) && !labels.includes(fact.name.replace(/<.*>$/, ''))) misses.push(`offer ${version} ${fact.name}`);
      }
    }
    assert.deepEqual(misses, []);
  });
});

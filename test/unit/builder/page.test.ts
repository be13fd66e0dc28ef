import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fresh, renumbered } from '../../../client/webview/builder/state.ts';

const root = new URL('../../../', import.meta.url);
const folder = new URL('client/webview/builder/', root);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((it) => /\.(?:ts|css)$/.test(it)).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

test('the page makes no markup, runs no text and asks for nothing from elsewhere', () => {
  const forbidden = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\b|new Function|'style'|\{ style:|\.style\b|@import|url\(|https?:(?!\/\/www\.w3\.org)/;
  assert.deepEqual(sources.flatMap(({ name, text }) => text.split('\n').filter((it) => forbidden.test(it)).map((it) => `${name}: ${it.trim()}`)), []);
});

test('the policy of the page forbids everything that is not its script and its style', () => {
  const text = readFileSync(new URL('client/src/builder/page.ts', root), 'utf8');
  assert.match(text, /`default-src 'none'; script-src 'nonce-\$\{nonce\}'; style-src \$\{webview\.cspSource\};`/);
});

test('every colour is one of the theme', () => {
  const style = sources.find(({ name }) => name === 'builder.css')?.text ?? '';
  const literal = style.replace(/var\([^;{}]*\)/g, (it) => (/#[0-9a-f]{3}|rgb|hsl/i.test(it) ? it : '')).match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|:\s*(?:black|white|red|gray|grey|blue|green)\b/gi);
  assert.equal(literal, null);
});

test('what is open goes with its statement', () => {
  const state = { ...fresh, open: ['s0/', 's1/', 's1/service/obs', 's12/condition'], search: { 's1/': 'pool' }, added: ['s1/obs'], drafts: { 's12/': { key: 'g:UserName', operator: '' } } };
  const swapped = renumbered(state, (it) => (it === 0 ? 1 : it === 1 ? 0 : it));
  assert.deepEqual(swapped, { ...state, open: ['s1/', 's0/', 's0/service/obs', 's12/condition'], search: { 's0/': 'pool' }, added: ['s0/obs'] });
  const removed = renumbered(state, (it) => (it === 1 ? undefined : it > 1 ? it - 1 : it));
  assert.deepEqual(removed, { ...state, open: ['s0/', 's11/condition'], search: {}, added: [], drafts: { 's11/': { key: 'g:UserName', operator: '' } } });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clipped, padded, printable, widthOf } from '../../../server/src/cli/output/width.ts';

test('Chinese and other wide characters take two columns, marks none', () => {
  const widths = { '': 0, abc: 3, 错误: 4, '（可修复）': 10, 'é': 1, 'e\u0301': 1, '한국': 4, 'ｱ': 1, 'Ａ': 2, '😀': 2, '𠀀': 2, '“a”': 3 };
  for (const [text, width] of Object.entries(widths)) assert.equal(widthOf(text), width, text);
});

test('blanks fill a column, and a longer text stays whole', () => {
  assert.equal(padded('错误', 6), '错误  ');
  assert.equal(padded('error', 3), 'error');
});

test('a text that is too long is cut between characters', () => {
  assert.equal(clipped('abcdef', 6), 'abcdef');
  assert.equal(clipped('abcdefg', 6), 'abcde…');
  assert.equal(clipped('错误错误', 7), '错误错…');
  assert.equal(clipped('错误错误', 8), '错误错误');
  assert.equal(clipped('😀😀😀😀', 7), '😀😀😀…');
});

test('nothing that a terminal obeys or that reorders text stays as it is', () => {
  assert.equal(printable('a\u001b[31m\r\n\u0007\u009b\u202e\ud800b'), 'a\\u001b[31m\\u000d\\u000a\\u0007\\u009b\\u202e\\ud800b');
  assert.equal(printable('错误 “é” 😀'), '错误 “é” 😀');
});

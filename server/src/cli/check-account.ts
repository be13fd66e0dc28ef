import { dirname, resolve } from 'node:path';
import { readAccount } from '../core/account/account.ts';
import { accountFindings } from '../core/account/findings.ts';
import { formatPath } from '../core/json/json.ts';
import { linesOf, rangeOf } from '../core/lines.ts';
import { toPlain } from '../core/message.ts';
import { nearbyFiles } from '../files/nearby.ts';
import { readText } from '../files/text.ts';
import type { CheckedInput } from './check-input.ts';
import type { Context } from './command.ts';
import { type Input, readInput } from './files.ts';

/** What is wrong with the file of an account: its form, and names and files that lead nowhere (code `invalid-account`). */
export async function checkAccount(input: Input, { io, reader }: Context): Promise<CheckedInput> {
  const { file, path } = input;
  const read = await readInput(input, io);
  if ('problem' in read) return { errors: [{ file, problem: read.problem }] };
  const account = readAccount(read.text);
  const folder = path === undefined ? io.cwd : dirname(path);
  const load = (name: string): string | undefined => {
    const found = readText(resolve(folder, name));
    return 'text' in found ? found.text : undefined;
  };
  const broken = account.json.problems.length > 0;
  const leading = broken ? [] : accountFindings(account, { catalog: io.host.catalog(), fileName: file, load, nearby: () => nearbyFiles(folder), now: Date.now() });
  const form = account.findings.map((it) => ({ ...it, severity: it.on === 'key' ? ('warning' as const) : ('error' as const) }));
  const lines = linesOf(read.text);
  const docs = new URL(`../topics/agency-authorization${reader.language === 'zh-cn' ? '.zh-cn' : ''}.md`, io.host.docs).href;
  const findings = [...form, ...leading]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ severity, message, path: at, on, span }) => ({ code: 'invalid-account', severity, message: toPlain(message, reader), path: formatPath(at), ...(on ? { on } : {}), range: rangeOf(lines, span), grade: 'documented' as const, tags: [], docs, set: null, example: null, related: [], fixes: [] }));
  return { file: { file, path, kind: 'none', findings }, errors: [] };
}

import type { Language, Reader } from '../core/message.ts';
import type { Io } from './io.ts';

/** Whom a command speaks to: `--lang` wins, then the environment. */
export function readerFor(argv: readonly string[], io: Io): Reader {
  const language = givenLanguage(argv) ?? languageOf(io.env);
  return language === 'zh-cn' ? { language, bundle: io.host.chinese() } : { language, bundle: {} };
}

/** The first of LC_ALL, LC_MESSAGES, LANG and LANGUAGE that is set decides, as for other tools. */
export function languageOf(env: Io['env']): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || env['LANGUAGE'] || '';
  return /^zh(?:-(?:cn|sg|hans)\b.*)?(?:[.@:].*)?$/i.test(locale.replaceAll('_', '-')) ? 'zh-cn' : 'en';
}

/** Looked up before the arguments are read, so that a mistake in them is said in the right language. */
function givenLanguage(argv: readonly string[]): Language | undefined {
  for (const [index, word] of argv.entries()) {
    if (word === '--') return undefined;
    const value = word === '--lang' ? argv[index + 1] : word.startsWith('--lang=') ? word.slice('--lang='.length) : undefined;
    if (value === 'en' || value === 'zh-cn') return value;
  }
  return undefined;
}

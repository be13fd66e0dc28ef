import type { Io, Output } from '../io.ts';

export type Colour = 'red' | 'yellow' | 'blue' | 'green' | 'dim' | 'bold' | 'underline';

/** How text is dressed up where it is shown; elsewhere it stays bare. */
export interface Terminal {
  colour(colour: Colour, text: string): string;
  /** A text that can be clicked. */
  link(url: string, text: string): string;
}

/**
 * Colours and links on a terminal only. NO_COLOR turns colours off, FORCE_COLOR turns them on, and a terminal
 * that calls itself dumb gets neither.
 */
export function terminalOf(output: Output, env: Io['env']): Terminal {
  const smart = output.isTTY === true && env['TERM'] !== 'dumb';
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '' && env['FORCE_COLOR'] !== '0';
  const coloured = !env['NO_COLOR'] && env['FORCE_COLOR'] !== '0' && (smart || forced);
  return {
    colour: (colour, text) => (coloured ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text),
    link: (url, text) => (smart ? `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\` : text),
  };
}

const codes: Readonly<Record<Colour, number>> = { red: 31, yellow: 33, blue: 34, green: 32, dim: 2, bold: 1, underline: 4 };

/**
 * The ASCII character that a full-width one was meant to be, the empty text for one that nobody sees; undefined for
 * any other character. White space is not looked at.
 */
export function asciiOf(char: string): string | undefined {
  const code = char.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return invisible.test(char) ? '' : undefined;
}

/** `value` with ASCII in place of full-width characters and without invisible ones. */
export function withAscii(value: string): string {
  return Array.from(value, (char) => asciiOf(char) ?? char).join('');
}

/** A character by its number, as Unicode writes it: `U+200B`. */
export function codeOf(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Characters of the class Format: soft hyphen, zero-width space and joiners, marks of direction. */
const invisible = /^\p{Cf}$/u;

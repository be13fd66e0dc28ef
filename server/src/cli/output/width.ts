/** Columns that a text takes on a terminal: Chinese and other wide characters take two, combining marks none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += widthOfPoint(char.codePointAt(0) ?? 0);
  return width;
}

/** The text with blanks behind it up to `columns`; a longer text stays as it is. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** The beginning of the text that fits into `columns`, with `…` where something was cut off. */
export function clipped(text: string, columns: number): string {
  // Most texts fit, and a character takes two columns at most.
  if (text.length * 2 <= columns) return text;
  let width = 0;
  let end = 0;
  let fitting = 0;
  for (const char of text) {
    width += widthOfPoint(char.codePointAt(0) ?? 0);
    if (width > columns) return `${text.slice(0, fitting)}…`;
    end += char.length;
    if (width < columns) fitting = end;
  }
  return text;
}

/**
 * The text with everything that a terminal would obey, or that would reorder what is read, written as an
 * escape: a policy or a file name can hold any of it.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same for a text of several lines, whose line ends stay. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

function widthOfPoint(point: number): number {
  if (point < 0x300) return 1;
  if (isMark(point)) return 0;
  return isWide(point) ? 2 : 1;
}

function isMark(point: number): boolean {
  return (point <= 0x36f && point >= 0x300) || (point >= 0x200b && point <= 0x200d) || (point >= 0xfe00 && point <= 0xfe0f);
}

/** Wide and full-width characters of Unicode's East Asian Width (UAX 11), by block. */
function isWide(point: number): boolean {
  return (
    (point >= 0x1100 && point <= 0x115f) ||
    (point >= 0x2e80 && point <= 0x303e) ||
    (point >= 0x3041 && point <= 0xa4cf) ||
    (point >= 0xa960 && point <= 0xa97f) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff01 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1f64f) ||
    (point >= 0x1f680 && point <= 0x1f6ff) ||
    (point >= 0x1f900 && point <= 0x1f9ff) ||
    (point >= 0x20000 && point <= 0x3fffd)
  );
}

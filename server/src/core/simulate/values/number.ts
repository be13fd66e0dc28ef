/** A decimal number of any length, compared exactly: `0.1` equals `0.10`, and no digit is lost. */
export interface Decimal {
  readonly negative: boolean;
  /** Digits before the point without leading zeros. */
  readonly whole: string;
  /** Digits behind the point without trailing zeros. */
  readonly fraction: string;
}

/** Reads `10`, `-0.5`; undefined for everything else, also for `1e3`, `+1`, ` 1` and `.5`. */
export function readDecimal(text: string): Decimal | undefined {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) return undefined;
  const unsigned = text.startsWith('-') ? text.slice(1) : text;
  const point = unsigned.indexOf('.');
  const whole = withoutLeadingZeros(point < 0 ? unsigned : unsigned.slice(0, point));
  const fraction = withoutTrailingZeros(point < 0 ? '' : unsigned.slice(point + 1));
  return { negative: text.startsWith('-') && (whole !== '' || fraction !== ''), whole, fraction };
}

/** Below zero when `a` is smaller, above when it is greater. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const size = a.whole.length - b.whole.length || compareText(a.whole, b.whole) || compareText(a.fraction, b.fraction);
  return a.negative ? -size : size;
}

export function withoutTrailingZeros(digits: string): string {
  let to = digits.length;
  while (to > 0 && digits.charAt(to - 1) === '0') to--;
  return digits.slice(0, to);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withoutLeadingZeros(digits: string): string {
  let from = 0;
  while (digits.charAt(from) === '0') from++;
  return digits.slice(from);
}


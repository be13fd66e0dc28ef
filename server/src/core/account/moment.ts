/**
 * A day or a moment as IAM prints it (formats 3.2), in milliseconds since 1970: `2026-12-31` is the end of that day,
 * `2025-10-10T08:53:20.000000` is UTC. Undefined for any other text.
 */
export function readMoment(text: string): number | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const moment = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?)\d*(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (!day && !moment) return undefined;
  const time = Date.parse(day ? `${text}T23:59:59.999Z` : `${moment?.[1] ?? ''}${moment?.[2] ?? 'Z'}`);
  // Date.parse takes the 31st of February for the 3rd of March.
  if (Number.isNaN(time) || Number(text.slice(8, 10)) > new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate()) return undefined;
  return time;
}

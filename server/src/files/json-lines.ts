/** The value of a text of JSON; undefined where it is none. Much faster than reading it with places. */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** More levels than any policy has; deeper text is hostile or broken, and no tree of it is built. */
export const maximumDepth = 100;

/**
 * The offset of the bracket that opens level `limit` + 1, or undefined. Looks at characters only, so it
 * needs no memory and no stack however deep the text is.
 */
export function tooDeepAt(text: string, limit: number = maximumDepth): number | undefined {
  let depth = 0;
  const { length } = text;
  for (let offset = 0; offset < length; offset++) {
    const char = text.charCodeAt(offset);
    // Blanks, line ends and letters are most of what stands between strings.
    if (char <= 0x20 || (char > 0x5d && char < 0x7b)) continue;
    switch (char) {
      case 0x22: // "
        offset = endOfString(text, offset);
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > limit) return offset;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        if (depth > 0) depth--;
        break;
    }
  }
  return undefined;
}

/** The offset of the closing quote, or of the line end that cuts the string off. */
function endOfString(text: string, start: number): number {
  const { length } = text;
  for (let offset = start + 1; offset < length; offset++) {
    const char = text.charCodeAt(offset);
    if (char > 0x5c) continue;
    if (char === 0x22 || char === 0x0a || char === 0x0d) return offset;
    if (char === 0x5c) offset++;
  }
  return text.length;
}

/** One line of a Markdown table; cells are Markdown in which a line end or a bar would end the cell. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.map((it) => it.replace(/\r?\n/g, ' ').replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
}

/** Lines as RFC 4180 writes them. */
export function toCsv(lines: readonly (readonly string[])[]): string {
  return lines.map((it) => `${it.map(field).join(',')}\r\n`).join('');
}

/** A text that a table program would run as a formula gets a quote in front. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

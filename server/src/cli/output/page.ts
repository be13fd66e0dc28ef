import type { Terminal } from './terminal.ts';

/** A page of the rules (Markdown of our own) as it is read on a terminal: headings and bold words stand out, marks go. */
export function pageForTerminal(markdown: string, terminal: Terminal): string {
  let code = false;
  const lines: string[] = [];
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) {
      code = !code;
      continue;
    }
    const heading = /^#+ (.*)$/.exec(line)?.[1];
    if (code) lines.push(terminal.colour('dim', `  ${line}`));
    else if (heading !== undefined) lines.push(terminal.colour('bold', heading));
    else lines.push(inline(line, terminal));
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function inline(line: string, terminal: Terminal): string {
  return line
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith('`') ? part.slice(1, -1) : part.replace(/\*\*([^*]+)\*\*/g, (_, bold: string) => terminal.colour('bold', bold)).replace(/<(https:[^>]+)>/g, '$1').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')))
    .join('');
}

// Rules carry their documentation and examples, which become pages. The bundles need neither: people read the
// pages, so this leaves the texts out of what every start of the server has to load.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

const forPages = new Set(['docs', 'bad', 'good', 'noFix']);

/** An esbuild plugin: rules without the properties that only the pages show. */
export function withoutDocs() {
  return {
    name: 'without-docs',
    setup({ onLoad }) {
      onLoad({ namespace: 'file', filter: /[\\/]core[\\/](?:rules|config)[\\/][^\\/]+\.ts$/ }, ({ path }) => ({ contents: strip(path, readFileSync(path, 'utf8')), loader: 'ts' }));
    },
  };
}

/** The text without those properties of objects that are exported as they stand. */
function strip(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const cuts = [];
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { initializer } of statement.declarationList.declarations) {
      if (!initializer || !ts.isObjectLiteralExpression(initializer)) continue;
      for (const property of initializer.properties) {
        if (ts.isPropertyAssignment(property) && forPages.has(property.name.getText())) cuts.push([property.getFullStart(), property.end]);
      }
    }
  }
  return cuts.reverse().reduce((rest, [start, end]) => rest.slice(0, start) + rest.slice(rest.charAt(end) === ',' ? end + 1 : end), text);
}

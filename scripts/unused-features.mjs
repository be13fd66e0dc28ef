// Leaves features of the language client out of the bundle that the server never
// offers. Each is a file that the client registers; all are replaced by one that
// does nothing. A feature that the server comes to offer is taken out of the list.
import { join } from 'node:path';

const unused = [
  'callHierarchy',
  'colorProvider',
  'fileOperations',
  'implementation',
  'inlineCompletion',
  'inlineValue',
  'linkedEditingRange',
  'notebook',
  'semanticTokens',
  'signatureHelp',
  'textDocumentContent',
  'typeDefinition',
  'typeHierarchy',
];

export function unusedFeatures() {
  const stub = join(import.meta.dirname, '..', 'client', 'src', 'unused', 'features.cjs');
  return {
    name: 'unused-features',
    setup(context) {
      const filter = new RegExp(`^\\./(${unused.join('|')})$`);
      context.onResolve({ filter }, ({ importer }) => (/[\\/]vscode-languageclient[\\/]lib[\\/]common[\\/]/.test(importer) ? { path: stub } : undefined));
    },
  };
}

// Stands for the features of the language client that the server never offers: they say nothing to the server,
// and are a sixth of the bundle. scripts/unused-features.mjs lists them.
class Unused {
  fillClientCapabilities() {}
  initialize() {}
  getState() {
    return { kind: 'static' };
  }
  clear() {}
}
for (const name of [
  'CallHierarchyFeature',
  'ColorProviderFeature',
  'DidCreateFilesFeature',
  'DidDeleteFilesFeature',
  'DidRenameFilesFeature',
  'ImplementationFeature',
  'InlineCompletionItemFeature',
  'InlineValueFeature',
  'LinkedEditingFeature',
  'SemanticTokensFeature',
  'SignatureHelpFeature',
  'TextDocumentContentFeature',
  'TypeDefinitionFeature',
  'TypeHierarchyFeature',
  'WillCreateFilesFeature',
  'WillDeleteFilesFeature',
  'WillRenameFilesFeature',
]) {
  exports[name] = Unused;
}

/** The diagnostics ask this one what becomes of notebooks: nothing ever. */
const never = () => ({ dispose() {} });

exports.NotebookDocumentSyncFeature = class extends Unused {
  static CellScheme = 'vscode-notebook-cell';
  registrationType = { method: 'notebookDocument/sync' };
  onOpenNotificationSent = never;
  onChangeNotificationSent = never;
  onSaveNotificationSent = never;
  onCloseNotificationSent = never;
  register() {}
  unregister() {}
  handles() {
    return false;
  }
};

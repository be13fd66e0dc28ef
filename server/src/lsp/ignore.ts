import type { CodeAction, Diagnostic, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { configFileName } from '../core/config/config.ts';
import { addIgnore, ignoreFor, newConfig } from '../core/config/ignore.ts';
import { msg, toPlain } from '../core/message.ts';
import type { Finding } from '../core/rules/rule.ts';
import { toTextEdit } from './convert.ts';
import { read } from './documents.ts';
import type { Session } from './server.ts';

/** *Ignore here…*: writes the finding into the nearest configuration, or into a new one. What is no JSON has to be fixed. */
export function ignoreHere(session: Session, document: TextDocument, finding: Finding, diagnostic: Diagnostic): CodeAction[] {
  const { reader, host, edits } = session;
  if (finding.code === 'json-syntax' || !edits.documentChanges || !host.configs) return [];
  const config = host.configs.nearest(document.uri);
  const place = config ? { uri: config.uri, file: config.file } : newPlace(session, document);
  if (!place || (!config && !edits.create)) return [];
  const ignore = ignoreFor(finding, read(document), place.file);
  const change = config ? changeOf(config.reading.json.text, addIgnore(config.reading.json, ignore)) : { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: newConfig(ignore) };
  if (!change) return [];
  const create = config ? [] : [{ kind: 'create' as const, uri: place.uri, options: { ignoreIfExists: true } }];
  return [
    {
      title: toPlain(msg('Ignore here… ({0})', finding.code), reader),
      kind: 'quickfix',
      diagnostics: [diagnostic],
      edit: { documentChanges: [...create, { textDocument: { uri: place.uri, version: null }, edits: [change] }] },
      ...(edits.saveCommand ? { command: { title: '', command: edits.saveCommand, arguments: [place.uri] } } : {}),
    },
  ];
}

function changeOf(text: string, edit: ReturnType<typeof addIgnore>): TextEdit | undefined {
  return edit && toTextEdit(TextDocument.create('', 'json', 0, text), edit);
}

/** A new configuration belongs into the folder that is open, else beside the document. */
function newPlace({ host, edits }: Session, { uri }: TextDocument): { readonly uri: string; readonly file: string } | undefined {
  const beside = uri.slice(0, uri.lastIndexOf('/'));
  for (const folder of [...edits.folders, beside]) {
    const file = host.configs?.nameBelow(folder, uri);
    if (file) return { uri: `${folder.replace(/\/$/, '')}/${configFileName}`, file };
  }
  return undefined;
}

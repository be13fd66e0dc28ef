import * as vscode from 'vscode';
import type { Start } from '../../webview/builder/messages.ts';

/** Where the page's script and style lie. */
export function pageFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist');
}

/** The page of a builder: a script and a style of ours, and nothing else, whatever a policy holds. */
export function pageFor(webview: vscode.Webview, extension: vscode.Uri, start: Start): string {
  const at = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extension), name)).toString();
  const nonce = randomText();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource};`;
  return `<!DOCTYPE html>
<html lang="${attribute(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${attribute(at('builder.css'))}">
<title>${attribute(start.texts.title)}</title>
</head>
<body data-start="${attribute(JSON.stringify(start))}">
<div id="builder"></div>
<div id="said" class="visually-hidden" aria-live="polite"></div>
<script nonce="${nonce}" src="${attribute(at('builder.js'))}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (it) => `&#${String(it.charCodeAt(0))};`);
}

function randomText(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (it) => it.toString(16).padStart(2, '0')).join('');
}

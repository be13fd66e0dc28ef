import * as vscode from 'vscode';
import { decisionWord } from './words.ts';

/** Marks the statement that decides: gutter, ruler and a word at the end of its line. Escape clears it. */
export class Marks implements vscode.Disposable {
  private readonly allow: vscode.TextEditorDecorationType;
  private readonly deny: vscode.TextEditorDecorationType;
  private shown: { uri: string; range: vscode.Range; decision: string; action: string } | undefined;
  private readonly subscription: vscode.Disposable;

  constructor(context: vscode.ExtensionContext) {
    const type = (icon: string, color: string): vscode.TextEditorDecorationType =>
      vscode.window.createTextEditorDecorationType({
        gutterIconPath: context.asAbsolutePath(`images/mark-${icon}.svg`),
        gutterIconSize: 'contain',
        overviewRulerColor: new vscode.ThemeColor(color),
        overviewRulerLane: vscode.OverviewRulerLane.Right,
        after: { color: new vscode.ThemeColor(color), margin: '0 0 0 2em' },
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      });
    this.allow = type('allow', 'testing.iconPassed');
    // testing.iconFailed has no colour in high contrast, and the word at the end of the line would not be seen.
    this.deny = type('deny', 'editorError.foreground');
    this.subscription = vscode.window.onDidChangeVisibleTextEditors(() => this.draw());
  }

  dispose(): void {
    this.subscription.dispose();
    this.allow.dispose();
    this.deny.dispose();
  }

  /** @param range of the whole statement */
  show(uri: vscode.Uri, range: vscode.Range, decision: string, action: string): void {
    this.shown = { uri: uri.toString(), range, decision, action };
    this.draw();
  }

  /** Scrolls to the marked statement where its policy is visible; cursor and focus stay. */
  reveal(): void {
    const { shown } = this;
    for (const editor of vscode.window.visibleTextEditors) {
      if (shown && editor.document.uri.toString() === shown.uri) editor.revealRange(shown.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  clear(): void {
    this.shown = undefined;
    this.draw();
  }

  private draw(): void {
    const { shown } = this;
    void vscode.commands.executeCommand('setContext', 'modelartsPolicy.marksVisible', shown !== undefined);
    for (const editor of vscode.window.visibleTextEditors) {
      const here = shown && editor.document.uri.toString() === shown.uri;
      const line = here ? editor.document.lineAt(Math.min(shown.range.start.line, editor.document.lineCount - 1)) : undefined;
      const options: vscode.DecorationOptions[] = line && shown ? [{ range: line.range, renderOptions: { after: { contentText: vscode.l10n.t('{0}: {1}', decisionWord(shown.decision), shown.action) } } }] : [];
      editor.setDecorations(this.allow, shown?.decision === 'Allow' ? options : []);
      editor.setDecorations(this.deny, shown?.decision === 'Deny' ? options : []);
    }
  }
}

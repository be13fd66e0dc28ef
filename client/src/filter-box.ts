import * as vscode from 'vscode';

/** What a filter box asks with: words, and items to tick. */
export interface FilterQuestion<Item extends vscode.QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly Item[];
  /** As they are before: the words, and which items are ticked. */
  readonly text: string;
  readonly ticked: (item: Item) => boolean;
}

/**
 * Words and ticks in one quick pick: what is typed filters at once, Enter keeps it, Escape brings back what was there
 * before.
 *
 * @param apply is called with each change, and with what was there before when the person gives up
 */
export function chooseFilter<Item extends vscode.QuickPickItem>({ title, placeholder, items, text, ticked }: FilterQuestion<Item>, apply: (text: string, ticked: readonly Item[]) => void): Promise<void> {
  const box = vscode.window.createQuickPick<Item>();
  box.title = title;
  box.placeholder = placeholder;
  box.canSelectMany = true;
  box.items = items;
  box.selectedItems = items.filter(ticked);
  box.value = text;
  return new Promise((resolve) => {
    let accepted = false;
    const follow = (): void => apply(box.value.trim(), box.selectedItems);
    box.onDidChangeValue(follow);
    box.onDidChangeSelection(follow);
    box.onDidAccept(() => {
      accepted = true;
      follow();
      box.hide();
    });
    box.onDidHide(() => {
      if (!accepted) apply(text, items.filter(ticked));
      box.dispose();
      resolve();
    });
    box.show();
  });
}

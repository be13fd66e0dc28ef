import * as vscode from 'vscode';
import { readBase } from '../compare/base.ts';
import { Git } from '../compare/git.ts';

/** A policy as it was: what the version is called, and its text. */
export interface Earlier {
  readonly name: string;
  readonly text: string;
}

/** The earlier versions of a policy that there are: of the last commit, and of the file where it has unsaved changes. */
export async function earlierOf({ uri, isDirty, isUntitled }: vscode.TextDocument): Promise<readonly Earlier[]> {
  const git = new Git();
  try {
    const head = await readBase(git, uri, { kind: 'head' });
    const saved = isDirty && !isUntitled ? await readBase(git, uri, { kind: 'saved' }) : undefined;
    return [head, saved].flatMap((it) => (it ? [{ name: it.name, text: it.text }] : []));
  } finally {
    git.dispose();
  }
}

/** Policies of the folder that are offered at most. */
const mostOffered = 500;

/** Files that hold policies by their name, in the order of their paths. */
export async function policyFiles(): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles('**/*.{policy,iampolicy,scp,trust}.json', '**/node_modules/**', mostOffered);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

import * as vscode from 'vscode';
import { runAll } from './runner.ts';
import './language.ts';
import './features.ts';
import './configuration.ts';
import './builder.ts';
import './sets.ts';
import './testing.ts';
import './display-language.ts';

/** What VS Code calls: runs every test of the suite. */
export function run(): Promise<void> {
  return runAll(vscode.env.language);
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEditor } from '../test/e2e/ui/editor.ts';
import type { Editor, EditorOptions } from '../test/e2e/ui/editor.ts';
import { withPalette } from './png-palette.ts';

/** One picture: the window it is taken of, and what is done there before. */
export interface Picture {
  /** The file, without its ending. */
  name: string;
  /** Files of the opened folder; those without a text are files of `examples/`. */
  files: Record<string, string | undefined>;
  language?: EditorOptions['language'];
  /** The files are committed to a Git repository. */
  committed?: boolean;
  /** User settings, such as a colour theme. */
  settings?: EditorOptions['settings'];
  size?: EditorOptions['size'];
  stage(editor: Editor): Promise<void>;
}

interface Request {
  /** Those to take; empty for all. */
  names: readonly string[];
  /** Where they go. */
  folder: string;
  /** The text of an example. */
  example(name: string): string;
}

/** A policy in which an action is about to be written. */
const begun = `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:notebook:*",
        
      ]
    }
  ]
}
`;

/** A policy whose Allow no single statement denies, but two of them together. */
const united = `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:notebook:list",
        "modelarts:notebook:stop"
      ]
    },
    {
      "Effect": "Deny",
      "Action": [
        "modelarts:*:stop"
      ],
      "Condition": {
        "StringEquals": {
          "g:UserName": [
            "ann"
          ]
        }
      }
    },
    {
      "Effect": "Deny",
      "Action": [
        "modelarts:notebook:s*"
      ],
      "Condition": {
        "StringNotEqualsIfExists": {
          "g:UserName": [
            "ann"
          ]
        }
      }
    }
  ]
}
`;

/** A line of a view. */
const line = '.pane-body .monaco-list-row';

const pictures: readonly Picture[] = [
  {
    name: 'completion',
    files: { 'developer.policy.json': begun },
    size: { width: 1200, height: 560 },
    async stage(editor) {
      await editor.open('developer.policy.json');
      await lens(editor);
      await editor.goTo('developer.policy.json', '*",\n', '*",\n        '.length);
      await editor.type('"');
      await row(editor, /^modelarts/);
      await editor.press('Enter');
      await row(editor, 'aiAlgorithm');
      await editor.type('trainJob');
      await row(editor, 'trainJob');
      await editor.press('Enter');
      await editor.see('.suggest-widget.visible .monaco-list-row.focused', { text: 'create' });
      await editor.page.waitForTimeout(700);
      // The description stands beside the list when it is asked for once.
      await editor.press('Control+Space');
      await editor.see('.suggest-details', { text: /POST/ });
    },
  },
  {
    name: 'hover',
    files: { 'developer.policy.json': undefined },
    size: { width: 1200, height: 620 },
    async stage(editor) {
      await editor.open('developer.policy.json');
      await lens(editor);
      await editor.goTo('developer.policy.json', 'notebook:*', 2);
      await editor.hover();
    },
  },
  {
    name: 'finding',
    files: { 'broken.policy.json': undefined },
    async stage(editor) {
      await editor.open('broken.policy.json');
      await editor.see('.squiggly-error');
      await lens(editor);
      await editor.problems();
      await editor.goTo('broken.policy.json', 'fraud', 2);
      await editor.quickFixes();
    },
  },
  { name: 'simulation', files: { 'developer.policy.json': undefined }, size: { width: 1200, height: 840 }, stage: simulate },
  { name: 'chinese', files: { 'developer.policy.json': undefined }, size: { width: 1200, height: 840 }, language: 'zh-cn', stage: simulate },
  { name: 'builder', files: { 'developer.policy.json': undefined }, size: { width: 1200, height: 700 }, stage: build },
  { name: 'builder-dark', files: { 'developer.policy.json': undefined }, size: { width: 1200, height: 700 }, settings: { 'workbench.colorTheme': 'Default Dark Modern' }, stage: build },
  { name: 'builder-high-contrast', files: { 'developer.policy.json': undefined }, size: { width: 1200, height: 700 }, settings: { 'workbench.colorTheme': 'Default High Contrast' }, stage: build },
  { name: 'builder-narrow', files: { 'developer.policy.json': undefined }, size: { width: 760, height: 700 }, stage: build },
  { name: 'builder-chinese', files: { 'developer.policy.json': undefined }, size: { width: 1200, height: 700 }, language: 'zh-cn', stage: build },
  {
    name: 'conflict',
    files: { 'team.policy.json': united },
    size: { width: 1200, height: 620 },
    async stage(editor) {
      await editor.open('team.policy.json');
      await editor.see('.squiggly-warning');
      await lens(editor);
      await editor.problems();
      await editor.goTo('team.policy.json', 'notebook:stop', 2);
      await editor.hover();
    },
  },
  {
    name: 'effective',
    files: { 'developer.policy.json': undefined },
    size: { width: 1200, height: 620 },
    async stage(editor) {
      await editor.open('developer.policy.json');
      await lens(editor);
      await editor.command('ModelArts Policy: Show Effective Permissions');
      await (await editor.see(line, { text: /^notebook/ })).click();
      await editor.see(line, { text: /^create/ });
    },
  },
  { name: 'comparison', files: { 'developer.policy.json': undefined }, committed: true, size: { width: 1200, height: 620 }, stage: compare },
];

/** The pictures that the READMEs show. */
export const names: readonly string[] = pictures.map((it) => it.name);

/** Takes the pictures; answers with the names of those that could not be taken. */
export async function takeAll(request: Request): Promise<string[]> {
  const failed: string[] = [];
  for (const picture of pictures) {
    if (request.names.length > 0 && !request.names.includes(picture.name)) continue;
    const file = join(request.folder, `${picture.name}.png`);
    try {
      // A window on a busy machine can miss a key: once more in a fresh one.
      await take(picture, file, request.example).catch(() => take(picture, file, request.example));
      console.log(file);
    } catch (error) {
      failed.push(picture.name);
      console.error(`${picture.name}: ${(error as Error).message}`);
    }
  }
  return failed;
}

/** Takes one picture in a fresh window. */
export async function take(picture: Picture, file: string, example: (name: string) => string): Promise<void> {
  const editor = await startEditor({
    size: picture.size ?? { width: 1200, height: 750 },
    scale: 1.5,
    settings: { 'editor.fontSize': 14, 'editor.stickyScroll.enabled': false, 'workbench.layoutControl.enabled': false, ...picture.settings },
    files: Object.fromEntries(Object.entries(picture.files).map(([name, text]) => [name, text ?? example(name)])),
    ...(picture.language ? { language: picture.language } : {}),
    ...(picture.committed ? { committed: true } : {}),
  });
  try {
    // The list of files has done its work: it told that the window is ready.
    await editor.press('Control+b');
    await picture.stage(editor);
    // What moves comes to rest: a picture has no other event to wait for.
    await editor.page.waitForTimeout(700);
    await editor.screenshot(file);
    writeFileSync(file, withPalette(readFileSync(file)));
  } finally {
    await editor.close();
  }
}

/** Asks whether a notebook may be created in a public pool, by keyboard. */
async function simulate(editor: Editor): Promise<void> {
  await editor.open('developer.policy.json');
  await lens(editor);
  await editor.goTo('developer.policy.json', 'notebook', 2);
  await editor.press('Control+Alt+Enter');
  await pick(editor, 'modelarts:notebook:access');
  await editor.type('modelarts:notebook:create');
  await pick(editor, 'modelarts:notebook:create');
  await editor.press('Enter');
  await pick(editor, 'modelarts:*:*:notebook:*');
  await editor.press('Enter');
  await pick(editor, 'modelarts:poolType');
  await editor.press('ArrowDown');
  await editor.press('Enter');
  await pick(editor, /^public/);
  await editor.press('ArrowDown');
  await editor.press('Enter');
  await pick(editor, 'modelarts:poolType');
  await editor.press('Enter');
  await editor.see('.pane-body .monaco-list-row', { text: 'modelarts:poolType = public' });
}

/** Takes what Git has of a policy and what it says now, with the first example open. */
async function compare(editor: Editor): Promise<void> {
  await editor.open('developer.policy.json');
  await lens(editor);
  await editor.goTo('developer.policy.json', 'modelarts:pool:get"', 'modelarts:pool:'.length);
  for (const _ of 'get') await editor.press('Delete');
  await editor.type('create');
  await editor.press('Escape');
  await (await editor.see('.statusbar-item[id$="modelartsPolicy.changes"] a', { text: /HEAD/ })).click();
  await editor.see(`${line}.focused`);
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await editor.press(key);
}

/** Chooses what may be written of dedicated resource pools, by mouse in the builder; the text beside follows. */
async function build(editor: Editor): Promise<void> {
  await editor.open('developer.policy.json');
  await lens(editor);
  await editor.see('.editor-actions [class*="codicon-checklist"]').then((it) => it.click());
  const page = editor.page.frameLocator('iframe.webview.ready').frameLocator('iframe');
  await page.locator('.disclosure[data-id="s0/"]').click();
  await page.locator('.disclosure[data-id="s2/"]').click();
  await page.locator('.disclosure[data-id="s2/service/modelarts/pool"]').click();
  await page.locator('.level', { hasText: 'Write' }).locator('legend input').first().click();
  await page.locator('.row.action[title="modelarts:pool:update"] input:checked').waitFor();
  // The text comes to the statement.
  await page.locator('.icon-button[data-do="reveal"][data-statement="2"]').click();
  await editor.see('.view-line', { text: '"modelarts:pool:update"' });
  await page.locator('.disclosure[data-id="s2/service/modelarts/notebook"]').evaluate((it) => (it as unknown as { scrollIntoView(options: { block: string }): void }).scrollIntoView({ block: 'start' }));
}

/** Waits for the counts over the statements: the server has answered then. */
async function lens(editor: Editor): Promise<void> {
  await editor.see('.codelens-decoration a', { text: /\d/ });
}

async function row(editor: Editor, text: string | RegExp): Promise<void> {
  await editor.see('.suggest-widget.visible .monaco-list-row', { text });
}

async function pick(editor: Editor, text: string | RegExp): Promise<void> {
  await editor.see('.quick-input-widget:visible .quick-input-list .monaco-list-row', { text });
}

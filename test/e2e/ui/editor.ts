import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { openBrowser } from '../../../scripts/editor-host/browser.ts';
import { ensureEditorHost } from '../../../scripts/editor-host/install.ts';
import { root } from '../../../scripts/editor-host/paths.ts';
import { installExtension, startServer } from '../../../scripts/editor-host/server.ts';
import type { DisplayLanguage } from '../../../scripts/editor-host/server.ts';

export interface EditorOptions {
  /** What the opened folder holds: names and texts. */
  files: Record<string, string>;
  /** Makes a Git repository of the folder, with all files committed. */
  committed?: boolean;
  language?: DisplayLanguage;
  /** User settings, beside those that keep the window quiet. */
  settings?: Record<string, unknown>;
  /** The window in CSS pixels. */
  size?: { width: number; height: number };
  /** Device pixels per CSS pixel. */
  scale?: number;
  /** Open the folder in Restricted Mode, until it is trusted. */
  restricted?: boolean;
  /** The extension package; without, the one that `npm run package` writes. */
  vsix?: string;
}

/** A real VS Code with the packaged extension installed, driven as a person does. */
export interface Editor {
  page: Page;
  /** Opens a file of the folder by its name and waits for its text. */
  open(name: string): Promise<void>;
  /** Puts the cursor before the given text of the file as it is on disk, plus `after` characters. */
  goTo(name: string, text: string, after?: number): Promise<void>;
  /** Types text, key by key. */
  type(text: string): Promise<void>;
  /** Presses a key or a combination: `Control+Space`. */
  press(key: string): Promise<void>;
  /** Runs a command by its title in the command palette. */
  command(title: string): Promise<void>;
  /** Writes the text of the active editor to disk and answers with it. */
  save(name: string): Promise<string>;
  /** Waits until the file on disk, saved again and again, is as wanted. */
  savedText(name: string, isDone: (text: string) => boolean): Promise<string>;
  /** The rows of the open suggest widget, best first; waits for the widget. */
  suggestions(): Promise<string[]>;
  /** The rows of the open quick pick; waits for it. */
  picks(): Promise<string[]>;
  /** The text of the hover at the cursor. */
  hover(): Promise<string>;
  /** The titles of the light bulb's menu at the cursor. */
  quickFixes(): Promise<string[]>;
  /** The texts of the problems of all files, from the Problems view. */
  problems(): Promise<string[]>;
  /** What the status bar says of this extension. */
  statusBar(): Promise<string>;
  /** The notifications that are shown. */
  notifications(): Promise<string[]>;
  /** Puts text on the clipboard, or reads what is there. */
  clipboard(text?: string): Promise<string>;
  /** Waits for something of the window. */
  see(selector: string, options?: { text?: string | RegExp; limit?: number }): Promise<Locator>;
  /** Takes a picture of the window. */
  screenshot(file: string): Promise<void>;
  /** Where the opened folder lies. */
  folder: string;
  /** Process ids of our language server in this window. */
  languageServers(): number[];
  close(): Promise<void>;
}

/** What a person sees within this time is there; in milliseconds. */
const patience = 20_000;

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.colorTheme': 'Default Light Modern',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  // The browser's default saves after a second, which a test could not tell from its own saving.
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  'editor.minimap.enabled': false,
};

const restrictedSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/** Starts VS Code with the packaged extension in a folder of its own. */
export async function startEditor(options: EditorOptions): Promise<Editor> {
  const host = await ensureEditorHost();
  const base = mkdtempSync(join(tmpdir(), 'modelarts-policy-window-'));
  const folder = join(base, 'policies');
  for (const [name, text] of Object.entries(options.files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (options.committed) commitAll(folder);
  const dataFolder = join(base, 'data');
  const vsix = options.vsix ?? process.env['MODELARTS_POLICY_VSIX'] ?? join(root, 'modelarts-policy.vsix');
  await installExtension(host.serverMain, dataFolder, vsix);
  const server = await startServer({
    serverMain: host.serverMain,
    dataFolder,
    settings: { ...quietSettings, ...(options.restricted ? restrictedSettings : {}), ...(options.committed ? { 'git.enabled': true, 'git.openRepositoryInParentFolders': 'never' } : {}), ...options.settings },
    workspaceTrust: options.restricted === true,
    ...(options.language ? { language: options.language } : {}),
  });
  const browser = await openBrowser({
    executable: host.chromium,
    ...(options.size ? { size: options.size } : {}),
    ...(options.scale ? { scale: options.scale } : {}),
  });
  await browser.page.goto(`http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(folder)}`);
  await browser.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  // The palette answers only when the keyboard shortcuts are known.
  await browser.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  return {
    ...actions(browser.page, folder),
    folder,
    languageServers: () => processes([dataFolder, join('dist', 'server.js')]),
    async close() {
      await browser.close();
      await server.stop();
      rmSync(base, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Declares a test that uses the window of `windowTests`. */
export type WindowTest = (name: string, body: (editor: Editor) => Promise<void>) => void;

/**
 * Opens one window for the tests of a file, in the order of their declaration;
 * a failing test leaves a picture of the window in test-results.
 */
export function windowTests(options: EditorOptions): WindowTest {
  let editor: Editor | undefined;
  before(async () => {
    editor = await startEditor(options);
  });
  after(() => editor?.close());
  return (name, body) =>
    test(name, async () => {
      assert.ok(editor, 'the window is open');
      try {
        await body(editor);
      } catch (error) {
        const picture = join(root, 'test-results', `${name.replace(/[^\w]+/g, '-')}.png`);
        await editor.screenshot(picture).catch(() => {});
        if (error instanceof Error) error.message += `\n(picture of the window: ${picture})`;
        throw error;
      } finally {
        // Widgets that a failing test leaves open are not for the next one.
        for (let count = 0; count < 3; count += 1) await editor.press('Escape');
      }
    });
}

type Actions = Omit<Editor, 'folder' | 'languageServers' | 'close'>;

function actions(page: Page, folder: string): Actions {
  const input = page.locator('.quick-input-widget:visible input.input');
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  const see: Actions['see'] = async (selector, { text, limit = patience } = {}) => {
    const found = page.locator(selector, text === undefined ? {} : { hasText: text }).first();
    await found.waitFor({ timeout: limit });
    return found;
  };

  const quickInput = async (key: string, text: string) => {
    await retry(async () => {
      await page.keyboard.press(key);
      await input.waitFor({ timeout: 3_000 });
    });
    await input.fill(text);
  };

  /** Opens a list, filters it and takes one row; again, if that was opened before the row was known. */
  const choose = (key: string, filter: string, text: string | RegExp) =>
    retry(async () => {
      await quickInput(key, filter);
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
      try {
        await row.waitFor({ timeout: 3_000 });
        await row.click();
      } catch (error) {
        await page.keyboard.press('Escape');
        throw error;
      }
      // Out of the way: what is under the pointer shows tooltips.
      await page.mouse.move(0, 0);
    });

  const self: Actions = {
    page,
    see,
    async open(name) {
      const file = name.split('/').pop() ?? name;
      await choose('Control+p', name, new RegExp(`^${file.replaceAll('.', '\\.')}`));
      await page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor({ timeout: patience });
      await see('.editor-instance .view-line');
      await input.waitFor({ state: 'hidden', timeout: patience });
    },
    async goTo(name, text, after = 0) {
      const content = read(name);
      const index = content.indexOf(text);
      assert.notEqual(index, -1, `${name} contains ${text}`);
      const before = content.slice(0, index + after);
      const line = before.split('\n').length;
      const column = before.length - before.lastIndexOf('\n');
      await quickInput('Control+g', `:${line}:${column}`);
      await page.keyboard.press('Enter');
      await input.waitFor({ state: 'hidden', timeout: patience });
    },
    async type(text) {
      await page.keyboard.type(text, { delay: 20 });
    },
    async press(key) {
      await page.keyboard.press(key);
    },
    async command(title) {
      await choose('F1', `>${title}`, title);
    },
    async save(name) {
      const dirty = page.locator('.tab.active.dirty');
      await page.keyboard.press('Control+s');
      await dirty.waitFor({ state: 'detached', timeout: patience });
      return read(name);
    },
    async savedText(name, isDone) {
      const end = performance.now() + patience;
      for (;;) {
        const text = await self.save(name);
        if (isDone(text)) return text;
        assert.ok(performance.now() < end, `${name} is still:\n${text}`);
        await page.waitForTimeout(100);
      }
    },
    async suggestions() {
      await see('.suggest-widget.visible .monaco-list-row');
      return labels(page.locator('.suggest-widget.visible .monaco-list-row .label-name'));
    },
    async picks() {
      await see('.quick-input-widget:visible .quick-input-list .monaco-list-row');
      return labels(page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row'));
    },
    async hover() {
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+i');
      const hover = page.locator('.monaco-hover:visible .hover-contents');
      await hover.first().waitFor({ timeout: patience });
      // "Loading…" gives way to the answer.
      await hover.filter({ hasText: /^(Loading|正在加载)/ }).waitFor({ state: 'detached', timeout: patience });
      return (await labels(hover)).join('\n');
    },
    async quickFixes() {
      await retry(async () => {
        await page.keyboard.press('Control+.');
        await see('.action-widget .monaco-list-row', { limit: 5_000 });
      });
      return labels(page.locator('.action-widget .monaco-list-row.action .title'));
    },
    async problems() {
      await page.keyboard.press('Control+Shift+m');
      await see('.markers-panel .monaco-list-row');
      return labels(page.locator('.markers-panel .monaco-list-row'));
    },
    async statusBar() {
      const item = page.locator('.statusbar-item[id^="modelarts-policy.modelarts-policy"]').first();
      await item.waitFor({ timeout: patience });
      return plain((await item.textContent()) ?? '');
    },
    async clipboard(text) {
      if (text !== undefined) await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
      return String(await page.evaluate('navigator.clipboard.readText()'));
    },
    async notifications() {
      return labels(page.locator('.notification-toast .notification-list-item-message'));
    },
    async screenshot(file) {
      mkdirSync(dirname(file), { recursive: true });
      await page.screenshot({ path: file, animations: 'disabled', caret: 'initial' });
    },
  };
  return self;
}

function commitAll(folder: string): void {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]): unknown => execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'ignore' });
  git('init');
  git('add', '--all');
  git('commit', '-m', 'policies');
}

/** Does something again when it failed, a few times: a window that is still starting drops keys. */
async function retry(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

async function labels(locator: Locator): Promise<string[]> {
  return (await locator.allTextContents()).map(plain);
}

/** VS Code draws blanks as no-break spaces. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ').trim();
}

/** The processes whose command line contains all of these texts. */
function processes(texts: string[]): number[] {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc')
    .filter((it) => /^\d+$/.test(it))
    .filter((it) => {
      try {
        const line = readFileSync(`/proc/${it}/cmdline`, 'utf8');
        return texts.every((text) => line.includes(text));
      } catch {
        // It ended while we looked.
        return false;
      }
    })
    .map(Number);
}

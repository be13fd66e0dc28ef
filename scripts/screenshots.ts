import { join } from 'node:path';
import { startEditor } from '../test/e2e/ui/editor.ts';
import type { Editor, EditorOptions } from '../test/e2e/ui/editor.ts';

/** One picture: the window it is taken of, and what is done there before. */
export interface Picture {
  /** The file, without its ending. */
  name: string;
  look: Look;
  /** Files of `examples/` in the opened folder. */
  examples: string[];
  settings?: Record<string, unknown>;
  stage(editor: Editor): Promise<void>;
}

/** How the window looks. */
export type Look = 'light' | 'dark' | 'high-contrast' | 'narrow' | 'chinese';

interface Request {
  /** Those to take; empty for all. */
  names: string[];
  /** Where they go. */
  folder: string;
  /** The text of an example. */
  example(name: string): string;
}

const looks: Record<Look, Omit<EditorOptions, 'files'>> = {
  light: { settings: { 'workbench.colorTheme': 'Default Light Modern' } },
  dark: { settings: { 'workbench.colorTheme': 'Default Dark Modern' } },
  'high-contrast': { settings: { 'workbench.colorTheme': 'Default High Contrast' } },
  narrow: { size: { width: 640, height: 800 }, settings: { 'workbench.sideBar.location': 'right' } },
  chinese: { language: 'zh-cn', settings: { 'workbench.colorTheme': 'Default Light Modern' } },
};

const pictures: Picture[] = [
  {
    name: 'problems',
    look: 'light',
    examples: ['broken.policy.json'],
    async stage(editor) {
      await editor.open('broken.policy.json');
      await editor.see('.squiggly-error');
      await editor.problems();
    },
  },
  {
    name: 'problems-dark',
    look: 'dark',
    examples: ['broken.policy.json'],
    async stage(editor) {
      await editor.open('broken.policy.json');
      await editor.see('.squiggly-error');
      await editor.problems();
    },
  },
  {
    name: 'problems-high-contrast',
    look: 'high-contrast',
    examples: ['broken.policy.json'],
    async stage(editor) {
      await editor.open('broken.policy.json');
      await editor.see('.squiggly-error');
    },
  },
  {
    name: 'problems-narrow',
    look: 'narrow',
    examples: ['broken.policy.json'],
    async stage(editor) {
      await editor.open('broken.policy.json');
      await editor.see('.squiggly-error');
      await editor.command('View: Toggle Primary Side Bar Visibility');
    },
  },
  {
    name: 'problems-chinese',
    look: 'chinese',
    examples: ['broken.policy.json'],
    async stage(editor) {
      await editor.open('broken.policy.json');
      await editor.see('.squiggly-error');
      await editor.problems();
    },
  },
];

/** Takes the pictures; answers with the names of those that could not be taken. */
export async function takeAll(request: Request): Promise<string[]> {
  const failed: string[] = [];
  for (const picture of pictures) {
    if (request.names.length > 0 && !request.names.includes(picture.name)) continue;
    const file = join(request.folder, `${picture.name}.png`);
    try {
      await take(picture, file, request.example);
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
  const look = looks[picture.look];
  const editor = await startEditor({
    size: { width: 1200, height: 760 },
    scale: 2,
    ...look,
    settings: { 'editor.fontSize': 14, ...look.settings, ...picture.settings },
    files: Object.fromEntries(picture.examples.map((name) => [name, example(name)])),
  });
  try {
    await picture.stage(editor);
    // What moves comes to rest: a picture has no other event to wait for.
    await editor.page.waitForTimeout(500);
    await editor.screenshot(file);
  } finally {
    await editor.close();
  }
}

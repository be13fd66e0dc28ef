import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { quickEnvironment } from './paths.ts';

export interface BrowserOptions {
  /** A Chromium or Chrome. */
  executable: string;
  /** The size of the window in CSS pixels. */
  size?: { width: number; height: number };
  /** Device pixels per CSS pixel: 2 for sharp pictures. */
  scale?: number;
}

/** A headless browser with one page. */
export interface Browser {
  context: BrowserContext;
  page: Page;
  close(): Promise<void>;
}

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens a headless browser with a profile of its own, removed at the end. */
export async function openBrowser(options: BrowserOptions): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'modelarts-policy-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.executable,
    headless: true,
    args: quiet,
    viewport: options.size ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.scale ?? 1,
    env: quickEnvironment() as Record<string, string>,
  });
  // Texts are pasted in the tests, and "Copy for Console" is read back.
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = context.pages()[0] ?? (await context.newPage());
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context, page, close };
}

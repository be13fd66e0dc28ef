import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './lock.ts';
import { cacheFolder, childEnvironment } from './paths.ts';

const languagePack = { name: '@codingame/monaco-vscode-language-pack-zh-hans', version: '4.3.2' };

/**
 * Makes Chinese a display language of the VS Code server with this data folder;
 * start it with `--locale zh-cn`. Texts that the language pack does not have
 * stay English.
 */
export async function writeChinese(dataFolder: string): Promise<void> {
  const texts = await ensureChineseTexts();
  const data = join(dataFolder, 'data');
  mkdirSync(data, { recursive: true });
  const pack = {
    hash: `modelarts-policy-${languagePack.version}`,
    label: '中文(简体)',
    // VS Code ignores a language without an extension.
    extensions: [{ extensionIdentifier: { id: 'local.zh-cn' }, version: '1.0.0' }],
    translations: { vscode: texts },
  };
  writeFileSync(join(data, 'languagepacks.json'), JSON.stringify({ 'zh-cn': pack }));
}

/** VS Code's own texts in Chinese, fetched once; answers with the path of the file. */
async function ensureChineseTexts(): Promise<string> {
  const file = join(cacheFolder(), `zh-cn-${languagePack.version}.i18n.json`);
  if (existsSync(file)) return file;
  await withLock(join(cacheFolder(), 'zh-cn.lock'), async () => {
    if (existsSync(file)) return;
    const folder = mkdtempSync(join(cacheFolder(), 'zh-cn-'));
    try {
      const options = { cwd: folder, env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'] };
      execFileSync('npm', ['pack', '--silent', `${languagePack.name}@${languagePack.version}`], options);
      const archive = readdirSync(folder).find((it) => it.endsWith('.tgz'));
      if (!archive) throw new Error(`npm pack left no archive of ${languagePack.name}.`);
      execFileSync('tar', ['xzf', archive], options);
      writeFileSync(join(folder, 'package', 'package.json'), '{"type":"module"}');
      const module = await import(pathToFileURL(join(folder, 'package', 'translations', 'main.i18n.json.js')).href);
      const ready = join(folder, 'ready.json');
      writeFileSync(ready, JSON.stringify({ version: '1.0.0', contents: contentsOf(module) }));
      renameSync(ready, file);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return file;
}

function contentsOf(module: { default?: unknown }): unknown {
  const exported = (module.default ?? module) as { contents?: unknown };
  return exported.contents ?? exported;
}

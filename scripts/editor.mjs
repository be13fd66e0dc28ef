// npm run editor: packages the extension, installs it in a real VS Code and
// serves that on this machine until Ctrl+C.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

setUp(import.meta.filename);
const { parseArgs } = await import('node:util');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { language: { type: 'string', default: 'en' }, port: { type: 'string' } },
});
const { buildOrExit } = await import('./build.mjs');
const { packageExtension, vsix } = await import('./package.mjs');
const { ensureCodeServer } = await import('./editor-host/install.ts');
const { installExtension, startServer } = await import('./editor-host/server.ts');
const { cacheFolder } = await import('./editor-host/paths.ts');

await buildOrExit();
packageExtension();
const serverMain = await ensureCodeServer();
// Kept between runs, so that settings and open files are there again.
const dataFolder = join(cacheFolder(), 'editor');
mkdirSync(dataFolder, { recursive: true });
await installExtension(serverMain, dataFolder, vsix);
const server = await startServer({
  serverMain,
  dataFolder,
  language: values.language === 'zh-cn' ? 'zh-cn' : 'en',
  ...(values.port ? { port: Number(values.port) } : {}),
});
const folder = positionals[0] ?? join(root, 'examples');
console.log(`\nVS Code with ModelArts Policy: http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(folder)}`);
console.log('Ctrl+C ends it.');
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await server.stop();
    process.exit(0);
  });
}

// Stands in for the executable of VS Code in @vscode/test-electron's runTests:
// takes the same arguments, runs the suite in the code-server host, and exits
// with the suite's exit code.
import { ensureEditorHost } from './install.ts';
import { runInEditor } from './run-tests.ts';
import type { DisplayLanguage } from './server.ts';

const args = process.argv.slice(2);
const option = (name: string) => args.find((it) => it.startsWith(`--${name}=`))?.slice(name.length + 3);
const workspace = args.find((it) => !it.startsWith('-'));
const extensionDevelopmentPath = option('extensionDevelopmentPath');
const extensionTestsPath = option('extensionTestsPath');
if (!workspace || !extensionDevelopmentPath || !extensionTestsPath) {
  console.error('usage: launcher WORKSPACE --extensionDevelopmentPath=… --extensionTestsPath=… [--locale=zh-cn]');
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exit(
  await runInEditor({
    host: await ensureEditorHost(),
    workspace,
    extensionDevelopmentPath,
    extensionTestsPath,
    language: (option('locale') ?? 'en') as DisplayLanguage,
  }),
);

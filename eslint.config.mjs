// Correctness rules, and the directions in which this project imports:
// entries → lsp → core; in the core: features → rules, catalog → policy → text.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The core knows no editor, no machine and no protocol. */
const coreImports = {
  regex: '^(?!(\\.{1,2}/|jsonc-parser$))',
  message: 'The core imports jsonc-parser and itself, nothing else.',
};
const outOfCore = {
  regex: '(^|/)(lsp|client|bench|test|scripts)/|/(node|browser|cli)\\.ts$',
  message: 'The core does not know its entries, the protocol or the client.',
};

/** @param patterns of no-restricted-imports that hold beside those of the core */
const core = (...patterns) => ({
  'no-restricted-imports': ['error', { patterns: [coreImports, outOfCore, ...patterns] }],
});

const protocolOnly = {
  regex: '^vscode-languageserver(?!-textdocument)|^vscode-jsonrpc|^vscode-languageserver-(protocol|types)',
  message: 'Only server/src/lsp and the entries know the protocol.',
};

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'test-results/**', '.vscode-test/**'] },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'performance', 'setTimeout', 'clearTimeout', 'URL', 'TextEncoder'].map((it) => [it, 'readonly']),
      ),
    },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: { module: 'writable' } } },
  {
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A control character in an expression is what the policy reader looks for.
      'no-control-regex': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['server/src/core/**/*.ts'],
    rules: {
      ...core(),
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer', 'global', 'setTimeout', 'setInterval', 'setImmediate', 'require', 'document', 'window'].map(
          (name) => ({ name, message: 'The core runs in every host and has no clock.' }),
        ),
        { name: 'console', message: 'The core answers with values; its callers write.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.name="Date"][property.name="now"]',
          message: 'The core has no clock: the same policy gets the same answer.',
        },
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'The core has no clock: the same policy gets the same answer.',
        },
        {
          selector: ':matches(NewExpression, CallExpression)[callee.name="RegExp"]:not([arguments.0.type="Literal"])',
          message: 'Text of a policy is never a regular expression.',
        },
        {
          selector: 'ImportExpression',
          message: 'The core is loaded whole.',
        },
      ],
    },
  },
  {
    files: ['server/src/core/policy/**/*.ts'],
    rules: core({
      regex: '/(rules|simulate|catalog|analysis|refactor|account)/|/(check|complete|hover|simulate)\\.ts$',
      message: 'Reading a policy comes before everything that is done with one.',
    }),
  },
  {
    files: ['server/src/core/catalog/**/*.ts'],
    rules: core({
      regex: '/(rules|simulate|analysis|refactor|account)/|/(check|complete|hover|simulate)\\.ts$',
      message: 'The catalogue is names and look-ups: it knows nothing of rules or simulations.',
    }),
  },
  {
    files: ['server/src/core/rules/**/*.ts'],
    rules: core({
      regex: '/(check|complete|hover)\\.ts$|/account/',
      message: 'A rule is asked by check, and asks nobody above it.',
    }),
  },
  {
    files: ['server/src/lsp/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^vscode$|(^|/)client/', message: 'The server knows the protocol, not the editor.' },
            { regex: '^node:|/(node|cli)\\.ts$', message: 'The server also runs in a web worker: its entries bring what Node has.' },
          ],
        },
      ],
    },
  },
  {
    files: ['server/src/*.ts', 'server/src/cli/**/*.ts'],
    ignores: ['server/src/node.ts', 'server/src/browser.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^vscode$|(^|/)client/', message: 'The command line tool knows no editor.' }, protocolOnly] },
      ],
    },
  },
  {
    files: ['client/src/**/*.ts'],
    rules: {
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/server/src/(?!lsp/protocol(?:/[a-z-]+)?\\.ts$)',
              allowTypeImports: true,
              message: 'The client shares the requests of server/src/lsp/protocol.ts with the server, and types.',
            },
            { regex: '^vscode-languageserver', allowTypeImports: true, message: 'The client speaks through vscode-languageclient.' },
          ],
        },
      ],
    },
  },
);

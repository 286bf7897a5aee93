import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const nodeBuiltins = builtinModules.flatMap((name) => [name, `node:${name}`]);
const noVscode = {
  name: 'vscode',
  message: 'Only src/extension and src/platform/vscode*.ts may know VS Code.',
};
const bareZod = { name: 'zod', message: "Import 'zod/mini': the bare import drags 440 KB of locales along." };
const above = (...layers) =>
  layers.map((layer) => ({
    group: [`**/${layer}/**`, `**/${layer}`],
    message: `This layer may not import ${layer} (DESIGN section 3).`,
  }));

export default tseslint.config(
  { ignores: ['dist', 'out', 'node_modules', 'tools/editor-host', 'samples', 'test/fixtures'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: false } },
      ],
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
      'no-restricted-imports': ['error', { paths: [bareZod] }],
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            noVscode,
            bareZod,
            ...nodeBuiltins.map((name) => ({ name, message: 'The core runs in browsers: no Node modules.' })),
          ],
          patterns: above('platform', 'extension', 'cli', 'webview', 'test'),
        },
      ],
    },
  },
  {
    files: ['src/platform/**/*.ts'],
    ignores: ['src/platform/vscode.ts', 'src/platform/vscodeFile.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [noVscode, bareZod], patterns: above('extension', 'cli', 'webview', 'test') },
      ],
    },
  },
  {
    files: ['src/webview/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [noVscode, bareZod],
          patterns: [
            ...above('platform', 'extension', 'cli', 'test'),
            {
              group: ['**/core/**'],
              allowTypeImports: true,
              message: 'The webview knows the core by its types only.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/cli/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [noVscode, bareZod], patterns: above('extension', 'webview', 'test') },
      ],
    },
  },
  {
    files: ['src/extension/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [bareZod], patterns: above('cli', 'test') }],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);

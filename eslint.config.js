import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const impureCalls = [
  { object: 'Date', property: 'now', message: 'Time comes in as an argument in the domain.' },
  { object: 'Math', property: 'random', message: 'Randomness comes in as an argument in the domain.' },
  { object: 'crypto', property: 'randomUUID', message: 'Ids come in as arguments in the domain.' }
];

export default ts.config(
  {
    ignores: [
      'build/',
      '.svelte-kit/',
      'node_modules/',
      'data/',
      'test-results/',
      'bench-results/',
      'static/'
    ]
  },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='waitForTimeout']",
          message: 'Wait for what you wait for, not for time.'
        }
      ],
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'svelte/no-navigation-without-resolve': 'off',
      // Maps and sets are replaced whole ($state.raw), never mutated where a screen looks at them.
      'svelte/prefer-svelte-reactivity': 'off'
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } }
  },
  {
    files: ['src/lib/domain/**/*.ts', 'src/lib/protocol/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-properties': ['error', ...impureCalls] }
  },
  {
    files: ['tests/e2e/**'],
    rules: { 'no-empty-pattern': 'off' }
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' }
  },
  {
    files: ['scripts/**', 'tests/**', 'server/main.ts'],
    rules: { 'no-console': 'off' }
  }
);

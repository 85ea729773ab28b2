import { defineConfig } from 'vitest/config';

// A mutant is tested as plain TypeScript, away from the app's own configuration.
export default defineConfig({
  test: { include: ['src/lib/domain/**/*.test.ts', 'tests/convergence/*.test.ts'], testTimeout: 300_000 }
});

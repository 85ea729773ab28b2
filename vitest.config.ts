import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [sveltekit()],
  test: {
    environment: 'node',
    include: [
      '{src,server,scripts}/**/*.test.ts',
      'tests/{conformance,convergence,api,docs,mutants}/**/*.test.ts'
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2
  }
});

import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    // One page shell for every route: the Hono server answers it for unknown
    // paths, and the service worker answers it when there is no network.
    adapter: adapter({ fallback: 'index.html' }),
    // The service worker is registered by the app itself, which must decide
    // when a new version may take over (never in mid-scan).
    serviceWorker: { register: false },
    typescript: {
      config: (config) => ({
        ...config,
        include: [...config.include, '../src/service-worker.ts']
      })
    }
  }
};

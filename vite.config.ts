import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [tailwindcss(), sveltekit()],
  worker: { format: 'es' },
  build: { target: 'es2022' },
  server: {
    fs: { allow: ['src', 'static', 'node_modules'] },
    proxy: { '/api': { target: process.env.DOUCHETTE_API ?? 'http://127.0.0.1:8788' } }
  }
});

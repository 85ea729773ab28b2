import { ensureBuilt } from './app-build.ts';

const code = await ensureBuilt();
if (code !== 0) process.exit(code);
await import('../server/main.ts');

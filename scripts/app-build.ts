import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { bin, root, run } from './processes.ts';

const INPUTS = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];
const shell = path.join(root, 'build', 'index.html');

function newestChange(entry: string): number {
  const stats = statSync(entry);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(entry).map((name) => newestChange(path.join(entry, name))));
}

function isFresh(): boolean {
  if (!existsSync(shell)) return false;
  const builtAt = statSync(shell).mtimeMs;
  return INPUTS.every((input) => newestChange(path.join(root, input)) <= builtAt);
}

/** Builds the app into `build/` when it is missing or older than its sources. @returns the exit code */
export async function ensureBuilt(): Promise<number> {
  if (isFresh()) return 0;
  console.log('Building the app (about half a minute, only after a change)…');
  return run(bin('vite'), ['build', '--logLevel', 'warn']);
}

import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** The root of the repository; commands run there. */
export const root = path.resolve(import.meta.dirname, '..');

/** A tool of node_modules; `withThisNode` makes its `#!/usr/bin/env node` find the Node that runs this. */
export function bin(name: string): string {
  return path.join(root, 'node_modules', '.bin', name);
}

const withThisNode = (env: Record<string, string> | undefined) => ({
  ...process.env,
  PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
  ...env
});

interface RunOptions {
  env?: Record<string, string>;
  quiet?: boolean;
  timeoutMs?: number;
}

/** Runs a command to its end, its output shown unless `quiet`. @returns the exit code, 1 when it could not run */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: withThisNode(options.env),
      stdio: options.quiet ? 'ignore' : 'inherit',
      ...(options.timeoutMs !== undefined && { timeout: options.timeoutMs })
    });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Starts a command that goes on; the caller ends it. */
export function start(command: string, args: readonly string[], env?: Record<string, string>): ChildProcess {
  return spawn(command, args, { cwd: root, env: withThisNode(env), stdio: 'inherit' });
}

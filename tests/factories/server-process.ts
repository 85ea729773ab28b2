import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** A real `node server/main.ts` on a free port of its own. */
export class ServerProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Resolves once it listens; rejects with what it said when it stops before. */
  static async start(input: { databasePath: string; env?: Record<string, string> }): Promise<ServerProcess> {
    const { child, output } = ServerProcess.spawn({
      PORT: '0',
      DATABASE_URL: `file:${input.databasePath}`,
      LOG_LEVEL: 'silent',
      ...input.env
    });
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the server stopped with ${code}: ${output.text}`)));
      child.stdout?.on('data', () => {
        const address = /at (http:\S+)\n/.exec(output.text)?.[1];
        if (address) resolve(new ServerProcess(child, address));
      });
    });
  }

  /** Runs one that is expected to stop by itself. */
  static async fail(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
    const { child, output } = ServerProcess.spawn(env);
    const [code] = (await once(child, 'exit')) as [number | null];
    return { code, output: output.text };
  }

  static spawn(env: Record<string, string>): { child: ChildProcess; output: { text: string } } {
    const child = spawn(process.execPath, ['server/main.ts'], {
      cwd: PROJECT,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    });
    const output = { text: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
    }
    return { child, output };
  }

  /** Sends the signal and waits for the end; the exit code is null after SIGKILL. */
  async end(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

interface ServerInput {
  databasePath: string;
  env?: Record<string, string>;
}

interface Spawned {
  child: ChildProcess;
  output: { text: string };
}

export interface PreparedServer {
  readonly pid: number;
  start(input: ServerInput): Promise<ServerProcess>;
  /** Ends one that is not wanted any more. */
  discard(): void;
}

const environmentOf = ({ databasePath, env }: ServerInput): Record<string, string> => ({
  PORT: '0',
  DATABASE_URL: `file:${databasePath}`,
  LOG_LEVEL: 'silent',
  ...env
});

/** A real `node server/main.ts` on a free port of its own. */
export class ServerProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #output: Spawned['output'];

  private constructor({ child, output }: Spawned, url: string) {
    this.#child = child;
    this.#output = output;
    this.url = url;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** All that it has printed and logged. */
  get output(): string {
    return this.#output.text;
  }

  /** Of its inspector, when it was started with `--inspect`. */
  get inspectorUrl(): string | null {
    return /^Debugger listening on (ws:\S+)$/m.exec(this.#output.text)?.[1] ?? null;
  }

  /** The code of the set-up link, as it was printed at the start; null once there is an administrator. */
  async setupCode(): Promise<string | null> {
    // The invitation follows the address at once, in a line of its own.
    const code = () => /installation#(\S+)\n/.exec(this.#output.text)?.[1] ?? null;
    if (code() === null) await fetch(`${this.url}/healthz`);
    return code();
  }

  /** Resolves once it listens; rejects with what it said when it stops before. */
  static async start(input: ServerInput): Promise<ServerProcess> {
    return ServerProcess.#listening(ServerProcess.spawn(environmentOf(input)));
  }

  /**
   * Loads the program without starting it: what follows takes a third of the time of a start.
   *
   * @param input.cache a folder in which one process leaves its compiled code to the next
   */
  static prepare(input: { cache: string }): PreparedServer {
    const env = { NODE_COMPILE_CACHE: input.cache };
    const spawned = ServerProcess.#run(['tests/factories/server-standby.ts'], env, ['ipc']);
    const { child } = spawned;
    return {
      pid: child.pid ?? 0,
      start: (input) => {
        child.send(environmentOf(input));
        return ServerProcess.#listening(spawned);
      },
      discard: () => void child.kill('SIGKILL')
    };
  }

  static #listening(spawned: Spawned): Promise<ServerProcess> {
    const { child, output } = spawned;
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the server stopped with ${code}: ${output.text}`)));
      child.stdout?.on('data', () => {
        const address = /at (https?:\S+)\n/.exec(output.text)?.[1];
        if (address) resolve(new ServerProcess(spawned, address));
      });
    });
  }

  /** Runs one that is expected to stop by itself. */
  static async fail(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
    const { child, output } = ServerProcess.spawn(env);
    const [code] = (await once(child, 'exit')) as [number | null];
    return { code, output: output.text };
  }

  static spawn(env: Record<string, string>): Spawned {
    return ServerProcess.#run(['server/main.ts'], env, []);
  }

  static #run(args: string[], env: Record<string, string>, more: 'ipc'[]): Spawned {
    const child = spawn(process.execPath, args, {
      cwd: PROJECT,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe', ...more]
    });
    const output = { text: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
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

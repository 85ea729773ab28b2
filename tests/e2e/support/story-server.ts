import path from 'node:path';
import { ServerProcess } from '../../factories/server-process.ts';

/** A real server on a file of its own, that can be killed and started again on it, at another port. */
export class StoryServer {
  readonly #databasePath: string;
  #process: ServerProcess | null = null;

  private constructor(folder: string) {
    this.#databasePath = path.join(folder, 'douchette.db');
  }

  static async start(folder: string): Promise<StoryServer> {
    const server = new StoryServer(folder);
    await server.start();
    return server;
  }

  /** Where it answers now; nowhere while it is ended. */
  get url(): string {
    return this.#process?.url ?? 'http://127.0.0.1:9';
  }

  /** What stands behind `#` in the link that it printed. */
  async setupCode(): Promise<string> {
    return (await this.#process?.setupCode()) ?? '';
  }

  async start(): Promise<void> {
    this.#process = await ServerProcess.start({ databasePath: this.#databasePath });
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await this.#process?.end(signal);
    this.#process = null;
  }
}

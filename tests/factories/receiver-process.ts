import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Writes the id of each event to its output before it answers. */
const PROGRAM = `
const { createServer } = require('node:http');
createServer((request, response) => {
  request.resume().on('end', () => {
    process.stdout.write('got ' + request.headers['webhook-id'] + '\\n');
    response.writeHead(200).end();
  });
}).listen(Number(process.argv[1]), '127.0.0.1', function () {
  process.stdout.write('at ' + this.address().port + '\\n');
});`;

/** A receiver of webhooks in a process of its own. */
export class ReceiverProcess {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #output: { text: string };

  private constructor(child: ChildProcess, output: { text: string }, port: number) {
    this.#child = child;
    this.#output = output;
    this.port = port;
  }

  /** @param port 0 for any that is free */
  static start(port: number): Promise<ReceiverProcess> {
    const child = spawn(process.execPath, ['-e', PROGRAM, String(port)], {
      stdio: ['ignore', 'pipe', 'inherit']
    });
    const output = { text: '' };
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the receiver stopped with ${code}`)));
      child.stdout.on('data', (chunk: Buffer) => {
        output.text += chunk.toString();
        const bound = /^at (\d+)$/m.exec(output.text)?.[1];
        if (bound) resolve(new ReceiverProcess(child, output, Number(bound)));
      });
    });
  }

  /** Kills it at once; the ids of the events that it had got by then. */
  async kill(): Promise<string[]> {
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await closed;
    return [...this.#output.text.matchAll(/^got (\S+)$/gm)].map(([, id = '']) => id);
  }
}

import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * The network between browsers and the server, as a proxy that can fail as
 * networks do. Unlike the browser's own "offline" switch it also cuts the service
 * worker off, and it can lose an answer after the server has committed.
 *
 *   up            passes everything on
 *   down          cuts every connection
 *   drop-answers  passes pushes on, and cuts the connection instead of answering them
 *   hang          takes pushes and never says a word
 */
export type NetworkMode = 'up' | 'down' | 'drop-answers' | 'hang';

export class Network {
  mode: NetworkMode = 'up';
  /** Pushes whose answer was lost. */
  droppedAnswers = 0;
  /** Pushes that were taken and are not answered. */
  hangingPushes = 0;
  /** Appended to the service worker's script: a new version of the app, as the browser sees it. */
  workerSuffix = '';
  readonly #server: http.Server;
  readonly #target: () => string;
  readonly #sockets = new Set<Duplex>();

  private constructor(target: () => string) {
    this.#target = target;
    this.#server = http.createServer((request, response) => this.#pass(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  /** @param target where the server is, asked anew for each request */
  static async open(target: () => string): Promise<Network> {
    const network = new Network(target);
    network.#server.listen(0, '127.0.0.1');
    await once(network.#server, 'listening');
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.mode = 'down';
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #pass(request: http.IncomingMessage, response: http.ServerResponse): void {
    if (this.mode === 'down') {
      request.socket.destroy();
      return;
    }
    const isPush = request.url?.startsWith('/api/sync/push') ?? false;
    if (isPush && this.mode === 'hang') {
      this.hangingPushes += 1;
      request.resume();
      return;
    }
    const dropsAnswer = isPush && this.mode === 'drop-answers';
    // The suffix makes another script of it: what the browser has cached may not answer for it.
    if (request.url === '/service-worker.js') delete request.headers['if-none-match'];
    const onward = http.request(
      new URL(request.url ?? '/', this.#target()),
      { method: request.method, headers: request.headers },
      (answer) => {
        if (dropsAnswer) {
          answer.resume();
          answer.once('end', () => {
            this.droppedAnswers += 1;
            request.socket.destroy();
          });
          return;
        }
        this.#answer(request, answer, response);
      }
    );
    onward.on('error', () => request.socket.destroy());
    // A browser that goes away leaves no stream open behind it.
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  #answer(request: http.IncomingMessage, answer: http.IncomingMessage, response: http.ServerResponse): void {
    const isWorker = request.url === '/service-worker.js' && this.workerSuffix !== '';
    const headers = { ...answer.headers };
    if (isWorker) {
      delete headers['content-length'];
      delete headers.etag;
    }
    response.writeHead(answer.statusCode ?? 502, headers);
    if (!isWorker) {
      answer.pipe(response);
      return;
    }
    answer.pipe(response, { end: false });
    answer.once('end', () => response.end(this.workerSuffix));
  }
}

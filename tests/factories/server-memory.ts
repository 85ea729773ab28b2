/** Resident memory of a Node process once its garbage is collected, read through its inspector. */
export class ServerMemory {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #asked = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as { id: number; result: unknown };
      this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    });
  }

  /** @param url `ws://…`, as a process with `--inspect` prints it */
  static async open(url: string): Promise<ServerMemory> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error(`no inspector at ${url}`)));
    });
    return new ServerMemory(socket);
  }

  #call(method: string, params: Record<string, string> = {}): Promise<unknown> {
    this.#asked += 1;
    const id = this.#asked;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  /** MB. */
  async read(): Promise<number> {
    await this.#call('HeapProfiler.collectGarbage');
    const read = await this.#call('Runtime.evaluate', { expression: 'process.memoryUsage.rss()' });
    return (read as { result: { value: number } }).result.value / 1024 ** 2;
  }

  close(): void {
    this.#socket.close();
  }
}

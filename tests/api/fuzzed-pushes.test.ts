import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { seededRandom } from '../../server/services/demo/random.ts';
import { pushResponseSchema } from '../../src/lib/protocol/push.ts';
import { movementFactory } from '../factories/movements.ts';
import { PushFuzzer, type FuzzedPush } from '../factories/push-fuzz.ts';
import { ServerClient } from '../factories/server-client.ts';
import { ServerMemory } from '../factories/server-memory.ts';
import { ServerProcess } from '../factories/server-process.ts';

/** `FUZZED_PUSHES` of them from `FUZZ_SEED`; the memory of the server shows in long runs only. */
const PUSHES = Number(process.env.FUZZED_PUSHES ?? 1000);
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Each has an allowance of requests of its own. */
const DEVICES = 24;
/** Before so many not everything is compiled, and the database is smaller than SQLite's own caches. */
const WARM_UP = 50_000;
const GROWTH_LIMIT_MB = 50;
const TOLD_EVERY = 10_000;
/** Ten times what a push takes on a busy machine. */
const TIMEOUT_MS = 120_000 + PUSHES * 20;

const folder = mkdtempSync(join(tmpdir(), 'douchette-fuzz-'));
const databasePath = join(folder, 'fuzz.db');
const agent = new Agent({ keepAlive: true, maxSockets: DEVICES });
let server: ServerProcess | undefined;

afterEach(async () => {
  agent.destroy();
  await server?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  status: number;
  text: string;
}

function send(url: string, { body, headers }: Pick<FuzzedPush, 'body' | 'headers'>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/sync/push`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') })
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

class Run {
  /** What was answered accepted, by id. */
  readonly accepted = new Set<string>();
  readonly statuses = new Map<number, number>();
  /** MB, after the warm-up and later. */
  readonly memory: number[] = [];
  readonly #url: string;
  readonly #memory: ServerMemory;
  #sent = 0;

  constructor(url: string, memory: ServerMemory) {
    this.#url = url;
    this.#memory = memory;
  }

  /** One push after the other of one device, until all of them together have sent so many. */
  async device(place: number): Promise<void> {
    const client = await ServerClient.enrol(this.#url);
    const make = movementFactory(SEED + place, { deviceId: client.deviceId });
    const fuzzer = new PushFuzzer(seededRandom(SEED + place), make);
    while (this.#sent < PUSHES) {
      this.#sent += 1;
      if (this.#sent % TOLD_EVERY === 0) await this.#measure();
      const push = fuzzer.next();
      const answer = await send(this.#url, { ...push, headers: { ...client.headers, ...push.headers } });
      this.#judge(push, answer);
    }
  }

  /**
   * MB by which the server has grown at the end: the middle one of the last tenth of the
   * measures, since caches fill and are emptied on the way; what leaks stays.
   */
  growth(): number {
    const { memory } = this;
    const last = memory.slice(-Math.ceil(memory.length / 10)).sort((a, b) => a - b);
    return (last[Math.floor(last.length / 2)] ?? 0) - (memory[0] ?? 0);
  }

  async #measure(): Promise<void> {
    const sent = this.#sent;
    const megabytes = Math.round(await this.#memory.read());
    if (sent >= WARM_UP) this.memory.push(megabytes);
    console.log(`${sent} pushes, ${megabytes} MB`);
  }

  #judge(push: FuzzedPush, { status, text }: Answer): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    const told = `${push.mutation}: ${status} ${text.slice(0, 300)} FUZZ_SEED=${SEED}`;
    if (status >= 500 || (push.isValid && status !== 200)) throw new Error(told);
    if (status !== 200) return;
    for (const answer of pushResponseSchema.parse(JSON.parse(text)).answers) {
      if (push.isValid && answer.verdict === 'refused') throw new Error(told);
      if (answer.verdict === 'accepted') this.accepted.add(answer.id);
    }
  }
}

/** Nothing that was taken in keeps another device from reading: the whole feed and every row parse. */
async function expectReadable(url: string, accepted: ReadonlySet<string>): Promise<void> {
  const client = await ServerClient.enrol(url);
  const { at } = await client.push(url, [movementFactory(SEED - 1, { deviceId: client.deviceId })()]);
  const missing = new Set(accepted);
  for await (const page of client.pullPages(url, at.epoch)) {
    for (const change of page) if (change.type === 'movement') missing.delete(change.committed.movement.id);
  }
  expect(accepted.size).toBeGreaterThan(0);
  expect([...missing]).toEqual([]);
  expect((await client.readAllRows(url)).length).toBeGreaterThan(0);
}

test(
  'no push, whatever it is made of, makes the server fail, fills its memory, or spoils what others read',
  async () => {
    server = await ServerProcess.start({ databasePath, env: { NODE_OPTIONS: '--inspect=127.0.0.1:0' } });
    const { url, inspectorUrl } = server;
    const memory = await ServerMemory.open(inspectorUrl ?? '');
    expect((await fetch(`${url}/api/demo`, { method: 'POST', body: '{"serials":20}' })).status).toBe(200);
    const run = new Run(url, memory);
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: DEVICES }, (_, place) => run.device(place)));
    memory.close();
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const statuses = JSON.stringify(Object.fromEntries(run.statuses));
    console.log(
      `${PUSHES} pushes from seed ${SEED} in ${seconds} s: ${statuses}, ${run.accepted.size} accepted, ` +
        `${run.growth()} MB more at the end, ${Math.max(0, ...run.memory) - (run.memory[0] ?? 0)} MB at the most`
    );
    expect(run.growth()).toBeLessThan(GROWTH_LIMIT_MB);
    expect(run.statuses.get(429) ?? 0).toBe(0);

    await expectReadable(url, run.accepted);
    await server.end('SIGTERM');
    const file = new Database(databasePath, { readonly: true });
    expect(file.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    file.close();
  },
  TIMEOUT_MS
);

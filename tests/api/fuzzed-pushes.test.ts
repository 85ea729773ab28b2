import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
import { ServerProcess } from '../factories/server-process.ts';

/** `FUZZED_PUSHES` of them from `FUZZ_SEED`; the memory of the server is judged in long runs only. */
const PUSHES = Number(process.env.FUZZED_PUSHES ?? 1000);
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Each has an allowance of requests of its own. */
const DEVICES = 24;
/** Until the server's heap has the size that it works with. */
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

/** Resident memory of a process, MB; null where the system does not tell. */
function memoryOf(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  } catch {
    return null;
  }
}

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
  readonly #url: string;
  #sent = 0;
  /** MB after the warm-up, and the most seen since. */
  memory: { base: number; most: number } | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  /** One device after the other push of its own, until all of them together have sent so many. */
  async device(place: number, pid: number): Promise<void> {
    const client = await ServerClient.enrol(this.#url);
    const make = movementFactory(SEED + place, { deviceId: client.deviceId });
    const fuzzer = new PushFuzzer(seededRandom(SEED + place), make);
    while (this.#sent < PUSHES) {
      this.#sent += 1;
      if (this.#sent % 1000 === 0) this.#measure(pid);
      const push = fuzzer.next();
      const answer = await send(this.#url, { ...push, headers: { ...client.headers, ...push.headers } });
      this.#judge(push, answer);
    }
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

  #measure(pid: number): void {
    const now = memoryOf(pid);
    if (now === null) return;
    if (this.#sent % TOLD_EVERY === 0) console.log(`${this.#sent} pushes, ${Math.round(now)} MB`);
    if (this.#sent < WARM_UP) return;
    this.memory = { base: this.memory?.base ?? now, most: Math.max(now, this.memory?.most ?? 0) };
  }
}

test(
  'no push, whatever it is made of, is answered by an error of the server, grows its memory, or costs another one its place',
  async () => {
    server = await ServerProcess.start({ databasePath });
    const { url, pid } = server;
    expect((await fetch(`${url}/api/demo`, { method: 'POST', body: '{"serials":20}' })).status).toBe(200);
    const run = new Run(url);
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: DEVICES }, (_, place) => run.device(place, pid)));
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const statuses = JSON.stringify(Object.fromEntries(run.statuses));
    const memory = run.memory
      ? `, memory ${Math.round(run.memory.base)} MB, at most ${Math.round(run.memory.most)}`
      : '';
    console.log(`${PUSHES} pushes from seed ${SEED} in ${seconds} s: ${statuses}${memory}`);
    if (run.memory) expect(run.memory.most - run.memory.base).toBeLessThan(GROWTH_LIMIT_MB);
    expect(run.statuses.get(429) ?? 0).toBe(0);

    await server.end('SIGTERM');
    const file = new Database(databasePath, { readonly: true });
    expect(file.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const stored = new Set(file.prepare<[], string>('SELECT id FROM movement').pluck().all());
    file.close();
    expect([...run.accepted].filter((id) => !stored.has(id))).toEqual([]);
    expect(run.accepted.size).toBeGreaterThan(0);
  },
  TIMEOUT_MS
);

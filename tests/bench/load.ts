import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { seededRandom, type SeededRandom } from '../../server/services/demo/random.ts';
import { enrolResponseSchema, statusResponseSchema } from '../../src/lib/protocol/queries.ts';
import type { Cursor, PullResponse } from '../../src/lib/protocol/pull.ts';
import type { PushResponse } from '../../src/lib/protocol/push.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../src/lib/protocol/version.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { ServerProcess } from '../factories/server-process.ts';
import { movementBatches } from '../factories/workload.ts';
import { percentile, type BenchRow } from './bench-browser.ts';

const DEVICES = 200;
const BATCHES = 10;
const MOVEMENTS_A_BATCH = 20;
const PAGE = 200;
/** From one sync of a phone to its next, at most; the shortest is a second. */
const PAUSE_MS = 2000;

interface Timed {
  push: number[];
  pull: number[];
  refused: number;
}

/** One phone: what it hears it takes as it is, since two hundred parsers are not what is measured. It pushes what it scanned, pulls what others did, and holds a stream open. */
class LoadDevice {
  readonly id: string;
  nudges = 0;
  streamOpen = false;
  readonly #url: string;
  readonly #headers: Record<string, string>;
  readonly #batches: Generator<Movement[]>;
  readonly #random: SeededRandom;
  readonly #end = new AbortController();
  #cursor: Cursor;

  constructor(input: { url: string; id: string; cookie: string; epoch: string; seed: number }) {
    const { url, id, cookie, epoch, seed } = input;
    this.id = id;
    this.#url = url;
    this.#headers = { cookie, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
    this.#cursor = { epoch, seq: 0 };
    this.#random = seededRandom(seed);
    const productIds = ['prd-pc-pro14', 'prd-ecr-24', 'prd-dock-c'];
    this.#batches = movementBatches({ seed, deviceId: id, productIds, size: MOVEMENTS_A_BATCH });
  }

  async listen(): Promise<void> {
    const { signal } = this.#end;
    const stream = await fetch(`${this.#url}/api/live`, { headers: this.#headers, signal });
    this.streamOpen = stream.ok;
    void this.#read(stream);
  }

  close(): void {
    this.#end.abort();
  }

  async work(timed: Timed): Promise<void> {
    for (let batch = 0; batch < BATCHES; batch += 1) {
      await setTimeout(1000 + this.#random.next() * PAUSE_MS);
      await this.#push(timed);
      await this.#pull(timed);
    }
  }

  async #read(stream: Response): Promise<void> {
    try {
      for await (const _ of stream.body ?? []) this.nudges += 1;
      this.streamOpen = false;
    } catch {
      // The benchmark ends it.
    }
  }

  async #push(timed: Timed): Promise<void> {
    const movements = this.#batches.next().value as Movement[];
    const began = performance.now();
    const response = await fetch(`${this.#url}/api/sync/push`, {
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: JSON.stringify({ sentAt: Date.now(), movements })
    });
    const { answers } = (await response.json()) as PushResponse;
    timed.push.push(performance.now() - began);
    timed.refused += movements.length - answers.filter(({ verdict }) => verdict === 'accepted').length;
  }

  async #pull(timed: Timed): Promise<void> {
    const query = new URLSearchParams({
      epoch: this.#cursor.epoch,
      seq: String(this.#cursor.seq),
      limit: String(PAGE)
    });
    const began = performance.now();
    const response = await fetch(`${this.#url}/api/sync/changes?${query}`, { headers: this.#headers });
    const page = (await response.json()) as PullResponse;
    timed.pull.push(performance.now() - began);
    this.#cursor = page.cursor;
  }
}

async function enrolled(url: string, epoch: string, seed: number): Promise<LoadDevice> {
  const body = JSON.stringify({ name: `Terminal ${seed}` });
  const response = await fetch(`${url}/api/devices/enrol`, { method: 'POST', body });
  const [cookie = ''] = (response.headers.getSetCookie()[0] ?? '').split(';');
  const { deviceId } = enrolResponseSchema.parse(await response.json());
  return new LoadDevice({ url, id: deviceId, cookie, epoch, seed });
}

async function residentMegabytes(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1] ?? 0) / 1e6;
}

/** What the server holds of the load, counted by its highest number in the feed. */
async function commits(url: string): Promise<number> {
  const { seq } = (await (await fetch(`${url}/readyz`)).json()) as { seq: number };
  return seq;
}

/** Two hundred phones over HTTP, each syncing every one to three seconds, with as many open streams. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'douchette-load-'));
  const server = await ServerProcess.start({ databasePath: path.join(folder, 'load.db') });
  const { url } = server;
  const devices: LoadDevice[] = [];
  try {
    const first = await enrolled(url, '', 0);
    await fetch(`${url}/api/demo`, { method: 'POST', body: '{"serials":1}' });
    const { epoch } = statusResponseSchema.parse(await (await fetch(`${url}/api/status`)).json());
    for (let seed = 1; seed <= DEVICES; seed += 1) devices.push(await enrolled(url, epoch, seed));
    first.close();
    await Promise.all(devices.map((device) => device.listen()));
    const before = { seq: await commits(url), memory: await residentMegabytes(url) };

    const timed: Timed = { push: [], pull: [], refused: 0 };
    const began = performance.now();
    await Promise.all(devices.map((device) => device.work(timed)));
    const seconds = (performance.now() - began) / 1000;

    const after = { seq: await commits(url), memory: await residentMegabytes(url) };
    const sent = DEVICES * BATCHES * MOVEMENTS_A_BATCH;
    const row = (name: string, unit: string, value: number): BenchRow => ({
      ...{ bench: 'load', name, unit, value: Math.round(value * 10) / 10 },
      ...{ devices: DEVICES, streams: devices.filter(({ streamOpen }) => streamOpen).length, sent }
    });
    return [
      row('push of 20 movements p50', 'ms', percentile(timed.push, 50)),
      row('push of 20 movements p99', 'ms', percentile(timed.push, 99)),
      row(`pull of at most ${PAGE} changes p50`, 'ms', percentile(timed.pull, 50)),
      row(`pull of at most ${PAGE} changes p99`, 'ms', percentile(timed.pull, 99)),
      row('movements a second', '1/s', sent / seconds),
      row('not accepted', 'movements', timed.refused),
      row('missing in the feed', 'movements', Math.max(0, sent - (after.seq - before.seq))),
      row('streams that heard nothing', 'streams', devices.filter(({ nudges }) => nudges === 0).length),
      row('memory before', 'MB', before.memory),
      row('memory after', 'MB', after.memory)
    ];
  } finally {
    for (const device of devices) device.close();
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

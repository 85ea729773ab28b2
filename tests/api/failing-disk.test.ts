import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { demoCatalogue } from '../../server/services/demo/demo-catalogue.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { pushResponseSchema } from '../../src/lib/protocol/push.ts';
import { statusResponseSchema } from '../../src/lib/protocol/queries.ts';
import { SeededRandom } from '../factories/device.ts';
import { DiskFault, whyNoDiskFaults, type DiskFaultPlan } from '../factories/disk-fault.ts';
import { ServerClient } from '../factories/server-client.ts';
import { ServerProcess, type PreparedServer } from '../factories/server-process.ts';
import { movementBatches } from '../factories/workload.ts';

/**
 * Fault f36: a write or a flush of the server's file fails. `DISK_FAULT_ROUNDS=500` is one
 * for each of the first 500 calls; fewer take some of them.
 */
const ROUNDS = Number(process.env.DISK_FAULT_ROUNDS ?? 6);
const SEED = Number(process.env.DISK_FAULT_SEED ?? 36);
const CALLS = 500;
const BATCH = 10;
const PUSHES_AFTERWARDS = 3;
/** A write is a frame of the log, a flush is one commit. */
const FLUSHES = 40;
const MOST_PUSHES = 80;

const skipped = whyNoDiskFaults();
if (skipped) console.log(`skipped, no write errors: ${skipped}`);

const folder = mkdtempSync(join(tmpdir(), 'douchette-disk-'));
const cache = join(folder, 'compiled');
const firstPath = join(folder, 'first.db');
const ended: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ended.splice(0)) await end();
  rmSync(folder, { recursive: true, force: true });
});

function prepare(): PreparedServer {
  const server = ServerProcess.prepare({ cache });
  ended.push(() => server.discard());
  return server;
}

function planOf(round: number, random: SeededRandom): DiskFaultPlan {
  const at = ROUNDS >= CALLS ? (round % CALLS) + 1 : random.below(CALLS) + 1;
  const plans: DiskFaultPlan[] = [
    { call: 'pwrite64', error: 'EIO', at, stays: false },
    { call: 'pwrite64', error: 'ENOSPC', at, stays: true },
    { call: 'fsync', error: 'EIO', at: (at % FLUSHES) + 1, stays: false }
  ];
  return plans[round % plans.length] as DiskFaultPlan;
}

const outcomes = { acknowledged: 0, refused: 0, notStarted: 0, injected: 0 };

interface Round {
  databasePath: string;
  client: ServerClient;
  acknowledged: Movement[];
  unanswered: Movement[];
}

/** Pushes until something has failed, and a little longer. No commit that failed may be answered with success. */
async function pushThrough(url: string, fault: DiskFault, round: Round): Promise<void> {
  const { client, acknowledged, unanswered } = round;
  const productIds = demoCatalogue.products.map(({ id }) => id);
  const workload = movementBatches({ seed: SEED, deviceId: client.deviceId, productIds, size: BATCH });
  for (let push = 0, left = PUSHES_AFTERWARDS; push < MOST_PUSHES && left > 0; push += 1) {
    const movements: Movement[] = workload.next().value ?? [];
    const response = await client.send(url, movements);
    if (response.status === 200) {
      const { answers } = pushResponseSchema.parse(await response.json());
      expect(new Set(answers.map(({ verdict }) => verdict))).toEqual(new Set(['accepted']));
      acknowledged.push(...movements);
    } else {
      expect(response.status).toBeGreaterThanOrEqual(500);
      outcomes.refused += 1;
      unanswered.push(...movements);
    }
    if (fault.injected > 0) left -= 1;
  }
}

/** Sound, with all that was acknowledged, and what was not goes in now: each movement once. */
async function expectWhole({ databasePath, client, acknowledged, unanswered }: Round): Promise<void> {
  const server = await prepare().start({ databasePath });
  ended.push(() => server.end('SIGKILL'));
  const file = new Database(databasePath, { readonly: true });
  expect(file.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  file.close();
  for (let from = 0; from < unanswered.length; from += BATCH) {
    const { answers } = await client.push(server.url, unanswered.slice(from, from + BATCH));
    for (const { verdict } of answers) expect(['accepted', 'duplicate']).toContain(verdict);
  }
  const status = statusResponseSchema.parse(await (await fetch(`${server.url}/api/status`)).json());
  const changes = await client.pullAll(server.url, status.epoch);
  const stored = changes.flatMap((change) =>
    change.type === 'movement' && change.committed.movement.origin.deviceId === client.deviceId
      ? [change.committed.movement]
      : []
  );
  const byId = (a: Movement, b: Movement) => (a.id < b.id ? -1 : 1);
  expect(stored.sort(byId)).toEqual([...acknowledged, ...unanswered].sort(byId));
  await server.end('SIGKILL');
}

/** A file that each round begins with, and the device that it knows. */
async function firstFile(): Promise<ServerClient> {
  const server = await prepare().start({ databasePath: firstPath });
  await fetch(`${server.url}/api/demo`, { method: 'POST', body: '{"serials":20}' });
  const client = await ServerClient.enrol(server.url);
  await server.end('SIGTERM');
  return client;
}

async function failOnce(number: number, plan: DiskFaultPlan, client: ServerClient): Promise<void> {
  const databasePath = join(folder, `${number}.db`);
  copyFileSync(firstPath, databasePath);
  const round: Round = { databasePath, client, acknowledged: [], unanswered: [] };
  const prepared = prepare();
  const fault = await DiskFault.attach(prepared.pid, plan, join(folder, `${number}.log`));
  ended.push(() => fault.end());
  const server = await prepared.start({ databasePath }).catch(() => null);
  if (server) {
    ended.push(() => server.end('SIGKILL'));
    await pushThrough(server.url, fault, round);
    // Space again, and the same process goes on.
    await fault.end();
    const spare = round.unanswered.slice(0, BATCH);
    if (spare.length > 0) {
      const { answers } = await client.push(server.url, spare);
      for (const { verdict } of answers) expect(['accepted', 'duplicate']).toContain(verdict);
    }
    await server.end('SIGKILL');
  } else outcomes.notStarted += 1;
  await fault.end();
  outcomes.injected += fault.injected;
  outcomes.acknowledged += round.acknowledged.length;
  await expectWhole(round);
  rmSync(databasePath);
}

test.skipIf(skipped !== null)(
  `${ROUNDS} times a write or a flush of the file fails (seed ${SEED}): never answered with success, nothing acknowledged lost`,
  { timeout: 60_000 + ROUNDS * 20_000 },
  async () => {
    const random = new SeededRandom(SEED);
    const client = await firstFile();
    for (let round = 0; round < ROUNDS; round += 1) {
      const plan = planOf(round, random);
      await failOnce(round, plan, client).catch((cause: unknown) => {
        throw new Error(`round ${round}: ${JSON.stringify(plan)}`, { cause });
      });
    }
    console.log(`disk faults, seed ${SEED}:`, JSON.stringify(outcomes));
    expect(outcomes.injected).toBeGreaterThanOrEqual(ROUNDS);
    expect(outcomes.refused + outcomes.notStarted).toBeGreaterThan(0);
  }
);

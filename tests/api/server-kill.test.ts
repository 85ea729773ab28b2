import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { demoCatalogue } from '../../server/services/demo/demo-catalogue.ts';
import { seededRandom } from '../../server/services/demo/random.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { projectSerial } from '../../src/lib/domain/serial/serial-row.ts';
import type { PushResponse } from '../../src/lib/protocol/push.ts';
import { ServerClient } from '../factories/server-client.ts';
import { ServerProcess, type PreparedServer } from '../factories/server-process.ts';
import { movementBatches } from '../factories/workload.ts';

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 100);
const SEED = Number(process.env.KILL_SEED ?? 1);
const BATCH = 200;
/** Then the whole file is checked against its folds, and a new one begins: rounds stay cheap. */
const ROUNDS_A_FILE = 100;
/** A commit of a batch takes a few ms: the kill falls anywhere in it, or between it and its answer. */
const LONGEST_GRACE_MS = 3;

const folder = mkdtempSync(join(tmpdir(), 'douchette-kill-'));
const cache = join(folder, 'compiled');
let files = 0;
let databasePath = '';
let server: ServerProcess | undefined;
let next: PreparedServer | undefined;

/** Starts the server that has been waiting, and has another one wait. */
async function startNext(): Promise<ServerProcess> {
  const ready = next ?? ServerProcess.prepare({ cache });
  next = ServerProcess.prepare({ cache });
  server = await ready.start({ databasePath });
  return server;
}

afterEach(async () => {
  next?.discard();
  await server?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function walMark(): string {
  const { size, mtimeMs } = statSync(`${databasePath}-wal`);
  return `${size}/${mtimeMs}`;
}

/**
 * Kills the server while it commits: SQLite writes to its log only then, so the
 * first change of the log file is the sign; the kill follows after `graceMs`.
 * @returns the answer, if it came through before the kill
 */
async function killDuringCommit(
  running: ServerProcess,
  pushed: Promise<PushResponse>,
  graceMs: number
): Promise<PushResponse | null> {
  const before = walMark();
  let isSettled = false;
  const answer = pushed.then(
    (response) => response,
    () => null
  );
  void answer.then(() => (isSettled = true));
  while (!isSettled && walMark() === before) await nextTurn();
  const killAt = performance.now() + graceMs;
  while (!isSettled && performance.now() < killAt) await nextTurn();
  await running.end('SIGKILL');
  return answer;
}

const verdictsOf = ({ answers }: PushResponse): string =>
  [...new Set(answers.map((one) => one.verdict))].join();

function expectSoundFile(): void {
  const file = new Database(databasePath, { readonly: true });
  expect(file.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(file.pragma('foreign_key_check')).toEqual([]);
  file.close();
}

/** Every stored movement once, in an unbroken feed; every row the fold of its whole history. */
async function expectWholeFeed(
  url: string,
  client: ServerClient,
  input: { epoch: string; pushed: Movement[] }
) {
  const changes = await client.pullAll(url, input.epoch);
  expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, at) => at + 1));
  const committed = changes.flatMap((change) => (change.type === 'movement' ? [change.committed] : []));
  const own = committed.filter(({ movement }) => movement.origin.deviceId === client.deviceId);
  expect(own.map(({ movement }) => movement)).toEqual(input.pushed);

  const ofSerials = committed.filter(({ movement }) => movement.serial !== undefined);
  const histories = Map.groupBy(ofSerials, ({ movement }) => `${movement.productId}/${movement.serial}`);
  const rows = await client.readAllRows(url);
  expect(rows).toHaveLength(histories.size);
  for (const { version, ...row } of rows) {
    const history = histories.get(`${row.productId}/${row.serial}`) ?? [];
    const foldable = history.map(({ movement, stamp }) => ({ ...movement, correctedAt: stamp.correctedAt }));
    expect(row).toEqual(projectSerial(row, foldable).row);
    expect(version).toBe(history.at(-1)?.stamp.seq);
  }
}

const outcomes = { acknowledged: 0, committedUnanswered: 0, rolledBack: 0 };
const counted = () => outcomes.committedUnanswered + outcomes.rolledBack;

/** A new file, its server killed inside commits until so many rounds are counted. */
async function killOnOneFile(rounds: number, seed: number): Promise<void> {
  const random = seededRandom(seed);
  databasePath = join(folder, `${(files += 1)}.db`);
  const { url } = await startNext();
  expect((await fetch(`${url}/api/demo`, { method: 'POST', body: '{"serials":20}' })).status).toBe(200);
  const client = await ServerClient.enrol(url);
  const productIds = demoCatalogue.products.map(({ id }) => id);
  const workload = movementBatches({ seed, deviceId: client.deviceId, productIds, size: BATCH });
  const pushed: Movement[] = [];
  let epoch = '';
  let running = server;
  // A round whose answer was quicker than the kill is checked too, but does not count.
  for (const until = counted() + rounds; counted() < until && running;) {
    const movements: Movement[] = workload.next().value ?? [];
    const graceMs = random.next() * LONGEST_GRACE_MS;
    const answer = await killDuringCommit(running, client.push(running.url, movements), graceMs);
    running = await startNext();
    expectSoundFile();
    const again = await client.push(running.url, movements);
    const verdicts = verdictsOf(again);
    epoch = again.at.epoch;
    // A batch is there whole or not at all, and what was acknowledged is there.
    expect(['accepted', 'duplicate'], `file ${files}`).toContain(verdicts);
    if (answer) {
      expect(verdictsOf(answer)).toBe('accepted');
      expect(again.answers).toEqual(answer.answers.map((one) => ({ ...one, verdict: 'duplicate' })));
      outcomes.acknowledged += 1;
    } else if (verdicts === 'duplicate') outcomes.committedUnanswered += 1;
    else outcomes.rolledBack += 1;
    pushed.push(...movements);
  }
  if (running) await expectWholeFeed(running.url, client, { epoch, pushed });
  await running?.end('SIGKILL');
  rmSync(databasePath);
}

test(
  `${ROUNDS} kills inside a commit lose nothing acknowledged and store nothing twice (seed ${SEED})`,
  { timeout: 60_000 + ROUNDS * 5_000 },
  async () => {
    for (let seed = SEED; counted() < ROUNDS; seed += 1) {
      await killOnOneFile(Math.min(ROUNDS_A_FILE, ROUNDS - counted()), seed);
    }
    console.log(`server kills, seed ${SEED}:`, JSON.stringify(outcomes));
  }
);

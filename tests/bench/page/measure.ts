import { recordMovement, type MovementDraft } from '../../../src/lib/db/commands/record-movement.ts';
import { setDeviceIdentity } from '../../../src/lib/db/commands/set-device-identity.ts';
import { openDatabase } from '../../../src/lib/db/database.ts';
import { createQueueGuard } from '../../../src/lib/db/safety/queue-guard.ts';
import { storedMark } from '../../../src/lib/db/safety/stored-mark.ts';
import { opfsQueueCopy } from '../../../src/lib/db/safety/worker-queue-copy.ts';
import type { OutboxRow } from '../../../src/lib/db/schema.ts';
import { uuidV7 } from '../../../src/lib/domain/id.ts';
import { MICROS_PER_UNIT } from '../../../src/lib/domain/quantity.ts';
import { platformRandom } from '../../../src/lib/sync/browser-device.ts';
import { firstSync, type FirstSync } from './first-sync.ts';
import { listing, type ListingTimes } from './listing.ts';
import { live } from './live.ts';
import { push, type PushTimes } from './push.ts';

/**
 * The page side of the browser benchmarks: the app's own database and sync, with
 * nothing drawn. The Node side calls these by name.
 */
export interface BenchPage {
  /** Latencies of recording one scan after another, ms each. */
  queueWrite(input: QueueWrite): Promise<number[]>;
  firstSync(): Promise<FirstSync>;
  listing(input: { serials: number }): Promise<ListingTimes>;
  push(input: { movements: number }): Promise<PushTimes>;
  live: typeof live;
}

export interface QueueWrite {
  writes: number;
  durability: 'strict' | 'relaxed';
  /** Does the beep wait for the second copy too, as it does in the app? */
  copied: boolean;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

const WARM_UP = 20;

const randomBytes = (): Uint8Array => crypto.getRandomValues(new Uint8Array(10));
const newId = (): string => uuidV7({ now: Date.now(), random: randomBytes() });

function draft(number: number): MovementDraft {
  return {
    kind: 'receipt',
    productId: 'router',
    quantityMicros: MICROS_PER_UNIT,
    serial: `SN-${number}`,
    toLocationId: 'a-01',
    effectiveDate: '2026-03-02',
    operator: { id: '018f0000-0000-7000-8000-000000000001', name: 'Aline' },
    capture: 'camera',
    rawScan: `0103760001000016 21SN-${number}`
  };
}

async function queueWrite(input: QueueWrite): Promise<number[]> {
  const db = await openDatabase(`bench-${input.durability}-${newId()}`, { durability: input.durability });
  await setDeviceIdentity(db, {
    deviceId: newId(),
    deviceName: 'bench',
    now: Date.now(),
    random: randomBytes()
  });
  const guard = createQueueGuard({
    db,
    copy: opfsQueueCopy(),
    marks: storedMark(() => localStorage),
    now: () => Date.now(),
    random: platformRandom
  });
  if (input.copied) await guard.begin();
  const afterCommit = input.copied ? (rows: readonly OutboxRow[]) => guard.recorded(rows) : undefined;
  const latencies: number[] = [];
  for (let number = -WARM_UP; number < input.writes; number += 1) {
    const startedAt = performance.now();
    const clock = { now: Date.now(), monotonicMs: startedAt, bootId: 'bench' };
    const scan = { draft: draft(number), ...clock, random: randomBytes(), afterCommit };
    const result = await recordMovement(db, scan);
    if (!result.ok) throw new Error(result.error.code);
    if (number >= 0) latencies.push(performance.now() - startedAt);
  }
  if (input.copied && guard.state !== 'kept') throw new Error(`second copy ${guard.state}`);
  await guard.close();
  db.close();
  return latencies;
}

window.bench = { queueWrite, firstSync, listing, push, live };

import { recordMovement } from '../../src/lib/db/commands/record-movement.ts';
import { setDeviceIdentity } from '../../src/lib/db/commands/set-device-identity.ts';
import { setOperator } from '../../src/lib/db/commands/set-operator.ts';
import { openDatabase, type DouchetteDatabase } from '../../src/lib/db/database.ts';
import { MemoryLogFile } from '../../src/lib/db/safety/log-file.ts';
import { memoryQueueCopy } from '../../src/lib/db/safety/log-queue-copy.ts';
import type { QueueCopy } from '../../src/lib/db/safety/queue-copy.ts';
import { createQueueGuard, type QueueGuard } from '../../src/lib/db/safety/queue-guard.ts';
import { storedMark } from '../../src/lib/db/safety/stored-mark.ts';
import type { OutboxRow } from '../../src/lib/db/schema.ts';
import { draftOf, memoryIndexedDB, SeededRandom, testId, TEST_EPOCH_MS } from './device.ts';

export const operator = { id: '018f0000-0000-7000-8000-000000000001', name: 'Aline' };

/** A phone whose storages can be lost one by one. */
export class GuardedPhone {
  readonly random = new SeededRandom(7);
  readonly deviceId = testId(this.random);
  storage = memoryIndexedDB();
  files: readonly [MemoryLogFile, MemoryLogFile] = [new MemoryLogFile(), new MemoryLogFile()];
  local = new Map<string, string>();
  /** Its timers go off at once, or never. */
  isImpatient = false;
  #now = TEST_EPOCH_MS;
  db!: DouchetteDatabase;
  guard!: QueueGuard;
  copy!: QueueCopy;

  async start(): Promise<void> {
    this.db = await openDatabase('phone', {
      ...this.storage,
      now: () => (this.#now += 1000),
      random: () => this.random.bytes(10)
    });
    this.copy = memoryQueueCopy(this.files);
    this.guard = createQueueGuard({
      db: this.db,
      copy: this.copy,
      marks: storedMark(() => ({
        getItem: (key) => this.local.get(key) ?? null,
        setItem: (key, value) => void this.local.set(key, value)
      })),
      now: () => (this.#now += 1000),
      random: (length) => this.random.bytes(length),
      after: (_ms, call) => {
        if (this.isImpatient) queueMicrotask(call);
        return () => undefined;
      }
    });
    await this.guard.begin();
    await this.guard.level();
  }

  static async enrolled(): Promise<GuardedPhone> {
    const phone = new GuardedPhone();
    await phone.start();
    await phone.enrol(phone.deviceId);
    return phone;
  }

  async enrol(deviceId: string, { isKilled = false } = {}): Promise<void> {
    this.#now += 1000;
    const at = { now: this.#now, random: this.random.bytes(10) };
    await setDeviceIdentity(this.db, { deviceId, deviceName: 'Quai 2', ...at });
    await setOperator(this.db, operator);
    if (!isKilled) await this.guard.level();
  }

  async scan(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let made = 0; made < count; made += 1) {
      this.#now += 1000;
      const result = await recordMovement(this.db, {
        draft: draftOf({ serial: `SN-${this.#now}` }),
        now: this.#now,
        monotonicMs: 1,
        bootId: 'boot',
        random: this.random.bytes(10),
        afterCommit: (rows) => this.guard.recorded(rows)
      });
      if (!result.ok) throw new Error(result.error.code);
      ids.push(result.value.id);
    }
    return ids;
  }

  /** The server has acknowledged them; the copy has not been told. */
  async send(ids: readonly string[]): Promise<void> {
    const acknowledgement = { epoch: testId(this.random), seq: 1, arrivedAt: this.#now };
    for (const id of ids) await this.db.outbox.update(id, { state: 'acknowledged', acknowledgement });
  }

  async close(): Promise<void> {
    await this.guard.close();
    this.db.close();
  }

  async restart(): Promise<void> {
    await this.close();
    await this.start();
  }

  async wiped(): Promise<void> {
    await this.close();
    this.storage = memoryIndexedDB();
    await this.start();
  }

  rows(): Promise<OutboxRow[]> {
    return this.db.outbox.toArray();
  }

  async origins(): Promise<Set<string>> {
    const rows = await this.rows();
    return new Set(rows.map(({ movement: { origin } }) => `${origin.incarnation} ${origin.sequence}`));
  }
}

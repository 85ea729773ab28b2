import type { MovementDraft } from '../../src/lib/domain/movement/draft.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { recordMovements } from '../../src/lib/db/commands/record-movements.ts';
import { ID_BYTES } from '../../src/lib/db/commands/stamp-drafts.ts';
import { FakeServer } from '../../src/lib/sync/fake-server.ts';
import { createFakeTransport } from '../../src/lib/sync/fake-transport.ts';
import {
  draftOf,
  openTestDatabase,
  SeededRandom,
  testId,
  testProduct,
  TEST_EPOCH_MS,
  type TestDatabase
} from './device.ts';
import { syncOnce, testLoop } from './sync.ts';

/** Who settles things at the desk in tests. */
export const testAuthor = {
  operator: { id: '018f0000-0000-7000-8000-0000000000de', name: 'Bureau' },
  effectiveDate: '2026-03-02'
};

/** A device among others on one server. */
export interface Phone {
  device: TestDatabase;
  db: TestDatabase['db'];
  /** Stores what was done at this minute of the day. */
  record(minute: number, drafts: readonly MovementDraft[], group?: boolean): Promise<Movement[]>;
  /** One scan of the test product at this minute. */
  scan(minute: number, over?: Partial<MovementDraft>): Promise<Movement>;
  sync(): Promise<void>;
}

function toPhone(device: TestDatabase, server: FakeServer): Phone {
  const { db, random } = device;
  const transport = createFakeTransport(server, { id: device.deviceId });
  const loop = testLoop({ db, transport, random });
  const record: Phone['record'] = async (minute, drafts, group = false) => {
    const { draft: _draft, ...at } = device.input(draftOf(), TEST_EPOCH_MS + minute * 60_000);
    const bytes = random.bytes(ID_BYTES * (drafts.length + 1));
    const recorded = await recordMovements(db, { ...at, drafts, group, random: bytes });
    if (!recorded.ok) throw new Error(recorded.error.code);
    return recorded.value;
  };
  return {
    device,
    db,
    record,
    async scan(minute, over = {}) {
      const [movement] = await record(minute, [draftOf(over)]);
      if (!movement) throw new Error('nothing recorded');
      return movement;
    },
    async sync() {
      const { phase, error } = await syncOnce(loop);
      if (phase !== 'idle') throw new Error(error?.code ?? phase);
    }
  };
}

/** So many phones, enrolled and synced with one server that knows the test product. */
export async function openPhones(count: number): Promise<{ server: FakeServer; phones: Phone[] }> {
  const server = new FakeServer({ epoch: testId(new SeededRandom(99)), now: () => TEST_EPOCH_MS });
  server.addProduct(testProduct);
  const phones: Phone[] = [];
  for (let seed = 1; seed <= count; seed += 1) {
    const device = await openTestDatabase(seed);
    server.enrolled.add(device.deviceId);
    const phone = toPhone(device, server);
    await phone.sync();
    phones.push(phone);
  }
  return { server, phones };
}

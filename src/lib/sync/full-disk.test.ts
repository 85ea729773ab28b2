import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import { draftOf } from '../../../tests/factories/device.ts';
import { loopOf, setUpSync, syncOnce } from '../../../tests/factories/sync.ts';
import { recordMovements } from '../db/commands/record-movements.ts';
import { ID_BYTES } from '../db/commands/stamp-drafts.ts';
import { readQueueSummary } from '../db/queries/queue.ts';
import { PUSH_LIMIT } from '../protocol/version.ts';

/** Fault f03: nothing can be written here any more, not even what the server answers. */
afterEach(() => vi.restoreAllMocks());

test('with a full disk the whole queue reaches the server, once, and is settled when there is space', async () => {
  const setting = await setUpSync();
  const { device, server } = setting;
  const count = 2 * PUSH_LIMIT + 1;
  const { draft: _draft, ...at } = device.input(draftOf());
  const drafts = Array.from({ length: count }, (_, place) => draftOf({ serial: `SN-${place}` }));
  const random = device.random.bytes(ID_BYTES * (count + 1));
  const recorded = await recordMovements(device.db, { ...at, drafts, group: false, random });
  if (!recorded.ok) throw new Error(recorded.error.code);

  const full = () => Dexie.Promise.reject(new Dexie.QuotaExceededError('disk'));
  const writes = [
    vi.spyOn(device.db.outbox, 'bulkPut').mockImplementation(full),
    vi.spyOn(device.db.meta, 'put').mockImplementation(full),
    vi.spyOn(device.db.feed, 'put').mockImplementation(full)
  ];
  const loop = loopOf(setting);
  await syncOnce(loop);
  expect(new Set(server.movementIds).size).toBe(count);
  expect(loop.state.phase).toBe('backing-off');
  expect(await readQueueSummary(device.db)).toMatchObject({ waiting: count });

  for (const write of writes) write.mockRestore();
  await syncOnce(loop);
  expect(await readQueueSummary(device.db)).toMatchObject({ waiting: 0, parked: 0 });
  expect(server.movementIds).toHaveLength(count);
  expect(loop.state).toMatchObject({ phase: 'idle', error: null });
});

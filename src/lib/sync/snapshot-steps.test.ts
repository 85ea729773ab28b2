import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftOf, openTestDatabase, type TestDatabase } from '../../../tests/factories/device.ts';
import { loopOf, setUpSync, syncOnce } from '../../../tests/factories/sync.ts';
import { recordMovement } from '../db/commands/record-movement.ts';
import { readWaiting } from '../db/queries/queue.ts';
import { failed } from '../db/result.ts';
import type { Movement } from '../domain/movement/movement.ts';
import type { Transport } from './transport.ts';
import { everyStoredRow } from '../../../tests/factories/segments.ts';
import { toStoredRow } from '../db/to-stored.ts';

/** Movements that another device has made: of eight serials, in and out. */
async function movementsOf(other: TestDatabase, count: number): Promise<Movement[]> {
  for (let number = 0; number < count; number += 1) {
    const kind = number < 8 ? 'receipt' : number % 2 ? 'shipment' : 'customer-return';
    await recordMovement(other.db, other.input(draftOf({ kind, serial: `T-${number % 8}` })));
  }
  return readWaiting(other.db, { limit: count, skip: 0 });
}

test("a first sync, renewals and live pulls in pages of any size give the server's rows, whatever others do meanwhile", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 5 }),
      async (rows, changes) => {
        const { device, server, transport } = await setUpSync();
        const other = await openTestDatabase(2);
        const others = await movementsOf(other, 24);
        for (const movement of others.splice(0, 12)) server.commit(other.deviceId, movement);
        const busy = <Value>(answer: Value): Value => {
          for (const movement of others.splice(0, 2)) server.commit(other.deviceId, movement);
          return answer;
        };
        const small: Transport = {
          ...transport,
          segment: async (hash) => busy(await transport.segment(hash)),
          pull: async (request) => busy(await transport.pull({ ...request, limit: changes }))
        };
        server.segmentRows = rows;
        const bounds = { least: 2, most: 4 };
        const loop = loopOf({ device, server, transport: small }, { bounds });
        while (others.length > 0) expect(await syncOnce(loop)).toMatchObject({ phase: 'idle' });
        await syncOnce(loop);
        expect(await everyStoredRow(device.db)).toEqual(server.rows.map(toStoredRow));
        expect(await device.db.readFeed('cursor')).toEqual({ epoch: server.epoch, seq: server.seq });
      }
    ),
    { numRuns: 25 }
  );
});

test('a first sync that was cut goes on where it stopped', async () => {
  const { device, server, transport } = await setUpSync();
  const other = await openTestDatabase(2);
  for (const movement of await movementsOf(other, 24)) server.commit(other.deviceId, movement);
  server.segmentRows = 1;
  const asked: string[] = [];
  const cut: Transport = {
    ...transport,
    segment: async (hash) => {
      asked.push(hash);
      return asked.length === 3 ? failed({ code: 'unreachable' }) : transport.segment(hash);
    }
  };
  expect(await syncOnce(loopOf({ device, server, transport: cut }))).toMatchObject({ phase: 'offline' });
  expect(await everyStoredRow(device.db)).toEqual([]);
  const held = await device.db.segments.toCollection().primaryKeys();
  expect(held.sort()).toEqual(asked.slice(0, 2).sort());
  const before = asked.splice(0);
  // As after a restart of the app: nothing is remembered but what is stored.
  expect(await syncOnce(loopOf({ device, server, transport: cut }))).toMatchObject({ phase: 'offline' });
  expect(await syncOnce(loopOf({ device, server, transport: cut }))).toMatchObject({ phase: 'idle' });
  expect(before.slice(0, 2).some((hash) => asked.includes(hash))).toBe(false);
  expect(await everyStoredRow(device.db)).toEqual(server.rows.map(toStoredRow));
});

test('two syncs at once without a lock: pages of one that the other overtook are dropped, and both end', async () => {
  const setting = await setUpSync();
  const { device, server, transport } = setting;
  const other = await openTestDatabase(2);
  await syncOnce(loopOf(setting));
  for (const movement of await movementsOf(other, 24)) server.commit(other.deviceId, movement);
  const small: Transport = { ...transport, pull: (request) => transport.pull({ ...request, limit: 2 }) };
  const open = { request: <Value>(_name: string, _options: object, held: () => Promise<Value>) => held() };
  const loops = [1, 2].map(() => loopOf({ ...setting, transport: small }, { locks: open }));
  for (const state of await Promise.all(loops.map(syncOnce)))
    expect(state).toMatchObject({ phase: 'idle', error: null });
  expect(await everyStoredRow(device.db)).toEqual(server.rows.map(toStoredRow));
});

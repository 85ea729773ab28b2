import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { draftOf, openTestDatabase, type TestDatabase } from '../../../../tests/factories/device.ts';
import type { MovementDraft } from '../../domain/movement/draft.ts';
import { GROUP_LIMIT } from '../../domain/movement/movement-schemas.ts';
import { recordMovement } from './record-movement.ts';
import { recordMovements, STALL_MS, stallAfterMs } from './record-movements.ts';
import { ID_BYTES } from './stamp-drafts.ts';

afterEach(() => vi.restoreAllMocks());

const draftsOf = (count: number): MovementDraft[] =>
  Array.from({ length: count }, (_, place) => draftOf({ serial: `SN-${place}` }));

function recordAll(device: TestDatabase, drafts: readonly MovementDraft[], group = false) {
  const { draft: _draft, ...input } = device.input(draftOf());
  const random = device.random.bytes(ID_BYTES * (drafts.length + 1));
  return recordMovements(device.db, { ...input, drafts, group, random });
}

test('200 serials are one transaction, with sequence numbers in the order given', async () => {
  const device = await openTestDatabase();
  const adds = vi.spyOn(device.db.outbox, 'bulkAdd');
  const result = await recordAll(device, draftsOf(200));
  if (!result.ok) throw new Error(result.error.code);
  expect(adds).toHaveBeenCalledOnce();
  expect(result.value.map(({ serial, origin }) => [serial, origin.sequence])).toEqual(
    draftsOf(200).map(({ serial }, place) => [serial, place + 1])
  );
  expect(new Set(result.value.map(({ id }) => id)).size).toBe(200);
  expect(await device.db.outbox.count()).toBe(200);
  const next = await recordMovement(device.db, device.input(draftOf()));
  expect(next).toMatchObject({ ok: true, value: { origin: { sequence: 201 } } });
});

test('all of them or none: one bad draft anywhere stores nothing and says which', async () => {
  const sizes = fc
    .integer({ min: 1, max: 12 })
    .chain((count) => fc.tuple(fc.constant(count), fc.nat(count - 1)));
  await fc.assert(
    fc.asyncProperty(sizes, async ([count, bad]) => {
      const device = await openTestDatabase();
      const drafts = draftsOf(count).map((draft, place) =>
        place === bad ? { ...draft, serial: '' } : draft
      );
      const result = await recordAll(device, drafts);
      const field = `movements.${bad}.serial`;
      expect(result).toEqual({ ok: false, error: { code: 'serial-empty', field } });
      expect(await device.db.outbox.count()).toBe(0);
      expect(await device.db.readMeta('sequence')).toMatchObject({ next: 1 });
    }),
    { numRuns: 15 }
  );
});

test('a crash after the rows and before the number leaves none of them', async () => {
  const device = await openTestDatabase();
  vi.spyOn(device.db, 'writeMeta').mockRejectedValueOnce(new Error('disk'));
  expect(await recordAll(device, draftsOf(3))).toMatchObject({
    ok: false,
    error: { code: 'storage-failed' }
  });
  expect(await device.db.outbox.count()).toBe(0);
});

test('an envelope has one id and the number of its movements; each recording has its own', async () => {
  const device = await openTestDatabase();
  const first = await recordAll(device, draftsOf(3), true);
  const second = await recordAll(device, draftsOf(2), true);
  if (!first.ok || !second.ok) throw new Error('not recorded');
  const groups = [...first.value, ...second.value].map(({ group }) => group);
  expect(groups.map((group) => group?.size)).toEqual([3, 3, 3, 2, 2]);
  expect(new Set(groups.map((group) => group?.id)).size).toBe(2);
  expect(first.value.map(({ id }) => id)).not.toContain(groups[0]?.id);
});

test('one movement travels without an envelope, and none at all stores nothing', async () => {
  const device = await openTestDatabase();
  const one = await recordAll(device, draftsOf(1), true);
  expect(one.ok && one.value[0]?.group).toBeUndefined();
  expect(await recordAll(device, [], true)).toEqual({ ok: true, value: [] });
  expect(await device.db.readMeta('sequence')).toMatchObject({ next: 2 });
});

test('an envelope larger than a truck is refused', async () => {
  const device = await openTestDatabase();
  const result = await recordAll(device, draftsOf(GROUP_LIMIT + 1), true);
  expect(result).toMatchObject({ error: { code: 'malformed-movement', field: 'movements.0.group.size' } });
});

test('a draft with a field that no movement has is refused, and nothing is stored', async () => {
  const device = await openTestDatabase();
  const drafts = [...draftsOf(1), { ...draftOf(), colour: 'red' }];
  const result = await recordAll(device, drafts);
  expect(result).toMatchObject({ error: { code: 'malformed-movement', field: 'movements.1' } });
});

test('one scan that takes a second is stalled; many at once are given longer, and not for ever', () => {
  expect(stallAfterMs(1)).toBe(STALL_MS);
  expect(stallAfterMs(GROUP_LIMIT)).toBeGreaterThan(10 * STALL_MS);
  expect(stallAfterMs(GROUP_LIMIT)).toBeLessThan(30 * STALL_MS);
});

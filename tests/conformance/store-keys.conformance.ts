import { describe, expect, test } from 'vitest';
import type { KeyRecord } from '../../server/store/integrations.ts';
import { ARRIVED, newId, type StoreHarness } from './store-harness.ts';

const stored = (value: unknown) => ({ ok: true, value });

const key = (fields: Partial<KeyRecord> = {}): KeyRecord => ({
  id: newId(),
  name: 'ERP',
  secretHash: newId(),
  scopes: ['stock:read', 'movements:write'],
  createdAt: ARRIVED,
  createdBy: 'Camille',
  expiresAt: null,
  ...fields
});

/** Keys for other programs, and the numbers of what is made on their devices. */
export function keysConformance(harness: StoreHarness): void {
  describe('keys', () => {
    test('are found by id and by the hash of their secret, and listed the latest first', async () => {
      const { keys } = harness.store;
      const first = key({ expiresAt: ARRIVED + 1 });
      const second = key({ createdAt: ARRIVED + 5, name: 'Shop', scopes: ['catalogue:read'] });
      for (const one of [first, second]) expect(await keys.addKey(one)).toEqual(stored(null));
      const { secretHash: _, ...entry } = first;
      const open = { ...entry, lastUsedAt: null, revokedAt: null };
      expect(await keys.keyById(first.id)).toEqual(open);
      expect(await keys.keyBySecretHash(first.secretHash)).toEqual(open);
      expect(await keys.keyBySecretHash(newId())).toBeNull();
      expect(await keys.keyById(newId())).toBeNull();
      expect((await keys.listKeys()).map(({ id }) => id)).toEqual([second.id, first.id]);
    });

    test('are devices that no token opens, and bear the name of theirs', async () => {
      const { store } = harness;
      const one = key();
      await store.keys.addKey(one);
      expect(await store.deviceById(one.id)).toEqual({ id: one.id, name: 'ERP' });
      expect(await store.deviceByTokenHash(one.secretHash)).toBeNull();
      await store.renameDevice({ id: one.id, name: 'New ERP' });
      expect((await store.keys.keyById(one.id))?.name).toBe('New ERP');
    });

    test('are revoked once, and remember when they were used', async () => {
      const { keys } = harness.store;
      const [one, other] = [key(), key()];
      for (const each of [one, other]) await keys.addKey(each);
      expect(await keys.touchKey({ id: one.id, at: ARRIVED + 60 })).toEqual(stored(null));
      expect(await keys.revokeKey({ id: one.id, at: ARRIVED + 70 })).toEqual(stored(null));
      await keys.revokeKey({ id: one.id, at: ARRIVED + 80 });
      expect(await keys.keyById(one.id)).toMatchObject({ lastUsedAt: ARRIVED + 60, revokedAt: ARRIVED + 70 });
      expect(await keys.keyById(other.id)).toMatchObject({ lastUsedAt: null, revokedAt: null });
    });
  });

  describe('a stream', () => {
    test('tells its highest number, refused ones counted, and which movements are stored', async () => {
      const [first, second] = [harness.make(), harness.make()];
      const { deviceId, incarnation, sequence } = second.origin;
      const ask = { deviceId, incarnation, ids: [second.id, newId()] };
      expect(await harness.store.readStream(ask)).toEqual({ highest: 0, stored: [] });
      await harness.append([first, second]);
      expect(await harness.store.readStream(ask)).toEqual({ highest: sequence, stored: [second] });
      await harness.store.appendMovements({
        carrierDeviceId: deviceId,
        arrivedAt: ARRIVED,
        clockOffsetMs: 0,
        arrivals: [],
        refused: [{ deviceId, incarnation, sequence: sequence + 3 }]
      });
      expect((await harness.store.readStream(ask)).highest).toBe(sequence + 3);
      const elsewhere = { ...ask, incarnation: newId() };
      expect((await harness.store.readStream(elsewhere)).highest).toBe(0);
    });
  });
}

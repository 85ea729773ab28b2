import { describe, expect, test } from 'vitest';
import { deviceId, newId, type StoreHarness } from './store-harness.ts';

/** What tells a server that went on from one that was put back, and which numbers of a device never came. */
export function momentsConformance(harness: StoreHarness): void {
  const { make, append } = harness;

  describe('a moment', () => {
    test('of this history is recalled, wherever a page ended', async () => {
      await append([make(), make(), make()]);
      await append([make()]);
      const present = await harness.store.readPresent();
      for (let seq = 0; seq < present.seq; seq++) {
        const page = await harness.store.changesSince({ cursor: { epoch: present.epoch, seq }, limit: 1 });
        if (!page) throw new Error('cursor unknown');
        const written = await harness.store.recallMoment(page.cursor, newId());
        expect(written).toEqual({ ok: true, value: 'present' });
      }
      expect(harness.store.epoch).toBe(present.epoch);
    });

    test('ahead of the feed, or with another mark, begins the next epoch, once', async () => {
      await append([make()]);
      const before = await harness.store.readPresent();
      const ahead = { ...before, seq: before.seq + 1, id: 'a'.repeat(32) };
      const next = newId();
      expect(await harness.store.recallMoment(ahead, next)).toEqual({ ok: true, value: 'restored' });
      expect(harness.store.epoch).toBe(next);
      expect(await harness.store.recallMoment(ahead, newId())).toEqual({ ok: true, value: 'past' });
      expect(await harness.store.recallMoment(before, newId())).toEqual({ ok: true, value: 'past' });
      expect(await harness.store.changesSince({ cursor: before, limit: 10 })).toBeNull();
      const other = { ...(await harness.store.readPresent()), id: 'b'.repeat(32) };
      expect(await harness.store.changesSince({ cursor: other, limit: 10 })).toBeNull();
      expect(await harness.store.recallMoment(other, newId())).toEqual({ ok: true, value: 'restored' });
    });

    test('of an epoch that this history never had begins the next one', async () => {
      const foreign = { epoch: newId(), seq: 0 };
      expect(await harness.store.recallMoment(foreign, newId())).toEqual({ ok: true, value: 'restored' });
    });
  });

  describe('numbers of a device', () => {
    const gaps = () => harness.store.readGaps({ deviceId, limit: 10 });

    test('that never came are known, until they come', async () => {
      const made = Array.from({ length: 6 }, () => make());
      const [first, second, third, , , sixth] = made;
      if (!first || !second || !third || !sixth) throw new Error('six');
      await append([first, third, sixth]);
      const { incarnation } = first.origin;
      const { sequence } = first.origin;
      expect(await gaps()).toEqual([
        { incarnation, from: sequence + 1, to: sequence + 1 },
        { incarnation, from: sequence + 3, to: sequence + 4 }
      ]);
      expect(await harness.store.readGaps({ deviceId, limit: 1 })).toHaveLength(1);
      await append([second]);
      expect(await gaps()).toEqual([{ incarnation, from: sequence + 3, to: sequence + 4 }]);
      await append(made);
      expect(await gaps()).toEqual([]);
    });

    test('that were refused, and those of an envelope that waits, leave no gap', async () => {
      const [first, refused, held, last] = [
        make(),
        make(),
        make({ group: { id: newId(), size: 2 } }),
        make()
      ];
      await harness.store.appendMovements({
        carrierDeviceId: deviceId,
        arrivedAt: 0,
        clockOffsetMs: 0,
        arrivals: [first, held, last].map((movement) => ({ movement, correctedAt: undefined })),
        refused: [refused.origin]
      });
      expect(await gaps()).toEqual([]);
    });
  });
}

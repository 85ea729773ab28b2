import { describe, expect, test } from 'vitest';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { newId, type StoreHarness } from './store-harness.ts';

/** Envelopes: accepted or held whole, in one request or over several. */
export function envelopesConformance(harness: StoreHarness): void {
  const { make, append, feed, rowOf } = harness;

  const envelope = (size: number, fields: Partial<Movement> = {}): Movement[] => {
    const group = { id: newId(), size };
    return Array.from({ length: size }, () => make({ ...fields, group }));
  };
  const verdictsOf = async (movements: Movement[]) => (await append(movements)).map(({ verdict }) => verdict);
  const movementsInFeed = async () =>
    (await feed()).changes.flatMap((change) =>
      change.type === 'movement' ? [change.committed.movement.id] : []
    );

  describe('an envelope', () => {
    test('that comes whole is accepted whole, in the order it was made', async () => {
      const members = envelope(3);
      expect(await verdictsOf([...members].reverse())).toEqual(['accepted', 'accepted', 'accepted']);
      expect(await movementsInFeed()).toEqual(members.map(({ id }) => id));
    });

    test('is held while a member is missing: not in the feed, in no row', async () => {
      const [first, second, third] = envelope(3, { serial: 'S' });
      if (!first || !second || !third) throw new Error('three');
      expect(await verdictsOf([first, second])).toEqual(['held', 'held']);
      expect(await movementsInFeed()).toEqual([]);
      expect(await rowOf('product-1', 'S')).toBeUndefined();
      expect(await verdictsOf([second])).toEqual(['held']);
      expect(await harness.store.readGroup(first.group?.id ?? '')).toEqual([]);
      expect(await verdictsOf([third])).toEqual(['accepted']);
      expect(await movementsInFeed()).toEqual([first.id, second.id, third.id]);
      const members = await harness.store.readGroup(first.group?.id ?? '');
      expect(members.map(({ movement }) => movement)).toEqual([first, second, third]);
      expect(await verdictsOf([first, second, third])).toEqual(['duplicate', 'duplicate', 'duplicate']);
    });

    test('is never parted by a page of the feed, however small the page', async () => {
      await append([make(), ...envelope(3), make(), ...envelope(2)]);
      for (const limit of [1, 2, 3, 4]) {
        const pages: string[][] = [];
        for (let seq = 0, more = true; more;) {
          const page = await feed(limit, seq);
          pages.push(
            page.changes.flatMap((change) =>
              change.type === 'movement' ? [change.committed.movement.group?.id ?? 'alone'] : []
            )
          );
          [seq, more] = [page.cursor.seq, page.more];
        }
        const told = pages.flat();
        expect(told).toHaveLength(7);
        for (const group of new Set(told.filter((id) => id !== 'alone'))) {
          expect(pages.filter((page) => page.includes(group))).toHaveLength(1);
        }
      }
    });

    test('lets pass what does not belong to it', async () => {
      const [first] = envelope(2);
      const other = make();
      if (!first) throw new Error('two');
      expect(await verdictsOf([first, other])).toEqual(['held', 'accepted']);
    });

    test('takes no member of another size, and none once it is whole', async () => {
      const [first, second] = envelope(2);
      if (!first?.group || !second) throw new Error('two');
      const odd = make({ group: { ...first.group, size: 3 } });
      expect(await verdictsOf([first, odd])).toEqual(['held', 'group-mismatch']);
      await append([second]);
      expect(await verdictsOf([make({ group: first.group })])).toEqual(['group-mismatch']);
    });

    test('holds its members to their content', async () => {
      const [first] = envelope(2);
      if (!first) throw new Error('two');
      await append([first]);
      expect(await verdictsOf([{ ...first, label: 'other' }])).toEqual(['id-conflict']);
      const { group: _group, ...alone } = first;
      expect(await verdictsOf([alone])).toEqual(['id-conflict']);
    });

    test('keeps when each member arrived and how its clock stood', async () => {
      const [first, second] = envelope(2);
      if (!first || !second) throw new Error('two');
      await append([first], first.recordedAt - 60_000);
      await append([second]);
      const stamps = (await feed()).changes.flatMap((change) =>
        change.type === 'movement' ? [change.committed.stamp] : []
      );
      expect(stamps.map(({ correctedAt }) => correctedAt)).toEqual([first.recordedAt - 60_000, undefined]);
    });
  });

  describe('a movement of an envelope', () => {
    test('is taken back only by a reversal that travels in one', async () => {
      const [received, other] = envelope(2, { serial: 'S' });
      if (!received || !other) throw new Error('two');
      await append([received, { ...other, serial: 'T' }]);
      await append([make({ serial: 'S', kind: 'reversal', reverses: received.id })]);
      expect((await rowOf('product-1', 'S'))?.state.status).toBe('in-stock');
      const group = { id: newId(), size: 2 };
      await append([
        make({ serial: 'S', kind: 'reversal', reverses: received.id, group }),
        make({ serial: 'T', kind: 'reversal', reverses: other.id, group })
      ]);
      expect((await rowOf('product-1', 'S'))?.state.status).toBe('unknown');
      expect((await rowOf('product-1', 'T'))?.state.status).toBe('unknown');
    });
  });
}

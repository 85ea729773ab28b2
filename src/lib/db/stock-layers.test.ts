import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftOf } from '../../../tests/factories/device.ts';
import { openPhones, testAuthor as by, type Phone } from '../../../tests/factories/phones.ts';
import type { MovementDraft } from '../domain/movement/draft.ts';
import type { MovementKind } from '../domain/movement/kind.ts';
import type { Movement } from '../domain/movement/movement.ts';
import { reversalOf } from '../domain/settlement/reversal.ts';
import { stockKeysOf } from '../domain/stock/stock-effect.ts';
import { projectStock } from '../domain/stock/stock-row.ts';
import { stockToken } from '../domain/stock/stock-token.ts';
import type { FakeServer } from '../sync/fake-server.ts';
import { readStockRows, type StockView } from './queries/stock-rows.ts';

const { serial: _serial, toLocationId: _to, ...plain } = draftOf();
const productId = plain.productId ?? '';
const places = ['a-01', 'a-02'] as const;

const quantity = (kind: MovementKind, over: Partial<MovementDraft> = {}): MovementDraft => ({
  ...plain,
  kind,
  quantityMicros: 2_000_000,
  ...over
});

type Step =
  | { do: 'move'; kind: MovementKind; from: string; to: string; lot: boolean; at: number; phone: 0 | 1 }
  | { do: 'undo'; which: number; at: number; phone: 0 | 1 }
  | { do: 'sync'; phone: 0 | 1 };

const phone = fc.constantFrom(0 as const, 1 as const);
const at = fc.integer({ min: 0, max: 50 });
const kinds = [
  'receipt',
  'shipment',
  'transfer',
  'transfer-departure',
  'transfer-arrival',
  'count',
  'scrap'
] as const;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      kind: fc.constantFrom(...kinds),
      from: fc.constantFrom(...places),
      to: fc.constantFrom(...places),
      lot: fc.boolean(),
      at,
      phone
    })
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat(9), at, phone }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const), phone }) }
);

const moved = ({ kind, from, to, lot }: Extract<Step, { do: 'move' }>): MovementDraft =>
  quantity(kind, { fromLocationId: from, toLocationId: to, ...(lot && { lot: 'L1' }) });

async function take(next: Step, phones: readonly Phone[], own: Movement[][]): Promise<void> {
  const [actor, made] = [phones[next.phone], own[next.phone]];
  if (!actor || !made) throw new Error('no phone');
  if (next.do === 'sync') return actor.sync();
  if (next.do === 'move') {
    made.push(...(await actor.record(next.at, [moved(next)])));
    return;
  }
  const movement = made[next.which % Math.max(1, made.length)];
  if (movement) made.push(...(await actor.record(next.at, [reversalOf({ movement, by })])));
}

/** What a screen may rightly show: the server's movements up to the row's version, and all own ones. */
function checkView(view: StockView, server: FakeServer, own: readonly Movement[]): void {
  if (view.standing === 'server-decides') return;
  const token = stockToken(view.row);
  const known = server.changes.flatMap((change) =>
    change.type === 'movement' && change.seq <= (view.serverVersion ?? 0) ? [change.committed.movement] : []
  );
  const movements = new Map([...known, ...own].map((movement) => [movement.id, movement]));
  const about = [...movements.values()].filter((one) =>
    stockKeysOf(one).some((key) => stockToken(key) === token)
  );
  expect(view.row).toEqual(projectStock(view.row, about).row);
}

test('stock rows hold every own movement through any sync, and end up as the server has them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
      const { server, phones } = await openPhones(2);
      const own: Movement[][] = [[], []];
      for (const next of steps) {
        await take(next, phones, own);
        for (const [place, { db }] of phones.entries()) {
          const views = await readStockRows(db);
          for (const view of views) checkView(view, server, own[place] ?? []);
          const shown = new Set(views.map(({ row }) => stockToken(row)));
          for (const key of own[place]?.flatMap(stockKeysOf) ?? []) expect(shown).toContain(stockToken(key));
        }
      }
      for (const one of [...phones, ...phones]) await one.sync();
      for (const { db } of phones) {
        const views = await readStockRows(db);
        const shown = views.map(({ row, serverVersion }) => ({ ...row, version: serverVersion }));
        const byToken = (a: { lot: string | null }, b: { lot: string | null }): number =>
          stockToken(a as StockView['row']) < stockToken(b as StockView['row']) ? -1 : 1;
        expect(shown).toEqual([...server.stock].sort(byToken));
        expect(views.every(({ standing, waiting }) => standing === 'confirmed' && waiting.length === 0)).toBe(
          true
        );
        db.close();
      }
    }),
    { numRuns: 25 }
  );
});

test('stock is read by product, by place and by lot', async () => {
  const { phones } = await openPhones(1);
  const [only] = phones as [Phone];
  await only.record(1, [
    quantity('receipt', { toLocationId: 'a-01' }),
    quantity('receipt', { toLocationId: 'a-01', lot: 'L1' }),
    quantity('receipt', {})
  ]);
  const tokens = async (filter: Parameters<typeof readStockRows>[1]) =>
    (await readStockRows(only.db, filter)).map(({ row }) => [row.locationId, row.lot]);
  for (const [when, standing] of [
    ['before', 'provisional'],
    ['after', 'confirmed']
  ]) {
    if (when === 'after') await only.sync();
    expect(await tokens({ locationId: 'a-01' })).toEqual([
      ['a-01', null],
      ['a-01', 'L1']
    ]);
    expect(await tokens({ locationId: null })).toEqual([[null, null]]);
    expect(await tokens({ productId, lot: 'L1' })).toEqual([['a-01', 'L1']]);
    expect(await tokens({ productId: 'other' })).toEqual([]);
    expect((await readStockRows(only.db))[0]).toMatchObject({ standing, row: { quantityMicros: 2_000_000 } });
  }
});

import { expect, test } from 'vitest';
import type { MovementDraft } from '../../src/lib/domain/movement/draft.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { valueOf, withProduct, type Client, type TransportWorld } from './transport-client.ts';

/** Envelopes are accepted or held whole. */
export function describeEnvelopes(makeWorld: () => Promise<TransportWorld>): void {
  const envelope = (client: Client, size: number, over: Partial<Movement> = {}): Movement[] => {
    const group = { id: client.make().id, size };
    return Array.from({ length: size }, (_, place) => ({
      ...client.make({ serial: `E-${place}` }),
      group,
      ...over
    }));
  };
  const verdictsOf = async (client: Client, ...movements: unknown[]) =>
    valueOf(await client.push(...movements)).answers.map(({ verdict }) => verdict);
  const pulledIds = async (client: Client): Promise<string[]> => {
    const { epoch } = valueOf(await client.transport.status());
    const changes = await client.pullAll(epoch, 0, 100);
    return changes.flatMap((change) => (change.type === 'movement' ? [change.committed.movement.id] : []));
  };

  test('an envelope is held until its last member comes, and then tells all of them in the order made', async () => {
    const { client } = await withProduct(makeWorld);
    const [first, second, third] = envelope(client, 3);
    expect(await verdictsOf(client, third, first)).toEqual(['held', 'held']);
    expect(await verdictsOf(client, first)).toEqual(['held']);
    expect(await pulledIds(client)).toEqual([]);
    expect(valueOf(await client.transport.segmentManifest(undefined)).serialCount).toBe(0);
    expect(await verdictsOf(client, second)).toEqual(['accepted']);
    expect(await pulledIds(client)).toEqual([first?.id, second?.id, third?.id]);
    expect(await verdictsOf(client, third, first)).toEqual(['duplicate', 'duplicate']);
  });

  test('an envelope in one push is accepted whole, among others', async () => {
    const { client } = await withProduct(makeWorld);
    const members = envelope(client, 2);
    const alone = client.make({ serial: 'ALONE' });
    expect(await verdictsOf(client, members[1], alone, members[0])).toEqual([
      'accepted',
      'accepted',
      'accepted'
    ]);
  });

  test('what does not agree with its envelope is refused: another size, one too many, other content', async () => {
    const { client } = await withProduct(makeWorld);
    const [first, second] = envelope(client, 2);
    if (!first || !second) throw new Error('no envelope');
    const { group } = first;
    const other = { ...client.make({ serial: 'E-9' }), group: { id: group?.id ?? '', size: 3 } };
    expect(await verdictsOf(client, first)).toEqual(['held']);
    const refusals = valueOf(await client.push(other, { ...first, label: 'changed' })).answers;
    expect(refusals).toMatchObject([{ code: 'group-mismatch' }, { code: 'id-conflict' }]);
    expect(await verdictsOf(client, second)).toEqual(['accepted']);
    const [late] = valueOf(await client.push({ ...client.make({ serial: 'E-8' }), group })).answers;
    expect(late).toMatchObject({ verdict: 'refused', code: 'group-mismatch' });
  });
}

/** Movements without serial and the stock rows that result. */
export function describeStock(makeWorld: () => Promise<TransportWorld>): void {
  const quantity = (client: Client, over: Partial<MovementDraft> = {}): Movement => {
    const { serial: _serial, ...movement } = client.make(over);
    return { ...movement, quantityMicros: 3_000_000 };
  };

  test('a movement without serial travels with the stock rows that result; a snapshot has them all', async () => {
    const { client } = await withProduct(makeWorld);
    await client.push(quantity(client, { lot: 'L1' }), client.make());
    await client.push(
      quantity(client, { kind: 'transfer', lot: 'L1', fromLocationId: 'a-01', toLocationId: 'a-02' })
    );
    const { epoch } = valueOf(await client.transport.status());
    const changes = await client.pullAll(epoch, 0, 100);
    const moved = changes.flatMap((change) => (change.type === 'movement' ? [change] : []));
    const told = moved.map(({ stock }) =>
      stock.map(({ locationId, quantityMicros }) => [locationId, quantityMicros])
    );
    expect(told[0]).toContainEqual(['a-01', moved[0]?.stock[0]?.quantityMicros]);
    expect(told[1]).toEqual([]);
    expect([...(told[2] ?? [])].sort()).toEqual([
      ['a-01', 0],
      ['a-02', 3_000_000]
    ]);
    expect(moved.every(({ row, stock }) => (row === null) === stock.length > 0)).toBe(true);
    const { stock } = valueOf(await client.transport.segmentManifest(undefined));
    expect(
      stock.map(({ locationId, lot, quantityMicros }) => [locationId, lot, quantityMicros]).sort()
    ).toEqual([
      ['a-01', 'L1', 0],
      ['a-02', 'L1', 3_000_000]
    ]);
    expect(stock.every(({ version }) => version === moved[2]?.seq)).toBe(true);
  });

  test('stock below zero is flagged with the movement that took too much', async () => {
    const { client } = await withProduct(makeWorld);
    const taken = quantity(client, { kind: 'shipment', fromLocationId: 'a-01' });
    await client.push(taken);
    const { stock } = valueOf(await client.transport.segmentManifest(undefined));
    expect(stock).toMatchObject([
      { locationId: 'a-01', quantityMicros: -3_000_000, anomalies: [{ id: `negative-quantity:${taken.id}` }] }
    ]);
  });
}

import { readSegment } from '../../src/lib/protocol/segments.ts';
import { describe, expect, test } from 'vitest';
import { namingOf } from '../../src/lib/domain/settlement/correction.ts';
import { SeededRandom, testId, testProduct, TEST_EPOCH_MS } from '../factories/device.ts';
import { Client, codeOf, valueOf, withProduct, type TransportWorld } from './transport-client.ts';
import { describeEnvelopes, describeStock } from './transport-envelopes.ts';

/** What every transport does, whatever is behind it. */
export function describeTransport(name: string, makeWorld: () => Promise<TransportWorld>): void {
  describe(`${name} transport`, () => {
    describeStart(makeWorld);
    describePush(makeWorld);
    describeEnvelopes(makeWorld);
    describeStock(makeWorld);
    describePull(makeWorld);
    describeQueries(makeWorld);
  });
}

function describeStart(makeWorld: () => Promise<TransportWorld>): void {
  test('a server without data says so until it is started', async () => {
    const transport = (await makeWorld()).connect();
    expect(valueOf(await transport.status())).toMatchObject({ name: 'douchette', empty: true, protocol: 1 });
    await transport.enrol({ name: 'desk' });
    const start = { siteName: 'Lyon', timeZone: 'Europe/Paris' };
    expect(codeOf(await transport.startEmpty(start))).toBe('ok');
    expect(valueOf(await transport.status())).toMatchObject({ empty: false });
    expect(codeOf(await transport.startEmpty(start))).toBe('not-empty');
  });

  test('one browser stays one device, another is another', async () => {
    const world = await makeWorld();
    const [here, there] = [world.connect(), world.connect()];
    const first = valueOf(await here.enrol({ name: 'a' }));
    expect(valueOf(await here.enrol({ name: 'b' }))).toMatchObject({ deviceId: first.deviceId, name: 'b' });
    expect(valueOf(await there.enrol({ name: 'a' })).deviceId).not.toBe(first.deviceId);
    expect(valueOf(await here.status()).epoch).toBe(first.epoch);
  });

  test('a device that was never enrolled is told so', async () => {
    const transport = (await makeWorld()).connect();
    const { epoch } = valueOf(await transport.status());
    const cursor = { epoch, seq: 0 };
    expect(codeOf(await transport.push({ sentAt: TEST_EPOCH_MS, movements: [{}] }))).toBe('not-enrolled');
    expect(codeOf(await transport.pull({ cursor, limit: 10 }))).toBe('not-enrolled');
    expect(codeOf(await transport.segmentManifest(undefined))).toBe('not-enrolled');
    expect(codeOf(await transport.segment('0'.repeat(64)))).toBe('not-enrolled');
  });
}

function describePush(makeWorld: () => Promise<TransportWorld>): void {
  test('a repeated push gets the first verdict, and other content under the same id is refused', async () => {
    const { client } = await withProduct(makeWorld);
    const movement = client.make();
    const [first] = valueOf(await client.push(movement)).answers;
    expect(first).toMatchObject({ verdict: 'accepted', id: movement.id });
    const [second] = valueOf(await client.push(movement)).answers;
    expect(second).toEqual({ ...first, verdict: 'duplicate' });
    const [other] = valueOf(await client.push({ ...movement, label: 'changed' })).answers;
    expect(other).toMatchObject({ verdict: 'refused', id: movement.id, code: 'id-conflict' });
  });

  test('each movement has its own verdict, in the order of the request', async () => {
    const { client } = await withProduct(makeWorld);
    const [good, last] = [client.make(), client.make({ serial: 'SN-2' })];
    const { kind: _kind, ...malformed } = client.make();
    const foreign = { ...client.make(), origin: { ...good.origin, deviceId: testId(new SeededRandom(9)) } };
    const { answers } = valueOf(await client.push(good, malformed, 'no movement', foreign, last));
    expect(answers).toMatchObject([
      { verdict: 'accepted', id: good.id },
      { verdict: 'refused', id: malformed.id, code: 'malformed-movement', field: 'kind' },
      { verdict: 'refused', id: null, code: 'malformed-movement' },
      { verdict: 'refused', id: foreign.id, code: 'foreign-origin' },
      { verdict: 'accepted', id: last.id }
    ]);
  });

  test('a push of nothing or of too much is refused whole', async () => {
    const { client } = await withProduct(makeWorld);
    expect(codeOf(await client.push())).toBe('malformed-request');
    const tooMany = Array.from({ length: 501 }, (_, place) => ({ place }));
    expect(codeOf(await client.push(...tooMany))).toBe('batch-too-large');
  });

  test('500 movements are one push', async () => {
    const { client } = await withProduct(makeWorld);
    const movements = Array.from({ length: 500 }, (_, place) => client.make({ serial: `SN-${place}` }));
    const { answers } = valueOf(await client.push(...movements));
    expect(answers.map(({ id }) => id)).toEqual(movements.map(({ id }) => id));
    expect(answers.every(({ verdict }) => verdict === 'accepted')).toBe(true);
  });

  test('a scan whose product nobody knows is kept, and listed to be named', async () => {
    const { client } = await withProduct(makeWorld);
    const movement = client.make({ productId: null, productHint: 'a box' });
    const [verdict] = valueOf(await client.push(movement)).answers;
    expect(verdict).toMatchObject({ verdict: 'accepted', unidentified: true });
    const { scans } = valueOf(await client.transport.unidentified());
    expect(scans).toMatchObject([{ movement: { id: movement.id, productHint: 'a box' } }]);
    const group = { id: client.make().id, size: 2 };
    const by = { operator: movement.operator, effectiveDate: movement.effectiveDate };
    const naming = namingOf({ scan: movement, productId: testProduct.id, by });
    await client.push(...naming.map((draft) => ({ ...client.make(), serial: undefined, ...draft, group })));
    expect(valueOf(await client.transport.unidentified())).toEqual({ scans: [] });
  });
}

function describePull(makeWorld: () => Promise<TransportWorld>): void {
  test('the feed tells every change once, in commit order, with the row that results', async () => {
    const { world, client } = await withProduct(makeWorld);
    const other = await Client.enrol(world, 2);
    const made = [client.make(), other.make({ kind: 'shipment' }), client.make({ serial: 'SN-2' })];
    for (const movement of made) {
      const pusher = movement.origin.deviceId === client.deviceId ? client : other;
      await pusher.push(movement);
    }
    const { epoch } = valueOf(await client.transport.status());
    for (const limit of [1, 2, 100]) {
      const changes = await client.pullAll(epoch, 0, limit);
      expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, place) => place + 1));
      const moved = changes.flatMap((change) => (change.type === 'movement' ? [change] : []));
      expect(moved.map(({ committed }) => committed.movement)).toEqual(made);
      expect(changes.find(({ type }) => type === 'product')).toMatchObject({ product: testProduct });
      const last = moved.findLast(({ row }) => row?.serialKey === 'SN-0001');
      expect(last?.row).toMatchObject({
        version: last?.row?.version,
        state: { status: 'delivered' },
        movementCount: 2
      });
    }
  });

  test('a cursor of another history, or ahead of this one, is not known', async () => {
    const { client } = await withProduct(makeWorld);
    const { epoch } = valueOf(await client.transport.status());
    const pull = (cursor: { epoch: string; seq: number }) => client.transport.pull({ cursor, limit: 10 });
    expect(codeOf(await pull({ epoch: testId(new SeededRandom(3)), seq: 0 }))).toBe('cursor-unknown');
    expect(codeOf(await pull({ epoch, seq: 1_000_000 }))).toBe('cursor-unknown');
  });

  test('the segments of a first sync hold all rows in key order, and the feed goes on from it', async () => {
    const { client } = await withProduct(makeWorld);
    const serials = ['b/1', 'A 2', 'é3', '😀', 'z?&=4'];
    await client.push(...serials.map((serial) => client.make({ serial })));
    const manifest = valueOf(await client.transport.segmentManifest(undefined));
    expect(manifest).toMatchObject({ serialCount: serials.length, catalogue: { products: [testProduct] } });
    const { epoch, seq } = manifest.cursor;
    const keys: string[] = [];
    for (const { hash, firstKey, count } of manifest.segments) {
      const segment = readSegment(valueOf(await client.transport.segment(hash)));
      expect(segment).toMatchObject({ count });
      expect(segment?.serialKeys[0]).toBe(firstKey.serialKey);
      keys.push(...(segment?.serialKeys ?? []));
    }
    expect(keys).toEqual(['A 2', 'B/1', 'Z?&=4', 'é3', '😀']);
    await client.push(client.make({ serial: 'later' }));
    expect(await client.pullAll(epoch, seq, 10)).toMatchObject([
      { type: 'movement', row: { serialKey: 'LATER' } }
    ]);
  });

  test('a segment that was never offered is not found', async () => {
    const { client } = await withProduct(makeWorld);
    expect(codeOf(await client.transport.segment('0'.repeat(64)))).toBe('not-found');
  });
}

function describeQueries(makeWorld: () => Promise<TransportWorld>): void {
  test('one serial is told with its whole history, in fold order', async () => {
    const { client } = await withProduct(makeWorld);
    const [receipt, shipment] = [
      client.make({ serial: 'a/b c' }),
      client.make({ serial: 'A/B C', kind: 'shipment' })
    ];
    await client.push(shipment, receipt);
    const detail = valueOf(
      await client.transport.readSerial({ productId: testProduct.id, serialKey: 'A/B C' })
    );
    expect(detail.row).toMatchObject({ serial: 'a/b c', state: { status: 'delivered' }, movementCount: 2 });
    expect(detail.history).toMatchObject([
      { movement: { id: receipt.id }, live: true, after: { status: 'in-stock' } },
      { movement: { id: shipment.id }, live: true, after: { status: 'delivered' }, anomaly: null }
    ]);
    const unknown = { productId: testProduct.id, serialKey: 'NOPE' };
    expect(codeOf(await client.transport.readSerial(unknown))).toBe('not-found');
  });

  test('a serial that was misread is proposed', async () => {
    const { client } = await withProduct(makeWorld);
    await client.push(...['SN-10', 'SN-77'].map((serial) => client.make({ serial })));
    const { rows } = valueOf(await client.transport.nearSerials({ text: 'SN-1O' }));
    expect(rows.map(({ serialKey }) => serialKey)).toEqual(['SN-10']);
    const none = await client.transport.nearSerials({ text: 'SN-1O', productId: 'no-such' });
    expect(valueOf(none).rows).toEqual([]);
  });

  test('serials are found by a part of them', async () => {
    const { client } = await withProduct(makeWorld);
    await client.push(...['XY-1', 'XY-2', 'Z'].map((serial) => client.make({ serial })));
    const found = valueOf(await client.transport.searchSerials({ text: 'xy', limit: 1 }));
    expect(found).toMatchObject({ rows: [{ serialKey: 'XY-1' }], total: 2 });
  });
}

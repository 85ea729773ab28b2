import { describe, expect, test } from 'vitest';
import type { Product } from '../../src/lib/domain/catalogue/catalogue.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { movementSchema } from '../../src/lib/domain/movement/movement.ts';
import type { SerialIdentity } from '../../src/lib/db/schema.ts';
import type { Answer, Transport } from '../../src/lib/sync/transport.ts';
import { draftOf, SeededRandom, testId, testProduct, TEST_EPOCH_MS } from '../factories/device.ts';
import type { MovementDraft } from '../../src/lib/db/commands/record-movement.ts';

/** A server and the ways to it. */
export interface TransportWorld {
  /** A new browser's transport. */
  connect(): Transport;
  addProduct(product: Product): Promise<void>;
}

function valueOf<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(`${answer.error.code} ${answer.error.field} ${answer.error.detail}`);
  return answer.value;
}

const codeOf = (answer: Answer<unknown>): string => (answer.ok ? 'ok' : answer.error.code);

/** An enrolled device that makes movements as a real one does. */
class Client {
  readonly transport: Transport;
  readonly #random: SeededRandom;
  readonly deviceId: string;
  readonly #incarnation: string;
  readonly #startsAt: number;
  #sequence = 0;

  private constructor(transport: Transport, deviceId: string, seed: number) {
    const random = new SeededRandom(seed);
    this.transport = transport;
    this.deviceId = deviceId;
    this.#random = random;
    // Clients of higher seeds scan later, or the server's random device ids would decide ties.
    this.#startsAt = TEST_EPOCH_MS + seed * 1000;
    this.#incarnation = testId(random);
  }

  static async enrol(world: TransportWorld, seed: number): Promise<Client> {
    const transport = world.connect();
    const { deviceId } = valueOf(await transport.enrol({ name: `phone ${seed}` }));
    return new Client(transport, deviceId, seed);
  }

  make(over: Partial<MovementDraft> = {}): Movement {
    this.#sequence += 1;
    return movementSchema.parse({
      ...draftOf(over),
      id: testId(this.#random),
      recordedAt: this.#startsAt + this.#sequence,
      clock: { wallMs: this.#startsAt + this.#sequence, monotonicMs: this.#sequence, bootId: 'boot' },
      origin: { deviceId: this.deviceId, incarnation: this.#incarnation, sequence: this.#sequence }
    });
  }

  push(...movements: unknown[]) {
    return this.transport.push({ sentAt: TEST_EPOCH_MS, movements });
  }

  /** Everything behind a seq, page by page. */
  async pullAll(epoch: string, seq: number, limit: number) {
    const changes = [];
    for (let cursor = { epoch, seq }, more = true; more;) {
      const page = valueOf(await this.transport.pull({ cursor, limit }));
      expect(page.changes.length).toBeLessThanOrEqual(limit);
      changes.push(...page.changes);
      ({ cursor, more } = page);
    }
    return changes;
  }
}

async function withProduct(makeWorld: () => Promise<TransportWorld>) {
  const world = await makeWorld();
  await world.addProduct(testProduct);
  const client = await Client.enrol(world, 1);
  return { world, client };
}

/** What every transport does, whatever is behind it. */
export function describeTransport(name: string, makeWorld: () => Promise<TransportWorld>): void {
  describe(`${name} transport`, () => {
    describeStart(makeWorld);
    describePush(makeWorld);
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
    expect(codeOf(await transport.snapshotManifest())).toBe('not-enrolled');
    expect(codeOf(await transport.snapshotPage({ epoch, after: null, limit: 10 }))).toBe('not-enrolled');
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

  test('a first sync in pages of any size gives all rows in key order, and the feed goes on from it', async () => {
    const { client } = await withProduct(makeWorld);
    const serials = ['b/1', 'A 2', 'é3', '😀', 'z?&=4'];
    await client.push(...serials.map((serial) => client.make({ serial })));
    const manifest = valueOf(await client.transport.snapshotManifest());
    expect(manifest).toMatchObject({ serialCount: serials.length, catalogue: { products: [testProduct] } });
    const { epoch, seq } = manifest.cursor;
    for (const limit of [1, 2, 5, 100]) {
      const keys: string[] = [];
      for (let after: SerialIdentity | null = null, first = true; first || after; first = false) {
        const page: { rows: SerialIdentity[]; next: SerialIdentity | null } = valueOf(
          await client.transport.snapshotPage({ epoch, after, limit })
        );
        keys.push(...page.rows.map(({ serialKey }) => serialKey));
        after = page.next;
      }
      expect(keys).toEqual(['A 2', 'B/1', 'Z?&=4', 'é3', '😀']);
    }
    await client.push(client.make({ serial: 'later' }));
    expect(await client.pullAll(epoch, seq, 10)).toMatchObject([
      { type: 'movement', row: { serialKey: 'LATER' } }
    ]);
  });

  test('a page of a snapshot of another history is refused', async () => {
    const { client } = await withProduct(makeWorld);
    const epoch = testId(new SeededRandom(4));
    expect(codeOf(await client.transport.snapshotPage({ epoch, after: null, limit: 1 }))).toBe(
      'cursor-unknown'
    );
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

import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { demoCatalogue } from '../../server/services/demo/demo-catalogue.ts';
import { foldSerial } from '../../src/lib/domain/serial/fold-serial.ts';
import type { SegmentManifest } from '../../src/lib/protocol/segments.ts';
import { serialDetailResponseSchema, statusResponseSchema } from '../../src/lib/protocol/queries.ts';
import { serialSearchResponseSchema } from '../../src/lib/protocol/serial-search.ts';
import type { VersionedRow } from '../../src/lib/protocol/rows.ts';
import { testCatalogue } from '../factories/catalogue.ts';
import { FACTORY_START } from '../factories/movements.ts';
import { readSnapshot } from '../factories/snapshot-reader.ts';
import { errorOf, TestServer, type TestDevice } from '../factories/server.ts';

let server: TestServer;
let phone: TestDevice;

beforeEach(async () => {
  server = await TestServer.open();
  phone = await server.enrol();
});

const keyOf = (row: VersionedRow): string => `${row.productId}/${row.serialKey}`;

async function snapshot(): Promise<{ manifest: SegmentManifest; rows: Map<string, VersionedRow> }> {
  const { manifest, rows } = await readSnapshot((path) => phone.request(path));
  return { manifest, rows: new Map(rows.map((row) => [keyOf(row), row])) };
}

describe('pull', () => {
  test('gives what several devices pushed, in the order it was committed', async () => {
    const other = await server.enrol();
    const pushed = [];
    for (const device of [phone, other, phone]) {
      const batch = [device.make(), device.make()];
      await device.push(batch);
      pushed.push(...batch);
    }
    expect(await phone.pullMovements()).toEqual(pushed);
    for (const limit of [1, 2, 5]) expect(await other.pullMovements(limit)).toEqual(pushed);
    const { changes, more, cursor } = await other.pull({ limit: 3 });
    expect(changes).toHaveLength(3);
    expect([more, cursor.seq]).toEqual([true, 3]);
  });

  test('again from the last cursor gives nothing until something is new', async () => {
    await phone.push([phone.make()]);
    const { cursor } = await phone.pull();
    expect(await phone.pull(cursor)).toMatchObject({ changes: [], cursor, more: false });
    const movement = phone.make();
    await phone.push([movement]);
    expect((await phone.pull(cursor)).changes).toMatchObject([{ committed: { movement } }]);
  });

  test('is gzip when asked for and worth it', async () => {
    await phone.push(Array.from({ length: 20 }, () => phone.make()));
    const path = `/api/sync/changes?epoch=${server.store.epoch}&seq=0`;
    const plain = await phone.request(path);
    const zipped = await phone.request(path, { headers: { 'accept-encoding': 'br, gzip;q=0.8' } });
    const refused = await phone.request(path, { headers: { 'accept-encoding': 'gzip;q=0' } });
    expect([plain, zipped, refused].map(({ headers }) => headers.get('content-encoding'))).toEqual([
      null,
      'gzip',
      null
    ]);
    const inflated = gunzipSync(new Uint8Array(await zipped.arrayBuffer())).toString();
    expect(inflated).toBe(await plain.text());
  });
});

describe('first sync', () => {
  test('snapshot, then pull from its cursor, gives everything, also what came in between', async () => {
    await phone.push(Array.from({ length: 23 }, (_, at) => phone.make({ serial: `S/${at} é` })));
    const before = await snapshot();
    expect(before.manifest.serialCount).toBe(23);
    expect(before.manifest.catalogue).toEqual(testCatalogue);
    await phone.push([phone.make({ serial: 'S/3 é', kind: 'shipment' }), phone.make({ serial: 'NEW' })]);
    const rows = before.rows;
    for (const change of (await phone.pull(before.manifest.cursor)).changes) {
      if (change.type === 'movement' && change.row) rows.set(keyOf(change.row), change.row);
    }
    expect(rows).toEqual((await snapshot()).rows);
    expect(rows.get('product-1/S/3 é')?.state.status).toBe('delivered');
  });
});

describe('one serial', () => {
  const ask = (productId: string, serialKey: string) =>
    phone.request(`/api/serial?${new URLSearchParams({ productId, serialKey })}`);
  const detail = async (serialKey: string) =>
    serialDetailResponseSchema.parse(await (await ask('product-1', serialKey)).json());

  test('comes with its history in fold order, with person, device, state and anomaly of each step', async () => {
    const other = await server.enrol('Poste réception');
    const shipped = phone.make({ serial: 'S', kind: 'shipment' });
    const taken = phone.make({ serial: 'S', kind: 'reversal', reverses: shipped.id });
    const received = other.make({ serial: 'S', recordedAt: FACTORY_START - 5000 });
    await phone.push([shipped, taken]);
    await other.push([received]);
    const { row, history } = await detail('S');
    expect(history.map(({ movement }) => movement)).toEqual([received, shipped, taken]);
    expect(history.map(({ live }) => live)).toEqual([true, false, true]);
    expect(history.map(({ deviceName }) => deviceName)).toEqual([
      'Poste réception',
      'Terminal 1',
      'Terminal 1'
    ]);
    expect(history.map(({ after }) => after.status)).toEqual(['in-stock', 'in-stock', 'in-stock']);
    expect(row.state).toEqual(foldSerial([shipped, taken, received]).state);
  });

  test('is found as the label writes it, slashes, case and accents included', async () => {
    await phone.push([phone.make({ serial: 'aé/1 %2F?#' })]);
    for (const written of ['aé/1 %2F?#', 'Aé/1 %2F?#', ' aé/1 %2F?#\u001d']) {
      expect((await detail(written)).row.serial).toBe('aé/1 %2F?#');
    }
  });

  test.each(['.', '..', '../../etc/passwd', 'a?b=c#d', 'hasOwnProperty', '*'])(
    '%j works as any other',
    async (serial) => {
      await phone.push([phone.make({ serial })]);
      expect((await detail(serial)).row.serial).toBe(serial);
    }
  );

  test('that nobody has seen, or of no product, is not found', async () => {
    const nobody = [
      ['product-1', 'NO'],
      ['product-9', 'NO'],
      ['product-1', 'A'.repeat(2000)],
      ['product-1', '\u0000']
    ] as const;
    for (const [productId, serialKey] of nobody) {
      expect(await errorOf(await ask(productId, serialKey))).toEqual({
        status: 404,
        code: 'not-found'
      });
    }
  });
});

describe('search', () => {
  const search = async (query: string) =>
    serialSearchResponseSchema.parse(await (await phone.request(`/api/serials?${query}`)).json());

  test('tells how many there are behind the limit', async () => {
    await phone.push(Array.from({ length: 9 }, (_, at) => phone.make({ serial: `AB${at}` })));
    const { rows, total } = await search('q=ab&limit=4');
    expect(rows.map(({ serialKey }) => serialKey)).toEqual(['AB0', 'AB1', 'AB2', 'AB3']);
    expect(total).toBe(9);
    expect((await search('q=AB7')).rows.map(({ serialKey }) => serialKey)).toEqual(['AB7']);
    expect((await search('')).total).toBe(9);
  });

  test('goes on behind the last row, whatever came in before it', async () => {
    await phone.push(Array.from({ length: 5 }, (_, at) => phone.make({ serial: `AB${at}` })));
    const first = await search('q=ab&limit=2');
    await phone.push([phone.make({ serial: 'AB00' }), phone.make({ serial: 'AB9' })]);
    const after = encodeURIComponent(first.next ?? '');
    const { rows, total, next, counts } = await search(`q=ab&limit=9&after=${after}`);
    expect(rows.map(({ serialKey }) => serialKey)).toEqual(['AB2', 'AB3', 'AB4', 'AB9']);
    expect([total, next, counts['in-stock']]).toEqual([7, null, 7]);
  });

  test('with parameters that make no sense is malformed', async () => {
    for (const query of [
      'limit=0',
      'after=x',
      'statuses=sold',
      'limit=501',
      'limit=x',
      `q=${'a'.repeat(201)}`
    ]) {
      const error = await errorOf(await phone.request(`/api/serials?${query}`));
      expect(error).toMatchObject({ status: 400, code: 'malformed-request' });
    }
  });
});

describe('the first visit', () => {
  const post = (on: TestServer, path: string, body: unknown) =>
    on.request(path, { method: 'POST', body: JSON.stringify(body) });
  const isEmpty = async (on: TestServer) =>
    statusResponseSchema.parse(await (await on.request('/api/status')).json()).empty;

  test('may fill an empty server with a demonstration, once', async () => {
    const fresh = await TestServer.open({ empty: true });
    expect(await isEmpty(fresh)).toBe(true);
    const filled = await post(fresh, '/api/demo', { serials: 50 });
    expect(await filled.json()).toMatchObject({ serials: 50 });
    expect(await isEmpty(fresh)).toBe(false);
    const { catalogue, serialCount } = await fresh.store.readSnapshot();
    expect(catalogue.products).toHaveLength(demoCatalogue.products.length);
    expect([catalogue.sites.length, serialCount]).toEqual([1, 50]);
    expect(await errorOf(await post(fresh, '/api/demo', {}))).toEqual({ status: 409, code: 'not-empty' });
  });

  test('may begin empty, with a site and a place', async () => {
    const fresh = await TestServer.open({ empty: true });
    const zone = await post(fresh, '/api/start', { siteName: 'Lyon', timeZone: 'Mars/Olympus' });
    expect(await errorOf(zone)).toMatchObject({ status: 400, code: 'malformed-request', field: 'timeZone' });
    expect(await isEmpty(fresh)).toBe(true);
    const started = await post(fresh, '/api/start', { siteName: 'Lyon', timeZone: 'Europe/Paris' });
    expect(started.status).toBe(200);
    expect(await isEmpty(fresh)).toBe(false);
    const { catalogue } = await fresh.store.readSnapshot();
    expect(catalogue.sites).toMatchObject([{ name: 'Lyon', timeZone: 'Europe/Paris' }]);
    expect(catalogue.locations).toHaveLength(1);
    const again = await post(fresh, '/api/start', { siteName: 'Lyon', timeZone: 'Europe/Paris' });
    expect(await errorOf(again)).toEqual({ status: 409, code: 'not-empty' });
  });
});

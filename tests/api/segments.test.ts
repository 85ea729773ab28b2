import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { readSegment, segmentManifestSchema, type SegmentManifest } from '../../src/lib/protocol/segments.ts';
import { decodeSegment } from '../../src/lib/protocol/segment-rows.ts';
import { errorOf, TestServer, type TestDevice } from '../factories/server.ts';

let server: TestServer;
let phone: TestDevice;

beforeEach(async () => {
  server = await TestServer.open();
  phone = await server.enrol();
});

const manifestOf = async (device: TestDevice): Promise<SegmentManifest> =>
  segmentManifestSchema.parse(await (await device.request('/api/sync/segments')).json());

test('a manifest names segments that hold every row, each served under its hash for good', async () => {
  await phone.push([phone.make({ serial: 'S-2' }), phone.make({ serial: 'S-1' })]);
  const { segments, serialCount, cursor } = await manifestOf(phone);
  expect(cursor).toEqual((await phone.pull()).cursor);
  expect([segments.length, serialCount]).toEqual([1, 2]);
  const response = await phone.request(`/api/sync/segments/${segments[0]?.hash}`);
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(response.headers.get('content-encoding')).toBe('gzip');
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.byteLength).toBe(segments[0]?.bytes);
  const text = gunzipSync(bytes).toString('utf8');
  expect(createHash('sha256').update(text).digest('hex')).toBe(segments[0]?.hash);
  const segment = readSegment(text);
  expect(segment && decodeSegment(segment).map(({ serial }) => serial)).toEqual(['S-1', 'S-2']);
});

test('a server without serials has no segments', async () => {
  const { segments, serialCount } = await manifestOf(phone);
  expect([segments, serialCount]).toEqual([[], 0]);
});

test('a device that remembers more than the server has is given the next epoch with the manifest', async () => {
  await phone.push([phone.make({ serial: 'S-1' })]);
  const { cursor } = await manifestOf(phone);
  const ask = async (moment: Partial<SegmentManifest['cursor']>): Promise<SegmentManifest['cursor']> => {
    const query = new URLSearchParams(Object.entries(moment).map(([name, value]) => [name, String(value)]));
    const response = await phone.request(`/api/sync/segments?${query}`);
    return segmentManifestSchema.parse(await response.json()).cursor;
  };
  expect(await ask(cursor)).toEqual(cursor);
  const later = await ask({ epoch: cursor.epoch, seq: cursor.seq + 1 });
  expect(later.epoch).not.toBe(cursor.epoch);
  expect(await ask(cursor)).toEqual(later);
  expect(await errorOf(await phone.request('/api/sync/segments?seq=-1'))).toMatchObject({
    code: 'malformed-request'
  });
});

test('a segment that is not kept, one misnamed, and a stranger are told so', async () => {
  const gone = `/api/sync/segments/${'0'.repeat(64)}`;
  expect(await errorOf(await phone.request(gone))).toMatchObject({ status: 404, code: 'not-found' });
  expect(await errorOf(await phone.request('/api/sync/segments/x'))).toMatchObject({
    code: 'malformed-request'
  });
  expect(await errorOf(await server.request(gone))).toMatchObject({ code: 'not-enrolled' });
  expect(await errorOf(await server.request('/api/sync/segments'))).toMatchObject({ code: 'not-enrolled' });
});

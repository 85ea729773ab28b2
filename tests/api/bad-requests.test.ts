import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  BODY_LIMIT_BYTES,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  PUSH_LIMIT
} from '../../src/lib/protocol/version.ts';
import { FACTORY_START } from '../factories/movements.ts';
import { errorOf, TestServer, type TestDevice } from '../factories/server.ts';

const NOW = FACTORY_START + 3_600_000;
let server: TestServer;
let phone: TestDevice;

beforeEach(async () => {
  server = await TestServer.open();
  phone = await server.enrol();
});

const validBody = () => JSON.stringify({ sentAt: NOW, movements: [phone.make()] });

async function expectNothingStored(): Promise<void> {
  expect(await phone.pullMovements()).toEqual([]);
}

describe('a body', () => {
  test('that is not JSON is malformed', async () => {
    for (const body of ['', '{', 'sentAt=1', '[1,]', '\ufeff{}', `${validBody()}x`]) {
      expect(await errorOf(await phone.pushRaw(body))).toEqual({ status: 400, code: 'malformed-json' });
    }
    await expectNothingStored();
  });

  test('of another shape is malformed, and the field is named', async () => {
    const movements = [phone.make()];
    const wrong: [unknown, string][] = [
      [[], ''],
      [null, ''],
      [{ movements }, 'sentAt'],
      [{ sentAt: NOW }, 'movements'],
      [{ sentAt: NOW, movements: [] }, 'movements'],
      [{ sentAt: NOW, movements: {} }, 'movements'],
      [{ sentAt: 1.5, movements }, 'sentAt'],
      [{ sentAt: 'now', movements }, 'sentAt'],
      [{ sentAt: NOW, movements, more: 1 }, '']
    ];
    for (const [body, field] of wrong) {
      const error = await errorOf(await phone.pushRaw(JSON.stringify(body)));
      expect(error, JSON.stringify(body)).toEqual({ status: 400, code: 'malformed-request', field });
    }
    const infinite = await phone.pushRaw(validBody().replace(String(NOW), '1e309'));
    expect(await errorOf(infinite)).toMatchObject({ code: 'malformed-request', field: 'sentAt' });
    await expectNothingStored();
  });

  test('with too many movements is refused whole', async () => {
    const movements = Array.from({ length: PUSH_LIMIT + 1 }, () => phone.make());
    const response = await phone.pushRaw(JSON.stringify({ sentAt: NOW, movements }));
    expect(await errorOf(response)).toEqual({ status: 413, code: 'batch-too-large', field: 'movements' });
    await expectNothingStored();
  });

  test('over the limit is refused, whether it says its length or not', async () => {
    const long = 'x'.repeat(BODY_LIMIT_BYTES + 1);
    expect(await errorOf(await phone.pushRaw(long))).toEqual({ status: 413, code: 'body-too-large' });
    const streamed = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < 5; at++) controller.enqueue(new Uint8Array(1024 * 1024).fill(120));
        controller.close();
      }
    });
    const response = await phone.request('/api/sync/push', {
      method: 'POST',
      body: streamed,
      ...{ duplex: 'half' }
    });
    expect(await errorOf(response)).toEqual({ status: 413, code: 'body-too-large' });
  });

  test('that is read no further than its limit, however long it goes on', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024 * 1024));
      }
    });
    const response = await phone.request('/api/sync/push', {
      method: 'POST',
      body: endless,
      ...{ duplex: 'half' }
    });
    expect(await errorOf(response)).toMatchObject({ code: 'body-too-large' });
    expect(pulled).toBeLessThan(10);
  });

  test('that inflates past the limit is refused before it has', async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024));
    expect(bomb.byteLength).toBeLessThan(300 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    const response = await phone.pushRaw(new Uint8Array(bomb), { 'content-encoding': 'gzip' });
    expect(await errorOf(response)).toEqual({ status: 413, code: 'body-too-large' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1024 * 1024);
  });

  test('that says gzip and is not, or is cut short, is malformed', async () => {
    const cut = gzipSync(validBody()).subarray(0, -12);
    for (const body of [validBody(), new Uint8Array(cut)]) {
      const response = await phone.pushRaw(body, { 'content-encoding': 'gzip' });
      expect(await errorOf(response)).toEqual({ status: 400, code: 'malformed-request' });
    }
  });

  test('in another encoding is not read', async () => {
    for (const encoding of ['br', 'deflate', 'gzip, gzip', 'zstd']) {
      const response = await phone.pushRaw(validBody(), { 'content-encoding': encoding });
      expect(await errorOf(response)).toEqual({ status: 415, code: 'unsupported-encoding' });
    }
  });

  test('that is not UTF-8 is refused, never stored with replacement characters', async () => {
    const latin1 = Buffer.from(validBody().replace('Ada Lefèvre', 'Ad\u00e8'), 'latin1');
    const utf16 = Buffer.from(`\ufeff${validBody()}`, 'utf16le');
    for (const body of [latin1, utf16]) {
      const error = await errorOf(await phone.pushRaw(new Uint8Array(body)));
      expect(error).toEqual({ status: 400, code: 'malformed-request' });
    }
    const plainUtf16 = new Uint8Array(Buffer.from('{"a":1}', 'utf16le'));
    expect(await errorOf(await phone.pushRaw(plainUtf16))).toMatchObject({ status: 400 });
    await expectNothingStored();
  });

  test('of 100,000 nested arrays or objects is refused', async () => {
    const depth = 100_000;
    const nested = ['['.repeat(depth) + ']'.repeat(depth), '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)];
    for (const inner of nested) {
      for (const body of [inner, `{"sentAt":${NOW},"movements":[${inner}]}`]) {
        expect(await errorOf(await phone.pushRaw(body))).toEqual({ status: 400, code: 'malformed-request' });
      }
    }
  });

  test('with brackets and quotes inside its texts is none of that', async () => {
    const movement = phone.make({ label: `${'['.repeat(400)}\\"${'{'.repeat(50)}`, rawScan: '"\\' });
    const { answers } = await phone.push([movement]);
    expect(answers[0]).toMatchObject({ verdict: 'accepted' });
    expect(await phone.pullMovements()).toEqual([movement]);
  });
});

describe('the protocol version', () => {
  const versions: [name: string, version: string, error: { status: number; code: string }][] = [
    ['too old', '0', { status: 426, code: 'protocol-too-old' }],
    ['too new', String(PROTOCOL_VERSION + 1), { status: 426, code: 'protocol-too-new' }],
    ['garbage', 'one', { status: 400, code: 'malformed-request' }],
    ['negative', '-1', { status: 400, code: 'malformed-request' }]
  ];
  test.each(versions)('%s is a first-class answer and nothing is taken', async (_name, version, error) => {
    const response = await phone.pushRaw(validBody(), { [PROTOCOL_HEADER]: version });
    expect(await errorOf(response)).toEqual({ ...error, field: PROTOCOL_HEADER });
    const status = await server.request('/api/status', { headers: { [PROTOCOL_HEADER]: version } });
    expect((await errorOf(status)).code).toBe(error.code);
    await expectNothingStored();
  });

  test('must be named to sync; people may look without', async () => {
    const bare = server.withoutProtocol();
    const response = await bare('/api/sync/segments', { headers: { cookie: phone.cookie } });
    expect(await errorOf(response)).toEqual({
      status: 426,
      code: 'protocol-too-old',
      field: PROTOCOL_HEADER
    });
    expect((await bare('/api/status')).status).toBe(200);
  });
});

describe('a cursor', () => {
  test.each(['-1', '9223372036854775808', 'text', '1e3', '1.5', '', '0x10', '1; DROP TABLE movement'])(
    'of %j is malformed',
    async (seq) => {
      const query = `epoch=${server.store.epoch}&seq=${encodeURIComponent(seq)}`;
      const response = await phone.request(`/api/sync/changes?${query}`);
      expect(await errorOf(response)).toEqual({ status: 400, code: 'malformed-request', field: 'seq' });
    }
  );

  test('without epoch, or with limits that make no sense, is malformed', async () => {
    const { epoch } = server.store;
    const queries = [
      'seq=0',
      `epoch=x&seq=0`,
      `epoch=${epoch}`,
      `epoch=${epoch}&seq=0&limit=0`,
      `epoch=${epoch}&seq=0&limit=1001`
    ];
    for (const query of queries) {
      const response = await phone.request(`/api/sync/changes?${query}`);
      expect(await errorOf(response), query).toMatchObject({ status: 400, code: 'malformed-request' });
    }
  });

  test('of another epoch, or ahead of the server, asks for a fresh start', async () => {
    const { epoch } = server.store;
    for (const query of [`epoch=${phone.deviceId}&seq=0`, `epoch=${epoch}&seq=999999`]) {
      const response = await phone.request(`/api/sync/changes?${query}`);
      expect(await errorOf(response)).toEqual({ status: 409, code: 'cursor-unknown' });
    }
  });
});

test('a path or method that nobody knows is not found', async () => {
  expect(await errorOf(await phone.request('/api/nowhere'))).toEqual({ status: 404, code: 'not-found' });
  expect(await errorOf(await phone.request('/api/sync/push'))).toEqual({ status: 404, code: 'not-found' });
});

test('an unexpected fault is told without detail, and logged', async () => {
  const faulty = await TestServer.open();
  const device = await faulty.enrol();
  faulty.store.readSnapshot = () => Promise.reject(new Error('disk image is malformed: SELECT secret'));
  const response = await device.request('/api/sync/segments');
  expect(await response.json()).toEqual({ error: { code: 'server-fault' } });
  expect(response.status).toBe(500);
  expect(faulty.logged.filter(({ level }) => level === 'error')).toHaveLength(1);
});

test('a store that is busy says so, and the device tries again', async () => {
  server.store.appendMovements = async () => ({ ok: false, code: 'busy' });
  expect(await errorOf(await phone.pushRaw(validBody()))).toEqual({ status: 503, code: 'busy' });
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { routeTable } from '../../server/http/route-table.ts';
import { LiveHub } from '../../server/services/live/live-hub.ts';
import { auditResponseSchema } from '../../src/lib/protocol/access.ts';
import { FACTORY_START, idFactory } from '../factories/movements.ts';
import { errorOf, TestServer, type TestBrowser, type TestDevice } from '../factories/server.ts';

/** Where the attack of each name is tried; those that are not in this file are named by their test. */
const elsewhere: Record<string, string> = {
  'other-tenant-item': 'does not apply: one server holds one house',
  'id-collision-across-tenants': 'does not apply: one server holds one house',
  'unknown-warehouse':
    'push.test.ts: a place that nobody knows is kept, a fact is not refused for it (DESIGN §2)',
  reorder: 'push.test.ts: numbers that arrive backwards give the state of those that arrive in order',
  'deep-json': 'bad-requests.test.ts: of 100,000 nested arrays or objects is refused',
  'proto-key': 'push.test.ts: a prototype in a movement touches nothing',
  'chunked-no-length': 'bad-requests.test.ts: that is read no further than its limit; timeouts in serve.ts',
  charset: 'bad-requests.test.ts: that is not UTF-8 is refused',
  'cursor-tamper': 'bad-requests.test.ts: a cursor',
  'enrol-reuse': 'devices.test.ts: takes a code once, of two phones at once the one, and none that is over',
  'token-in-url': 'access.test.ts: without a token, one in the URL',
  'admin-route-scan': 'permissions.test.ts',
  timing: 'people.test.ts: says the same of a wrong password, no such account, and one that is shut'
};

const here = [
  'other-device-sequence',
  'replay-after-revoke',
  'future',
  'clock-nan',
  'poison-first',
  'gzip-bomb',
  'cross-origin',
  'role-change-offline',
  'log-injection'
];

const samples = fileURLToPath(new URL('../../../shared/vectors/sync-attack-examples.json', import.meta.url));

test.skipIf(!existsSync(samples))('every sample of an attack has its test, or its reason', () => {
  const names = (JSON.parse(readFileSync(samples, 'utf8')) as { name: string }[]).map(({ name }) => name);
  expect(names.filter((name) => !here.includes(name) && !(name in elsewhere))).toEqual([]);
});

const NOW = FACTORY_START + 3_600_000;
const newId = idFactory(4711);

let server: TestServer;
let desk: TestBrowser;
let phone: TestDevice;

beforeEach(async () => {
  server = await TestServer.open({ now: () => NOW });
  await server.addPerson({ role: 'admin' });
  desk = await server.signIn('desk');
  phone = await server.pair(desk);
});

const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers
});

describe('an attack by a device that is let in', () => {
  test('other-device-sequence: a number of another device is refused, and that one goes on', async () => {
    const other = await server.pair(desk);
    const stolen = { ...phone.make(), origin: other.make().origin };
    expect((await phone.push([stolen])).answers).toMatchObject([
      { verdict: 'refused', code: 'foreign-origin' }
    ]);
    const own = { ...other.make(), origin: stolen.origin };
    expect((await other.push([own])).answers).toMatchObject([{ verdict: 'accepted' }]);
  });

  test('replay-after-revoke: a captured batch with a revoked token has no effect', async () => {
    const batch = [phone.make()];
    await desk('/api/devices/revoke', post({ id: phone.deviceId }));
    const replayed = await phone.pushRaw(JSON.stringify({ sentAt: NOW, movements: batch }));
    expect(await errorOf(replayed)).toEqual({ status: 401, code: 'not-enrolled' });
    expect((await server.store.readPresent()).seq).toBe((await server.store.readSnapshot()).cursor.seq);
    expect(await server.store.readRows({ after: null, limit: 10 })).toMatchObject({ rows: [] });
  });

  test('future: a clock in 2099 is stored and corrected, and shadows nobody', async () => {
    const ahead = Date.UTC(2099, 0, 1);
    const make = phone.make({ serial: 'F-1' });
    const wrong = { ...make, recordedAt: ahead, clock: { ...make.clock, wallMs: ahead } };
    const pushed = await phone.push([wrong], ahead);
    expect(pushed.answers).toMatchObject([{ verdict: 'accepted', correctedAt: NOW }]);
  });

  test('clock-nan: a time that is none is refused by its field, and the others are taken', async () => {
    // Before 1970 is a clock that is wrong, which is corrected and never refused.
    const values = ['"yesterday"', '1e309', '9007199254740993', 'null', '1.5'];
    const good = JSON.stringify(phone.make());
    const bad = values.map((value) => {
      const { recordedAt: _, ...rest } = phone.make();
      return `${JSON.stringify(rest).slice(0, -1)},"recordedAt":${value}}`;
    });
    const body = `{"sentAt":${NOW},"movements":[${[...bad, good].join(',')}]}`;
    const { answers } = (await (await phone.pushRaw(body)).json()) as { answers: { field?: string }[] };
    expect(answers.slice(0, -1).map(({ field }) => field)).toEqual(values.map(() => 'recordedAt'));
    expect(answers.at(-1)).toMatchObject({ verdict: 'accepted' });
    expect(await errorOf(await phone.pushRaw(`{"sentAt":NaN,"movements":[]}`))).toMatchObject({
      status: 400
    });
  });

  test('poison-first: what is refused for ever holds nothing up', async () => {
    const poison = { ...phone.make(), quantityMicros: -1 };
    const { answers } = await phone.push([poison, phone.make(), phone.make()]);
    expect(answers.map(({ verdict }) => verdict)).toEqual(['refused', 'accepted', 'accepted']);
  });

  test('gzip-bomb: a gigabyte in a small body costs less than 50 MB', async () => {
    // A gzip of many members inflates to their sum.
    const member = gzipSync(Buffer.alloc(16 * 1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: 64 }, () => member));
    const before = process.memoryUsage().rss;
    const response = await phone.pushRaw(new Uint8Array(bomb), { 'content-encoding': 'gzip' });
    const grown = process.memoryUsage().rss - before;
    expect(await errorOf(response)).toEqual({ status: 413, code: 'body-too-large' });
    expect(grown).toBeLessThan(50 * 1024 * 1024);
  });

  test('role-change-offline: what somebody recorded before they lost access is stored, and noted', async () => {
    const person = await server.addPerson({ name: 'Sam' });
    const admin = await server.signIn('admin');
    const { id, name, role, login } = person;
    await admin('/api/people', post({ id, name, role, login, disabled: true }));
    const stranger = { id: newId(), name: 'Nobody' };
    const made = [phone.make({ operator: { id, name } }), phone.make({ operator: stranger })];
    for (const movement of made) {
      expect((await phone.push([movement])).answers).toMatchObject([{ verdict: 'accepted' }]);
    }
    await phone.push([phone.make({ operator: stranger })]);
    const { entries } = auditResponseSchema.parse(await (await admin('/api/audit?limit=2')).json());
    expect(entries.map(({ action, target }) => [action, target])).toEqual([
      ['unknown-operator', `Nobody (${stranger.id})`],
      ['disabled-operator', `Sam (${id})`]
    ]);
    const stored = await phone.pullMovements();
    expect(stored.map(({ operator }) => operator.name)).toEqual(['Sam', 'Nobody', 'Nobody']);
  });

  test('log-injection: line breaks and escapes make one line, and are not in it', async () => {
    server.logged.length = 0;
    const text = 'SN\r\n{"level":30}\u001b[31m';
    await phone.push([phone.make({ serial: text, label: text, document: text })]);
    await phone.request(`/api/serials?q=${encodeURIComponent(text)}`);
    await server.request(`/api/${encodeURIComponent(text)}`);
    expect(server.logged).toHaveLength(3);
    for (const { fields } of server.logged) {
      const line = JSON.stringify(fields);
      expect(line).not.toMatch(/[\r\n\u001b]/);
    }
  });
});

describe('cross-origin', () => {
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' }
  ];
  const writes = routeTable(new LiveHub()).filter(({ method }) => method === 'POST');
  test.each(writes.map(({ path }) => path))('POST %s is refused to a page of another site', async (path) => {
    for (const headers of foreign) {
      const response = await desk(`/api${path}`, post({}, headers));
      expect(await errorOf(response)).toEqual({ status: 403, code: 'cross-origin' });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRevocations } from '../../server/services/access/revocations.ts';
import { devicesResponseSchema, pairingResponseSchema } from '../../src/lib/protocol/access.ts';
import { enrolResponseSchema } from '../../src/lib/protocol/queries.ts';
import { FACTORY_START } from '../factories/movements.ts';
import { errorOf, TestServer, type TestBrowser } from '../factories/server.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let now: number;
let server: TestServer;
let desk: TestBrowser;

beforeEach(async () => {
  now = FACTORY_START + 3_600_000;
  server = await TestServer.open({ now: () => now });
  await server.addPerson({ role: 'admin' });
  desk = await server.signIn('desk');
});

const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers
});

const newPairing = async (fields: { name?: string; deviceId?: string } = {}) =>
  pairingResponseSchema.parse(
    await (await desk('/api/devices/pairings', post({ name: 'Zebra 3', ...fields }))).json()
  );

const enrol = (body: object, headers: Record<string, string> = {}) =>
  server.request('/api/devices/enrol', post({ name: 'Android', ...body }, headers));

const listed = async () => devicesResponseSchema.parse(await (await desk('/api/devices')).json()).devices;

describe('pairing', () => {
  test('lets one phone in by the code of the desk, under the name that the desk gave', async () => {
    const { code, url, expiresAt } = await newPairing();
    expect(url).toBe(`http://localhost:8787/jumelage#${code}`);
    expect(expiresAt - now).toBe(10 * MINUTE);
    const response = await enrol({ pairing: code });
    expect(enrolResponseSchema.parse(await response.json())).toMatchObject({ name: 'Zebra 3' });
    expect(response.headers.get('set-cookie')).toMatch(/^douchette_device=/);
    expect(await listed()).toMatchObject([{ name: 'Zebra 3', revokedAt: null, lastSyncAt: null }]);
  });

  test('takes a code once, of two phones at once the one, and none that is over', async () => {
    const { code } = await newPairing();
    const both = await Promise.all([enrol({ pairing: code }), enrol({ pairing: code })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect(await errorOf(await enrol({ pairing: code }))).toEqual({ status: 403, code: 'pairing-invalid' });
    const late = await newPairing();
    now += 10 * MINUTE;
    expect(await errorOf(await enrol({ pairing: late.code }))).toEqual({
      status: 403,
      code: 'pairing-invalid'
    });
    const { entries } = (await (await (await server.signIn('admin'))('/api/audit')).json()) as {
      entries: { action: string; outcome: string }[];
    };
    expect(entries.filter(({ outcome }) => outcome === 'pairing-invalid')).toHaveLength(3);
  });

  test('is needed: without a code a browser is not let in, and a floor person cannot make one', async () => {
    expect(await errorOf(await enrol({}))).toEqual({ status: 401, code: 'pairing-needed' });
    const picker = await server.signIn('operator');
    expect(await errorOf(await picker('/api/devices/enrol', post({ name: 'x' })))).toMatchObject({
      code: 'pairing-needed'
    });
    expect((await picker('/api/devices/pairings', post({ name: 'x' }))).status).toBe(403);
  });

  test('is not needed where somebody of the desk has signed in', async () => {
    const response = await desk('/api/devices/enrol', post({ name: 'Bureau' }));
    expect(enrolResponseSchema.parse(await response.json())).toMatchObject({ name: 'Bureau' });
  });

  test('never hands a living device’s identity to another phone', async () => {
    const phone = await server.pair(desk);
    const { code } = await newPairing();
    expect(await errorOf(await enrol({ pairing: code, deviceId: phone.deviceId }))).toEqual({
      status: 409,
      code: 'device-known'
    });
    expect((await phone.push([phone.make()])).answers).toMatchObject([{ verdict: 'accepted' }]);
  });

  test('again keeps the identity of a phone that lost its token, so that its queue is its own', async () => {
    const phone = await server.pair(desk);
    await phone.push([phone.make()]);
    const { code } = await newPairing({ deviceId: phone.deviceId, name: 'Zebra 3' });
    const again = await server.pair(desk, { code, deviceId: phone.deviceId });
    expect(again.deviceId).toBe(phone.deviceId);
    // Made before, sent after: the stream goes on where it was.
    expect((await again.push([phone.make()])).answers).toMatchObject([{ verdict: 'accepted' }]);
    expect(await errorOf(await phone.pushRaw('{}'))).toMatchObject({ code: 'not-enrolled' });
    expect(await listed()).toHaveLength(1);
  });

  test('gives a phone its identity back that the server forgot with a restored backup', async () => {
    const forgotten = '01924bd0-5f00-7000-8000-00000000beef';
    const { code } = await newPairing();
    const response = await enrol({ pairing: code, deviceId: forgotten });
    expect(await response.json()).toMatchObject({ deviceId: forgotten });
  });
});

describe('the list of devices', () => {
  test('says by number what a device made and what never arrived, until it does', async () => {
    const [phone, other] = [await server.pair(desk), await server.pair(desk)];
    const [first, second, third, fourth] = [phone.make(), phone.make(), phone.make(), phone.make()];
    await phone.push([first, fourth]);
    await other.push([other.make()]);
    const missingOf = async ({ deviceId }: { deviceId: string }) =>
      (await listed()).find(({ id }) => id === deviceId)?.missing;
    const { incarnation, sequence } = second.origin;
    expect(await missingOf(phone)).toEqual([{ incarnation, from: sequence, to: third.origin.sequence }]);
    expect(await missingOf(other)).toEqual([]);
    await phone.push([second]);
    expect(await missingOf(phone)).toMatchObject([{ from: third.origin.sequence }]);
    await phone.push([third]);
    expect(await missingOf(phone)).toEqual([]);
  });
});

describe('revoking', () => {
  test('shuts a device out at once, its live stream with it, and keeps what it brought', async () => {
    const phone = await server.pair(desk);
    const batch = [phone.make()];
    await phone.push(batch);
    const stream = await phone.request('/api/live');
    expect((await desk('/api/devices/revoke', post({ id: phone.deviceId }))).status).toBe(200);
    const reader = stream.body?.getReader();
    for (let over = false; !over;) over = (await reader?.read())?.done ?? true;
    // Replayed with the token of before: nothing happens.
    expect(await errorOf(await phone.pushRaw(JSON.stringify({ sentAt: now, movements: batch })))).toEqual({
      status: 401,
      code: 'not-enrolled'
    });
    expect((await phone.request('/api/sync/changes?epoch=x&seq=0')).status).toBe(401);
    expect(await listed()).toMatchObject([{ id: phone.deviceId, revokedAt: now }]);
  });

  test('is undone by pairing again, under the same identity and with its queue', async () => {
    const phone = await server.pair(desk);
    const waiting = phone.make();
    await desk('/api/devices/revoke', post({ id: phone.deviceId }));
    const again = await server.pair(desk, { deviceId: phone.deviceId });
    expect(again.deviceId).toBe(phone.deviceId);
    expect((await again.push([waiting])).answers).toMatchObject([{ verdict: 'accepted' }]);
    expect(await listed()).toMatchObject([{ revokedAt: null }]);
    expect(await errorOf(await phone.pushRaw('{}'))).toMatchObject({ status: 401 });
  });

  test('of a device that nobody knows is not found', async () => {
    const id = '01924bd0-5f00-7000-8000-00000000beef';
    expect(await errorOf(await desk('/api/devices/revoke', post({ id })))).toMatchObject({
      code: 'not-found'
    });
    expect(await errorOf(await desk('/api/devices/rename', post({ id, name: 'x' })))).toMatchObject({
      code: 'not-found'
    });
  });
});

describe('what was revoked', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'douchette-test-'));
    path = join(folder, 'server.db.revocations');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  test('stays revoked over a restored database and a new process', async () => {
    const before = await TestServer.open({ revocations: openRevocations(path) });
    await before.addPerson({ role: 'admin' });
    const clerk = await before.signIn('desk');
    const phone = await before.pair(clerk);
    const shut = await before.addPerson({ name: 'Gone', role: 'desk' });
    const admin = await before.signIn('admin');
    const { id, name, role, login } = shut;
    await admin('/api/people', post({ id, name, role, login, disabled: true }));
    await clerk('/api/devices/revoke', post({ id: phone.deviceId }));

    // The database as it was: the device with its token, the person with a session.
    const after = await TestServer.open({ revocations: openRevocations(path), store: before.store });
    const tokenHash = (await import('../../server/services/access/secrets.ts')).secretHash(
      phone.cookie.split('=')[1] ?? ''
    );
    const at = FACTORY_START + 3_600_000;
    await before.store.access.replaceToken({ id: phone.deviceId, name: 'Zebra', tokenHash, at });
    await before.store.access.putPerson(shut);
    const restored = await after.request('/api/sync/segments', { headers: { cookie: phone.cookie } });
    expect(await errorOf(restored)).toEqual({ status: 401, code: 'not-enrolled' });
    const cookie = await after.sessionOf(shut);
    expect((await after.request('/api/sessions', { headers: { cookie } })).status).toBe(401);
  });

  test('is read past a line that a crash has cut', () => {
    const revocations = openRevocations(path);
    revocations.revokeDevice('a', 1);
    writeFileSync(path, `${readFileSync(path, 'utf8')}\n{"kind":"device","id":"b","at`);
    openRevocations(path).revokeDevice('c', 3);
    const again = openRevocations(path);
    expect(['a', 'b', 'c'].map((id) => again.deviceRevokedAt(id))).toEqual([1, null, 3]);
  });
});

describe('the list of devices', () => {
  const report = {
    waiting: 3,
    parked: 0,
    version: '1.2.3',
    storage: { usedBytes: 1e6, quotaBytes: 1e9, persisted: true, copy: 'kept' }
  };

  test('shows how each was at its last sync, and takes names', async () => {
    const phone = await server.pair(desk);
    await phone.request('/api/devices/report', post(report));
    await desk('/api/devices/rename', post({ id: phone.deviceId, name: ' Quai 2 ' }));
    expect(await listed()).toMatchObject([{ name: 'Quai 2', lastSyncAt: now, report }]);
  });

  test('is the desk’s: a phone never sees it', async () => {
    const phone = await server.pair(desk);
    expect(await errorOf(await phone.request('/api/devices'))).toEqual({
      status: 401,
      code: 'sign-in-needed'
    });
  });

  test('a token of a month is offered its successor, and both hold until that is used', async () => {
    const phone = await server.pair(desk);
    const tell = (cookie: string) => server.request('/api/devices/report', post(report, { cookie }));
    expect((await tell(phone.cookie)).headers.get('set-cookie')).toBeNull();
    now += 30 * DAY;
    const offered = (await tell(phone.cookie)).headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(offered).toMatch(/^douchette_device=[\w-]{43}$/);
    // The answer was lost: the old one still holds, and the next offer counts.
    const next = (await tell(phone.cookie)).headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await tell(offered)).status).toBe(401);
    expect((await tell(next)).headers.get('set-cookie')).toBeNull();
    expect((await tell(phone.cookie)).status).toBe(200);
    now += MINUTE;
    expect((await tell(phone.cookie)).status).toBe(401);
    expect((await tell(next)).status).toBe(200);
  });
});

import { describe, expect, test } from 'vitest';
import { revocationsInMemory } from '../../server/services/access/revocations.ts';
import { secretHash } from '../../server/services/access/secrets.ts';
import { auditResponseSchema, devicesResponseSchema } from '../../src/lib/protocol/access.ts';
import {
  keysResponseSchema,
  tellMovementsResponseSchema,
  type TellMovementsResponse
} from '../../src/lib/protocol/integrations.ts';
import { serialSearchResponseSchema } from '../../src/lib/protocol/serial-search.ts';
import { scopes } from '../../src/lib/protocol/scopes.ts';
import { FACTORY_START, idFactory } from '../factories/movements.ts';
import { errorOf, TestServer, type TestProgram } from '../factories/server.ts';

const NOW = FACTORY_START + 3_600_000;
const HOUR = 3_600_000;
const newId = idFactory(321);

const receipt = (fields: Record<string, unknown> = {}) => ({
  id: newId(),
  kind: 'receipt',
  productId: 'product-1',
  serial: `SN-${newId().slice(-6)}`,
  toLocationId: 'location-1',
  ...fields
});

async function tell(program: TestProgram, movements: readonly unknown[]): Promise<TellMovementsResponse> {
  const response = await program.request('/api/movements', {
    method: 'POST',
    body: JSON.stringify({ movements })
  });
  return tellMovementsResponseSchema.parse(await response.json());
}

const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });

describe('a key', () => {
  test('is shown once: neither the list, nor the log, nor the database has it', async () => {
    const server = await TestServer.open();
    const admin = await server.signIn('admin');
    const { id, secret } = await server.createKey(['stock:read'], { by: admin });
    expect(secret).toMatch(/^dchk_[A-Za-z0-9_-]{43}$/);
    const listed = await (await admin('/api/keys')).text();
    const audit = await (await admin('/api/audit')).text();
    const kept = JSON.stringify(await server.store.keys.keyById(id));
    const part = secret.slice('dchk_'.length);
    for (const text of [listed, audit, kept, JSON.stringify(server.logged)]) expect(text).not.toContain(part);
    const { keys } = keysResponseSchema.parse(JSON.parse(listed));
    expect(keys).toMatchObject([{ id, name: 'ERP', scopes: ['stock:read'], createdBy: 'Camille' }]);
  });

  test('is in the log of actions when it is made and when it is revoked', async () => {
    const server = await TestServer.open();
    const admin = await server.signIn('admin');
    const { id } = await server.createKey(['stock:read'], { by: admin });
    await admin('/api/keys/revoke', post({ id }));
    const { entries } = auditResponseSchema.parse(await (await admin('/api/audit')).json());
    expect(entries.map(({ action, target, outcome }) => ({ action, target, outcome }))).toEqual([
      { action: 'POST /keys/revoke', target: 'ERP', outcome: 'done' },
      { action: 'POST /keys', target: 'ERP (stock:read)', outcome: 'done' }
    ]);
  });

  test('notes its use to the minute', async () => {
    let now = NOW;
    const server = await TestServer.open({ now: () => now });
    const { id, request } = await server.createKey(['stock:read']);
    now = NOW + 61_234;
    await request('/api/stock');
    const used = (await server.store.keys.keyById(id))?.lastUsedAt ?? 0;
    expect(used % 60_000).toBe(0);
    expect(now - used).toBeLessThan(60_000);
  });

  test('ends on its day, and is not made for a day that is past', async () => {
    let now = NOW;
    const server = await TestServer.open({ now: () => now });
    const admin = await server.signIn('admin');
    const asked = { by: admin, expiresAt: NOW + HOUR };
    const { request } = await server.createKey(['stock:read'], asked);
    now = NOW + HOUR - 1;
    expect((await request('/api/stock')).status).toBe(200);
    now = NOW + HOUR;
    expect(await errorOf(await request('/api/stock'))).toEqual({ status: 401, code: 'key-invalid' });
    const past = await admin('/api/keys', post({ name: 'ERP', scopes: ['stock:read'], expiresAt: now }));
    expect(await errorOf(past)).toMatchObject({ code: 'malformed-request', field: 'expiresAt' });
  });

  test('is revoked at once, and stays so when a backup of before is restored', async () => {
    const revocations = revocationsInMemory();
    const server = await TestServer.open({ revocations });
    const admin = await server.signIn('admin');
    const program = await server.createKey(['stock:read'], { by: admin });
    const record = await server.store.keys.keyById(program.id);
    expect((await program.request('/api/stock')).status).toBe(200);
    expect((await admin('/api/keys/revoke', post({ id: program.id }))).status).toBe(200);
    expect(await errorOf(await program.request('/api/stock'))).toMatchObject({ code: 'key-invalid' });

    const restored = await TestServer.open({ revocations });
    if (!record) throw new Error('no key');
    await restored.store.keys.addKey({ ...record, secretHash: secretHash(program.secret) });
    const again = await restored.request('/api/stock', {
      headers: { authorization: `Bearer ${program.secret}` }
    });
    expect(await errorOf(again)).toMatchObject({ code: 'key-invalid' });
    const shown = keysResponseSchema.parse(
      await (await (await restored.signIn('admin'))('/api/keys')).json()
    );
    expect(shown.keys[0]?.revokedAt).toBe(NOW);
  });

  test('needs an administrator who has signed in', async () => {
    const server = await TestServer.open();
    const device = await server.enrol();
    const wanted = post({ name: 'ERP', scopes: ['stock:read'], expiresAt: null });
    expect(await errorOf(await device.request('/api/keys', wanted))).toMatchObject({ code: 'forbidden' });
    expect(await server.store.keys.listKeys()).toEqual([]);
  });

  test('has its device to itself: not listed, renamed, revoked or paired like a phone', async () => {
    const server = await TestServer.open();
    const admin = await server.signIn('admin');
    const phone = await server.pair(admin);
    const { id } = await server.createKey(['movements:write'], { by: admin });
    const { devices } = devicesResponseSchema.parse(await (await admin('/api/devices')).json());
    expect(devices.map((device) => device.id)).toEqual([phone.deviceId]);
    for (const [path, body] of [
      ['/api/devices/rename', { id, name: 'Mine' }],
      ['/api/devices/revoke', { id }],
      ['/api/devices/pairings', { name: 'Mine', deviceId: id }]
    ] as const) {
      expect(await errorOf(await admin(path, post(body)))).toEqual({ status: 404, code: 'not-found' });
    }
    const claimed = await admin('/api/devices/enrol', post({ name: 'Mine', deviceId: id }));
    expect(await errorOf(claimed)).toMatchObject({ code: 'device-known' });
  });
});

describe('a request with a key', () => {
  test('is asked for no Origin, and is not let in by cookies beside a bad key', async () => {
    const server = await TestServer.open();
    const admin = await server.signIn('admin');
    const { secret } = await server.createKey(['movements:write'], { by: admin });
    const foreign = { origin: 'https://erp.example', 'sec-fetch-site': 'cross-site' };
    const body = JSON.stringify({ movements: [receipt()] });
    const good = await server.request('/api/movements', {
      method: 'POST',
      headers: { ...foreign, authorization: `bearer ${secret}` },
      body
    });
    expect(good.status).toBe(200);
    for (const authorization of ['Bearer', 'Bearer nonsense', `Bearer ${secret}x`]) {
      const response = await admin('/api/people', { headers: { authorization } });
      expect(await errorOf(response)).toEqual({ status: 401, code: 'key-invalid' });
    }
    const proxied = await admin('/api/people', { headers: { authorization: 'Basic eDp5' } });
    expect(proxied.status).toBe(200);
  });

  test('is still refused under a name that is not this machine, while the server is for it alone', async () => {
    const server = await TestServer.open();
    const { secret } = await server.createKey(['stock:read']);
    const headers = { authorization: `Bearer ${secret}` };
    const response = await server.request('http://rebound.example/api/stock', { headers });
    expect(await errorOf(response)).toMatchObject({ code: 'not-loopback' });
  });

  test('is counted by key: one that asks too much leaves the others their share', async () => {
    const server = await TestServer.open();
    const admin = await server.signIn('admin');
    const [greedy, modest] = [
      await server.createKey(['stock:read'], { by: admin }),
      await server.createKey(['stock:read'], { by: admin })
    ];
    let refused = 0;
    for (let asked = 0; asked < 1001; asked++) {
      const { status } = await greedy.request('/api/access');
      if (status === 429) refused += 1;
    }
    expect(refused).toBe(1);
    expect((await modest.request('/api/access')).status).toBe(200);
  });
});

describe('movements told by a key', () => {
  test('stand on a device of its own, numbered without gaps, and are in stock', async () => {
    const server = await TestServer.open();
    const program = await server.createKey([...scopes]);
    const first = receipt({ serial: 'SN-77', recordedAt: NOW - HOUR });
    const { answers } = await tell(program, [first, receipt()]);
    expect(answers.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted']);
    await tell(program, [receipt()]);
    const device = await server.pair(await server.signIn('admin'));
    const movements = await device.pullMovements();
    expect(movements.map(({ origin }) => origin)).toEqual(
      [1, 2, 3].map((sequence) => ({ deviceId: program.id, incarnation: program.id, sequence }))
    );
    expect(movements[0]).toMatchObject({
      ...first,
      capture: 'api',
      quantityMicros: 1_000_000,
      effectiveDate: new Date(NOW - HOUR).toISOString().slice(0, 10),
      operator: { id: program.id, name: 'ERP' }
    });
    expect(await server.store.readGaps({ deviceId: program.id, limit: 9 })).toEqual([]);
    const found = await program.request('/api/serials?q=SN-77');
    const { rows } = serialSearchResponseSchema.parse(await found.json());
    expect(rows).toMatchObject([{ serial: 'SN-77', state: { status: 'in-stock' } }]);
  });

  test('may be told again by the same id, whenever, and never under it with another content', async () => {
    let now = NOW;
    const server = await TestServer.open({ now: () => now });
    const program = await server.createKey(['movements:write']);
    const movement = receipt();
    const [first] = (await tell(program, [movement])).answers;
    now = NOW + HOUR;
    const [again] = (await tell(program, [movement])).answers;
    expect(again).toEqual({ ...first, verdict: 'duplicate' });
    const [other] = (await tell(program, [{ ...movement, serial: 'SN-OTHER' }])).answers;
    expect(other).toMatchObject({ verdict: 'refused', code: 'id-conflict' });
    await server.store.renameDevice({ id: program.id, name: 'Another name' });
    expect((await tell(program, [movement])).answers[0]?.verdict).toBe('duplicate');
    const [next] = (await tell(program, [receipt()])).answers;
    expect(next?.verdict).toBe('accepted');
    expect(await server.store.readGaps({ deviceId: program.id, limit: 9 })).toEqual([]);
  });

  test('get numbers of their own also when a program tells several at once', async () => {
    const server = await TestServer.open();
    const program = await server.createKey(['movements:write']);
    const same = receipt();
    const told = Array.from({ length: 12 }, (_, at) => (at % 3 === 0 ? [same] : [receipt(), receipt()]));
    const answers = (await Promise.all(told.map((one) => tell(program, one)))).flatMap((one) => one.answers);
    const refused = answers.filter(({ verdict }) => verdict === 'refused');
    expect(refused).toEqual([]);
    const reused = answers.filter((one) => one.verdict === 'accepted' && one.sequenceReused);
    expect(reused).toEqual([]);
    expect(await server.store.readGaps({ deviceId: program.id, limit: 9 })).toEqual([]);
    const { highest } = await server.store.readStream({
      ...{ deviceId: program.id, incarnation: program.id },
      ids: []
    });
    expect(highest).toBe(17);
  });

  test('that are malformed cost the others nothing and leave no gap', async () => {
    const server = await TestServer.open();
    const program = await server.createKey(['movements:write']);
    const { answers } = await tell(program, [
      receipt({ serial: '' }),
      receipt(),
      receipt({ origin: { deviceId: newId(), incarnation: newId(), sequence: 1 } }),
      receipt({ operator: { id: newId(), name: 'Somebody else' } }),
      receipt({ kind: 'transfer', toLocationId: undefined }),
      { id: 'broken' },
      receipt()
    ]);
    expect(answers.map((one) => ('code' in one ? one.code : one.verdict))).toEqual([
      'serial-empty',
      'accepted',
      ...Array.from({ length: 4 }, () => 'malformed-movement'),
      'accepted'
    ]);
    expect(await server.store.readGaps({ deviceId: program.id, limit: 9 })).toEqual([]);
  });

  test('from the future are put right, and those of the past stand where they happened', async () => {
    const server = await TestServer.open();
    const program = await server.createKey(['movements:write']);
    const { answers } = await tell(program, [
      receipt({ recordedAt: NOW + 30 * HOUR }),
      receipt({ recordedAt: NOW - 100 * HOUR })
    ]);
    expect(answers[0]).toMatchObject({ correctedAt: NOW });
    expect(answers[1]).not.toHaveProperty('correctedAt');
  });

  test('are 500 at most in a request', async () => {
    const server = await TestServer.open();
    const program = await server.createKey(['movements:write']);
    const body = { movements: Array.from({ length: 501 }, () => ({})) };
    expect(await errorOf(await program.request('/api/movements', post(body)))).toMatchObject({
      code: 'batch-too-large'
    });
  });
});

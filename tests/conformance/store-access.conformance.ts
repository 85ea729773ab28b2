import { describe, expect, test } from 'vitest';
import type { Person, SessionRecord } from '../../server/store/access.ts';
import type { DeviceReport } from '../../src/lib/protocol/access.ts';
import { ARRIVED, device, deviceId, newId, type StoreHarness } from './store-harness.ts';

const person = (fields: Partial<Person> = {}): Person => ({
  id: newId(),
  name: 'Camille',
  role: 'operator',
  login: null,
  passwordHash: null,
  pin: null,
  badge: null,
  disabled: false,
  ...fields
});

const administrator = (fields: Partial<Person> = {}): Person =>
  person({ role: 'admin', login: 'admin', passwordHash: 'hash', ...fields });

const verifier = (hash: string) => ({ salt: 'a'.repeat(32), iterations: 1, hash });
const stored = (value: unknown) => ({ ok: true, value });

/** People, sessions, pairings, tokens and the log of actions. */
export function accessConformance(harness: StoreHarness): void {
  describe('people', () => {
    test('are kept whole, replaced by id, and listed by name', async () => {
      const { access } = harness.store;
      const zoe = person({ name: 'Zoé', pin: verifier('b'.repeat(64)), badge: verifier('c'.repeat(64)) });
      const ali = person({ name: 'Ali', login: 'ali', passwordHash: 'hash', role: 'desk' });
      for (const one of [zoe, ali]) expect(await access.putPerson(one)).toEqual(stored('stored'));
      expect(await access.putPerson({ ...zoe, disabled: true, pin: null })).toEqual(stored('stored'));
      expect(await access.listPeople()).toEqual([ali, { ...zoe, disabled: true, pin: null }]);
      expect(await access.personById(ali.id)).toEqual(ali);
      expect(await access.personByLogin('ali')).toEqual(ali);
      expect(await access.personById(newId())).toBeNull();
      expect(await access.personByLogin('zoe')).toBeNull();
    });

    test('never share a login or a badge', async () => {
      const { access } = harness.store;
      await access.putPerson(person({ login: 'ali', badge: verifier('b'.repeat(64)) }));
      expect(await access.putPerson(person({ login: 'ali' }))).toEqual(stored('login-taken'));
      expect(await access.putPerson(person({ badge: verifier('b'.repeat(64)) }))).toEqual(
        stored('badge-taken')
      );
      expect(await access.listPeople()).toHaveLength(1);
    });

    test('always have an administrator once there is one', async () => {
      const { access } = harness.store;
      expect(await access.hasAdministrator()).toBe(false);
      const first = administrator();
      expect(await access.addFirstAdministrator(first)).toEqual(stored(true));
      expect(await access.addFirstAdministrator(administrator({ login: 'other' }))).toEqual(stored(false));
      expect(await access.hasAdministrator()).toBe(true);
      const losses: Partial<Person>[] = [
        { role: 'desk' },
        { disabled: true },
        { passwordHash: null },
        { login: null }
      ];
      for (const loss of losses) {
        expect(await access.putPerson({ ...first, ...loss })).toEqual(stored('last-administrator'));
      }
      await access.putPerson(administrator({ login: 'second' }));
      expect(await access.putPerson({ ...first, disabled: true })).toEqual(stored('stored'));
      expect(await access.hasAdministrator()).toBe(true);
    });
  });

  describe('sessions', () => {
    const session = (personId: string, fields: Partial<SessionRecord> = {}): SessionRecord => ({
      id: newId(),
      personId,
      tokenHash: newId(),
      createdAt: ARRIVED,
      lastSeenAt: ARRIVED,
      address: '127.0.0.1',
      agent: 'Firefox',
      ...fields
    });

    test('are found by their token with the person as now, and end by any of their names', async () => {
      const { access } = harness.store;
      const [ali, zoe] = [person({ name: 'Ali' }), person({ name: 'Zoé' })];
      for (const one of [ali, zoe]) await access.putPerson(one);
      const sessions = [session(ali.id), session(ali.id, { lastSeenAt: ARRIVED + 1 }), session(zoe.id)];
      for (const one of sessions) await access.addSession(one);
      const [first, second, third] = sessions.map(({ tokenHash }) => tokenHash);
      await access.putPerson({ ...ali, role: 'desk' });
      const { tokenHash: _, ...open } = session(ali.id);
      expect(await access.sessionByTokenHash(first ?? '')).toEqual({
        ...open,
        id: sessions[0]?.id,
        person: { ...ali, role: 'desk' }
      });
      await access.touchSession({ id: sessions[2]?.id ?? '', at: ARRIVED + 5 });
      const ids = (await access.listSessions({ personId: null })).map(({ id }) => id);
      expect(ids).toEqual([sessions[2]?.id, sessions[1]?.id, sessions[0]?.id]);
      expect(await access.listSessions({ personId: zoe.id })).toHaveLength(1);
      await access.endSessions({ personId: ali.id, except: sessions[0]?.id ?? '' });
      expect(await access.sessionByTokenHash(second ?? '')).toBeNull();
      expect(await access.sessionByTokenHash(first ?? '')).not.toBeNull();
      await access.endSessions({ id: sessions[2]?.id ?? '' });
      expect(await access.sessionByTokenHash(third ?? '')).toBeNull();
      await access.endSessions({});
      expect(await access.listSessions({ personId: null })).toEqual([]);
    });
  });

  describe('pairings', () => {
    test('are taken once, by one of those who ask at once, and not when over', async () => {
      const { access } = harness.store;
      const pairing = { codeHash: 'c1', name: 'Zebra 3', deviceId: null, expiresAt: ARRIVED + 10 };
      await access.addPairing(pairing);
      await access.addPairing({ ...pairing, codeHash: 'c2' });
      const asked = { codeHash: 'c1', now: ARRIVED };
      const taken = await Promise.all([access.takePairing(asked), access.takePairing(asked)]);
      expect(taken.filter((one) => one.ok && one.value)).toEqual([stored(pairing)]);
      expect(await access.takePairing({ codeHash: 'c2', now: ARRIVED + 10 })).toEqual(stored(null));
      expect(await access.takePairing({ codeHash: 'c3', now: ARRIVED })).toEqual(stored(null));
    });
  });

  describe('tokens of devices', () => {
    const holder = { id: deviceId, name: 'Terminal 1', tokenIssuedAt: ARRIVED, previousUntil: 0 };

    test('rotate: the old one holds until the offered one is used, and a while after', async () => {
      const { store } = harness;
      await store.access.offerToken({ id: deviceId, tokenHash: 'next' });
      expect(await store.deviceByTokenHash(device.tokenHash)).toEqual({ ...holder, token: 'present' });
      expect(await store.deviceByTokenHash('next')).toEqual({ ...holder, token: 'next' });
      const promoted = { tokenIssuedAt: ARRIVED + 5, previousUntil: ARRIVED + 9 };
      await store.access.promoteToken({ id: deviceId, at: ARRIVED + 5, previousUntil: ARRIVED + 9 });
      expect(await store.deviceByTokenHash('next')).toEqual({ ...holder, ...promoted, token: 'present' });
      expect(await store.deviceByTokenHash(device.tokenHash)).toEqual({
        ...holder,
        ...promoted,
        token: 'previous'
      });
      // Nothing is offered any more: promoting again changes nothing.
      await store.access.promoteToken({ id: deviceId, at: ARRIVED + 7, previousUntil: ARRIVED + 8 });
      expect(await store.deviceByTokenHash('next')).toEqual({ ...holder, ...promoted, token: 'present' });
    });

    test('are replaced whole, and dropped whole', async () => {
      const { store } = harness;
      await store.access.offerToken({ id: deviceId, tokenHash: 'offered' });
      await store.access.replaceToken({ id: deviceId, name: 'Zebra', tokenHash: 'new', at: ARRIVED + 1 });
      for (const gone of [device.tokenHash, 'offered'])
        expect(await store.deviceByTokenHash(gone)).toBeNull();
      expect(await store.deviceByTokenHash('new')).toMatchObject({
        name: 'Zebra',
        tokenIssuedAt: ARRIVED + 1
      });
      await store.access.dropTokens(deviceId);
      expect(await store.deviceByTokenHash('new')).toBeNull();
      expect(await store.deviceById(deviceId)).toEqual({ id: deviceId, name: 'Zebra' });
    });

    test('and what a device tells of itself is listed', async () => {
      const { access } = harness.store;
      const listed = { id: deviceId, name: 'Terminal 1', enrolledAt: ARRIVED, tokenIssuedAt: ARRIVED };
      expect(await access.listDevices()).toEqual([{ ...listed, lastSyncAt: null, report: null }]);
      const report: DeviceReport = {
        waiting: 3,
        parked: 1,
        version: '1.2.3',
        storage: { usedBytes: 10, quotaBytes: 100, persisted: true, copy: 'kept' }
      };
      await access.noteReport({ id: deviceId, at: ARRIVED + 3, report });
      expect(await access.listDevices()).toEqual([{ ...listed, lastSyncAt: ARRIVED + 3, report }]);
    });
  });

  test('the log of actions is read from its end, page by page', async () => {
    const { access } = harness.store;
    const entry = {
      at: ARRIVED,
      personName: 'Ali',
      deviceName: null,
      address: '::1',
      target: null,
      outcome: 'done'
    };
    for (const action of ['a', 'b', 'c']) await access.addAudit({ ...entry, action });
    const page = await access.readAudit({ before: null, limit: 2 });
    expect(page.map(({ action }) => action)).toEqual(['c', 'b']);
    const rest = await access.readAudit({ before: page.at(-1)?.id ?? 0, limit: 2 });
    expect(rest).toEqual([{ ...entry, action: 'a', id: expect.any(Number) }]);
  });
}

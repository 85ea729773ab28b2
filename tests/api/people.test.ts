import { pbkdf2Sync } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { revocationsInMemory } from '../../server/services/access/revocations.ts';
import {
  accessResponseSchema,
  auditResponseSchema,
  operatorsResponseSchema,
  peopleResponseSchema,
  putPersonResponseSchema,
  sessionsResponseSchema,
  type PutPersonRequest
} from '../../src/lib/protocol/access.ts';
import { FACTORY_START } from '../factories/movements.ts';
import { errorOf, TestServer, type TestBrowser } from '../factories/server.ts';

const PASSWORD = 'un mot de passe assez long';
const MINUTE = 60_000;

let now: number;
let server: TestServer;

beforeEach(async () => {
  now = FACTORY_START + 3_600_000;
  server = await TestServer.open({ now: () => now });
});

const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers
});

const setUp = (fields: object = {}) =>
  server.request(
    '/api/setup',
    post({ code: server.setupCode, name: 'Alix', login: 'Alix', password: PASSWORD, ...fields })
  );

const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';

const signIn = (login = 'alix', password = PASSWORD) =>
  server.request('/api/sessions', post({ login, password }));

const putPerson = async (ask: TestBrowser, fields: Partial<PutPersonRequest> = {}) => {
  const body = { name: 'Sam', role: 'operator', login: null, disabled: false, ...fields };
  return ask('/api/people', post(body));
};

describe('the first run', () => {
  test('is open: a device on this machine may do everything, and nobody is needed', async () => {
    const device = await server.enrol();
    const access = accessResponseSchema.parse(await (await device.request('/api/access')).json());
    expect(access).toMatchObject({ mode: 'open', person: null, role: 'admin' });
  });

  test('ends with the first administrator, who is signed in by a cookie that no script reads', async () => {
    const device = await server.enrol();
    const response = await setUp();
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^douchette_session=[\w-]{43}; Max-Age=604800; Path=\/api; HttpOnly; SameSite=Strict$/
    );
    expect(accessResponseSchema.parse(await response.json())).toMatchObject({
      mode: 'closed',
      person: { name: 'Alix', role: 'admin' }
    });
    // The device that was there before keeps its token, and is a device of the floor from now on.
    const after = accessResponseSchema.parse(await (await device.request('/api/access')).json());
    expect(after).toMatchObject({ mode: 'closed', role: 'operator' });
    expect((await device.push([device.make()])).answers).toMatchObject([{ verdict: 'accepted' }]);
  });

  test('takes its code once, and no other code', async () => {
    const wrong = await setUp({ code: 'A'.repeat(43) });
    expect(await errorOf(wrong)).toEqual({ status: 403, code: 'setup-invalid' });
    expect((await setUp()).status).toBe(200);
    expect(await errorOf(await setUp({ login: 'other' }))).toEqual({ status: 403, code: 'setup-invalid' });
  });

  test('of several at once makes one administrator', async () => {
    const answers = await Promise.all([setUp({ login: 'one' }), setUp({ login: 'two' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect(await server.store.access.listPeople()).toHaveLength(1);
  });

  test('asks for a password of twelve characters at least', async () => {
    expect(await errorOf(await setUp({ password: 'court' }))).toEqual({
      status: 400,
      code: 'malformed-request',
      field: 'password'
    });
  });

  test('never comes back, even over a database of before', async () => {
    const revocations = revocationsInMemory();
    revocations.noteClosed(now);
    const restored = await TestServer.open({ revocations });
    const enrolled = await restored.request('/api/devices/enrol', post({ name: 'Intruder' }));
    expect(await errorOf(enrolled)).toEqual({ status: 401, code: 'pairing-needed' });
  });
});

describe('signing in', () => {
  beforeEach(async () => {
    await setUp();
  });

  test('takes login without case and the password as it is', async () => {
    expect((await signIn(' ALIX ')).status).toBe(200);
    expect(await errorOf(await signIn('alix', PASSWORD.toUpperCase()))).toEqual({
      status: 401,
      code: 'wrong-credentials'
    });
  });

  test('says the same of a wrong password, no such account, and one that is shut', async () => {
    await server.addPerson({ login: 'gone', disabled: true });
    await server.addPerson({ login: 'none', passwordHash: null });
    const answers = await Promise.all(
      ['alix', 'nobody', 'gone', 'none', '\u0000'].map((login) => signIn(login, 'x'))
    );
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(answers.every(({ status }) => status === 401)).toBe(true);
  });

  test('is slowed down after five failures, for the account and for the address, and never for good', async () => {
    for (let time = 0; time < 5; time++) expect((await signIn('alix', 'wrong')).status).toBe(401);
    expect(await errorOf(await signIn())).toEqual({ status: 429, code: 'too-many-attempts' });
    expect((await signIn('another')).status).toBe(429);
    now += 2000;
    expect((await signIn()).status).toBe(200);
    expect((await signIn('alix', 'wrong')).status).toBe(401);
  });

  test('of many at once lets no more through than of one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('alix', 'wrong')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  test('gives another token each time, and ends the session that the browser had', async () => {
    const first = cookieOf(await signIn());
    const again = await server.request(
      '/api/sessions',
      post({ login: 'alix', password: PASSWORD }, { cookie: first })
    );
    expect(cookieOf(again)).not.toBe(first);
    const old = await server.request('/api/sessions', { headers: { cookie: first } });
    expect(await errorOf(old)).toEqual({ status: 401, code: 'sign-in-needed' });
  });
});

describe('sessions', () => {
  test('are listed and ended, by their person or an administrator', async () => {
    const admin = await server.signIn('admin');
    const desk = await server.signIn('desk');
    const own = sessionsResponseSchema.parse(await (await desk('/api/sessions')).json()).sessions;
    expect(own).toMatchObject([{ current: true, person: { role: 'desk' } }]);
    const all = sessionsResponseSchema.parse(await (await admin('/api/sessions')).json()).sessions;
    expect(all).toHaveLength(2);
    const foreign = all.find(({ current }) => current)?.id;
    expect(await errorOf(await desk('/api/sessions/end', post({ id: foreign })))).toEqual({
      status: 404,
      code: 'not-found'
    });
    expect((await admin('/api/sessions/end', post({ id: own[0]?.id }))).status).toBe(200);
    expect((await desk('/api/sessions')).status).toBe(401);
    const out = await admin('/api/sessions/end', post({}));
    expect(out.headers.get('set-cookie')).toMatch(/^douchette_session=; Max-Age=0; Path=\/api/);
    expect((await admin('/api/sessions')).status).toBe(401);
  });

  test('end after twelve hours without use, and after a week of use', async () => {
    const desk = await server.signIn('desk');
    for (let hour = 0; hour < 7 * 24 - 11; hour += 11) {
      expect((await desk('/api/sessions')).status).toBe(200);
      now += 11 * 60 * MINUTE;
    }
    now += 11 * 60 * MINUTE;
    expect((await desk('/api/sessions')).status).toBe(401);
    const other = await server.signIn('desk');
    now += 24 * 60 * MINUTE;
    expect((await other('/api/sessions')).status).toBe(401);
  });

  test('of a person end when the password, the role or the right to come in changes', async () => {
    const admin = await server.signIn('admin');
    const changes: Partial<PutPersonRequest>[] = [
      { password: PASSWORD },
      { role: 'admin' },
      { disabled: true }
    ];
    for (const change of changes) {
      const person = await server.addPerson({ role: 'desk' });
      const headers = { cookie: await server.sessionOf(person, now) };
      const { id, name, login } = person;
      await putPerson(admin, { id, name, login, role: 'desk' });
      expect((await server.request('/api/sessions', { headers })).status).toBe(200);
      await putPerson(admin, { id, name, login, role: 'desk', ...change });
      expect((await server.request('/api/sessions', { headers })).status, JSON.stringify(change)).toBe(401);
    }
  });
});

describe('one’s own password', () => {
  test('is changed with the present one, which ends every other session', async () => {
    const first = cookieOf(await setUp());
    const second = cookieOf(await signIn());
    const change = (current: string) =>
      server.request(
        '/api/password',
        post({ current, next: 'un autre, plus long encore' }, { cookie: second })
      );
    expect(await errorOf(await change('wrong'))).toEqual({ status: 401, code: 'wrong-credentials' });
    expect((await change(PASSWORD)).status).toBe(200);
    expect((await server.request('/api/sessions', { headers: { cookie: first } })).status).toBe(401);
    expect((await server.request('/api/sessions', { headers: { cookie: second } })).status).toBe(200);
    expect((await signIn('alix', 'un autre, plus long encore')).status).toBe(200);
  });

  test('is not changed without the present one, by an administrator’s own form either', async () => {
    const person = await server.addPerson({ role: 'admin', login: 'kim' });
    const headers = { cookie: await server.sessionOf(person, now) };
    const put = (password: string | null | undefined) =>
      server.request(
        '/api/people',
        post({ id: person.id, name: 'Kim', role: 'admin', login: 'kim', disabled: false, password }, headers)
      );
    for (const password of ['un autre, plus long encore', null]) {
      expect(await errorOf(await put(password))).toEqual({ status: 403, code: 'forbidden' });
    }
    expect((await put(undefined)).status).toBe(200);
    expect(await server.store.access.personById(person.id)).toMatchObject({
      name: 'Kim',
      passwordHash: person.passwordHash
    });
  });
});

describe('people', () => {
  test('are added, changed and shut out; no secret ever comes back', async () => {
    const admin = await server.signIn('admin');
    const response = await putPerson(admin, { pin: '4711', badge: 'BADGE-0001' });
    const { person } = putPersonResponseSchema.parse(await response.json());
    expect(person).toMatchObject({ name: 'Sam', hasPin: true, hasBadge: true, hasPassword: false });
    await putPerson(admin, { id: person.id, pin: null, disabled: true });
    const text = await (await admin('/api/people')).text();
    const { people } = peopleResponseSchema.parse(JSON.parse(text));
    expect(people.find(({ id }) => id === person.id)).toMatchObject({
      hasPin: false,
      hasBadge: true,
      disabled: true
    });
    expect(text).not.toMatch(/4711|BADGE|argon2|hash"/);
  });

  test('answers say what stands against it', async () => {
    const admin = await server.signIn('admin');
    await putPerson(admin, { login: 'sam', badge: 'BADGE-0001' });
    const { id, name, login } =
      (await server.store.access.listPeople()).find(({ role }) => role === 'admin') ?? {};
    const refusals: [fields: Partial<PutPersonRequest>, status: number, code: string][] = [
      [{ login: 'sam' }, 409, 'login-taken'],
      [{ badge: 'BADGE-0001' }, 409, 'badge-taken'],
      [{ id: '01924bd0-5f00-7000-8000-000000000000' }, 404, 'not-found'],
      [{ id: id ?? '', name: name ?? '', login: login ?? null, role: 'desk' }, 409, 'last-administrator']
    ];
    for (const [fields, status, code] of refusals) {
      expect(await errorOf(await putPerson(admin, fields))).toEqual({ status, code });
    }
    expect((await errorOf(await putPerson(admin, { pin: '12' }))).field).toBe('pin');
    // A field that nobody is to set is refused, not passed over.
    const forged: object = { passwordHash: 'x' };
    expect(await errorOf(await putPerson(admin, forged))).toMatchObject({
      status: 400,
      code: 'malformed-request'
    });
  });

  test('with a PIN or badge may hold a phone: it gets what it compares with, and no one else', async () => {
    const admin = await server.signIn('admin');
    await putPerson(admin, { name: 'Sam', pin: '4711', badge: 'BADGE-0001' });
    await putPerson(admin, { name: 'Lou', badge: 'BADGE-0002' });
    await putPerson(admin, { name: 'Gone', pin: '4711', disabled: true });
    const phone = await server.pair(admin);
    const { operators } = operatorsResponseSchema.parse(await (await phone.request('/api/operators')).json());
    expect(operators.map(({ name }) => name)).toEqual(['Lou', 'Sam']);
    const [lou, sam] = operators;
    const derive = (secret: string, salt = '', rounds = 1) =>
      pbkdf2Sync(secret, Buffer.from(salt, 'hex'), rounds, 32, 'sha256').toString('hex');
    expect(sam?.pin?.hash).toBe(derive('4711', sam?.pin?.salt, sam?.pin?.iterations));
    expect(lou?.badge?.hash).toBe(derive('BADGE-0002', lou?.badge?.salt, lou?.badge?.iterations));
    // One salt for all badges: what was scanned is derived once.
    expect(lou?.badge?.salt).toBe(sam?.badge?.salt);
  });
});

describe('the log of actions', () => {
  test('says who did what to what, from where, and how it ended, and holds no secret', async () => {
    await setUp();
    await signIn('alix', 'a wrong secret');
    const admin = await server.signIn('admin');
    const desk = await server.signIn('desk');
    await putPerson(admin, { login: 'sam', password: PASSWORD, pin: '4711' });
    await putPerson(desk, { login: 'evil' });
    const text = await (await admin('/api/audit')).text();
    const { entries } = auditResponseSchema.parse(JSON.parse(text));
    expect(entries.map(({ action, target, outcome }) => [action, target?.split(' ')[0], outcome])).toEqual([
      ['POST /people', undefined, 'forbidden'],
      ['POST /people', 'Sam', 'done'],
      ['POST /sessions', 'alix', 'wrong-credentials'],
      ['POST /setup', 'alix', 'done']
    ]);
    const secrets = [PASSWORD, 'a wrong secret', '4711', server.setupCode];
    for (const secret of secrets) expect(text + JSON.stringify(server.logged)).not.toContain(secret);
  });
});

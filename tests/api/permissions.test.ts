import { describe, expect, test } from 'vitest';
import { apiRoutes } from '../../server/http/api-routes.ts';
import { routeTable } from '../../server/http/route-table.ts';
import { LiveHub } from '../../server/services/live/live-hub.ts';
import { permissions, roles, type Role } from '../../src/lib/protocol/roles.ts';
import { scopes, type Scope } from '../../src/lib/protocol/scopes.ts';
import { errorOf, TestServer } from '../factories/server.ts';

const table = routeTable(new LiveHub());
const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

describe('the table of routes', () => {
  test('names every route that Hono answers under /api, once', () => {
    const registered = apiRoutes({ live: new LiveHub() }).routes.filter(({ method }) => method !== 'ALL');
    const names = new Set(registered.map(nameOf));
    expect([...names].sort()).toEqual(table.map(nameOf).sort());
    expect(new Set(table.map(nameOf)).size).toBe(table.length);
  });

  test('has whoever may do less do no more than whoever may do more', () => {
    for (const allowed of Object.values(permissions)) {
      if (allowed) expect(roles.slice(roles.length - allowed.length)).toEqual(allowed);
    }
  });
});

/** What a request without a meaningful body is answered once it is let through: never one of these. */
const barred = new Set(['not-enrolled', 'sign-in-needed', 'forbidden']);

interface Visitor {
  name: string;
  role: Role | null;
  /** A device's token beside the person's session. */
  hasDevice: boolean;
  isSignedIn: boolean;
}

const visitors: Visitor[] = [
  { name: 'nobody', role: null, hasDevice: false, isSignedIn: false },
  { name: 'a paired device', role: 'operator', hasDevice: true, isSignedIn: false },
  ...roles.map((role) => ({ name: role, role, hasDevice: true, isSignedIn: true }))
];

const cases = table.flatMap((route) => visitors.map((visitor) => ({ route, visitor })));

test.each(cases)('$route.method $route.path asked by $visitor.name', async ({ route, visitor }) => {
  const server = await TestServer.open();
  const device = await server.enrol();
  await server.addPerson({ role: 'admin' });
  const headers: Record<string, string> = visitor.hasDevice ? { cookie: device.cookie } : {};
  const ask =
    visitor.isSignedIn && visitor.role
      ? await server.signIn(visitor.role, device)
      : (path: string, init: RequestInit) => server.request(path, { ...init, headers });
  const stop = new AbortController();
  const response = await ask(`/api${route.path.replace(/:\w+/, 'x')}`, {
    method: route.method,
    signal: stop.signal,
    ...(route.method === 'POST' ? { body: '[]' } : {})
  });

  const allowed: readonly Role[] | null = permissions[route.permission];
  const isAllowed = allowed === null || (visitor.role !== null && allowed.includes(visitor.role));
  const needsPerson = route.permission === 'own' && !visitor.isSignedIn;
  if (isAllowed && !needsPerson) {
    const code = response.ok ? null : (await errorOf(response)).code;
    expect(barred).not.toContain(code);
  } else if (visitor.isSignedIn) {
    expect(await errorOf(response)).toEqual({ status: 403, code: 'forbidden' });
  } else {
    const code = route.permission === 'floor' ? 'not-enrolled' : 'sign-in-needed';
    expect(await errorOf(response)).toEqual({ status: 401, code });
  }
  stop.abort();
  await response.body?.cancel().catch(() => undefined);
});

/** What a key may be given: each scope by itself, all of them, none that is known. */
const programs: { name: string; held: readonly Scope[] | null }[] = [
  ...scopes.map((scope) => ({ name: `a key with ${scope} alone`, held: [scope] })),
  { name: 'a key with every scope', held: scopes },
  { name: 'a key that nobody made', held: null }
];

const programCases = table.flatMap((route) => programs.map((program) => ({ route, program })));

test.each(programCases)('$route.method $route.path asked by $program.name', async ({ route, program }) => {
  const server = await TestServer.open();
  const device = await server.enrol();
  const admin = await server.signIn('admin', device);
  const asked = { by: admin };
  const secret = program.held
    ? (await server.createKey(program.held, asked)).secret
    : `dchk_${'x'.repeat(43)}`;
  const stop = new AbortController();
  // The administrator's own cookies are beside it, and never count.
  const response = await admin(`/api${route.path.replace(/:\w+/, 'x')}`, {
    method: route.method,
    headers: { authorization: `Bearer ${secret}` },
    signal: stop.signal,
    ...(route.method === 'POST' ? { body: '[]' } : {})
  });
  const held = program.held ?? [];
  if (program.held === null) {
    expect(await errorOf(response)).toEqual({ status: 401, code: 'key-invalid' });
    expect(response.headers.get('www-authenticate')).toContain('invalid_token');
  } else if (route.scopes?.every((scope) => held.includes(scope))) {
    const code = response.ok ? null : (await errorOf(response)).code;
    expect(['key-invalid', 'key-scope', ...barred]).not.toContain(code);
  } else {
    expect(await errorOf(response)).toEqual({ status: 403, code: 'key-scope' });
    expect(response.headers.get('www-authenticate')).toContain('insufficient_scope');
  }
  stop.abort();
  await response.body?.cancel().catch(() => undefined);
});

test('no key reaches what is about people, access, devices, the house or keys', () => {
  const closed = table.filter(({ scopes: needed }) => needed === null);
  const permissionsOfOthers = table
    .filter(({ scopes: needed }) => needed !== null)
    .map(({ permission }) => permission);
  for (const barredPermission of [
    'people',
    'audit',
    'own',
    'devices',
    'house',
    'begin',
    'integrations'
  ] as const) {
    expect(permissionsOfOthers).not.toContain(barredPermission);
  }
  expect(closed.map(nameOf)).toEqual(
    expect.arrayContaining(['POST /sync/push', 'GET /operators', 'POST /setup'])
  );
});

test('every scope opens something that no other does', () => {
  for (const scope of scopes) {
    expect(
      table.some(({ scopes: needed }) => needed?.length === 1 && needed[0] === scope),
      scope
    ).toBe(true);
  }
});

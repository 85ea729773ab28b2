import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { describeApi, type OpenApiDocument, type Operation } from '../../server/http/description/openapi.ts';
import { escapeMarkup } from '../../server/http/description/escape-markup.ts';
import { routeMessages } from '../../server/http/description/messages.ts';
import { routeTable } from '../../server/http/route-table.ts';
import { LiveHub } from '../../server/services/live/live-hub.ts';
import { permissions } from '../../src/lib/protocol/roles.ts';
import { FACTORY_START } from '../factories/movements.ts';
import { TestServer, type TestBrowser, type TestDevice } from '../factories/server.ts';

const table = routeTable(new LiveHub());
const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

/** As much of the document as is looked at here; it came over HTTP. */
async function readDocument(): Promise<OpenApiDocument> {
  const server = await TestServer.open();
  const response = await server.withoutProtocol()('/api/openapi.json');
  expect(response.status).toBe(200);
  return (await response.json()) as OpenApiDocument;
}

describe('the OpenAPI document', () => {
  let document: OpenApiDocument;
  beforeAll(async () => {
    document = await readDocument();
  });

  test('has every route of the table and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`)
    );
    expect(described.sort()).toEqual(table.map(nameOf).sort());
    expect(Object.keys(routeMessages).sort()).toEqual(table.map(nameOf).sort());
  });

  test('refuses a route that nobody has described', () => {
    const unknown = { method: 'GET', path: '/nothing', permission: 'open', scopes: null } as const;
    expect(() => describeApi([unknown], '1')).toThrow('GET /nothing is not described');
  });

  test('gives each operation an id of its own, and asks for somebody where the table does', () => {
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(table.length);
    for (const { method, path, permission } of table) {
      const item = document.paths[path.replace(/:(\w+)/g, '{$1}')];
      const operation = method === 'GET' ? item?.get : item?.post;
      expect(operation?.security.length === 0, nameOf({ method, path })).toBe(
        permissions[permission] === null
      );
    }
  });

  test('says of each route which scopes a key needs, or that none will do', () => {
    for (const { method, path, permission, scopes } of table) {
      const item = document.paths[path.replace(/:(\w+)/g, '{$1}')];
      const { security = [] } = (method === 'GET' ? item?.get : item?.post) ?? {};
      const named = security.flatMap((one) => (one['key'] ? [one['key']] : []));
      const isAsked = permissions[permission] !== null && scopes !== null;
      expect(named, nameOf({ method, path })).toEqual(isAsked ? [scopes] : []);
    }
    expect(document.components.securitySchemes['key']).toMatchObject({ type: 'http', scheme: 'bearer' });
  });

  test('describes the body of every message with fields, not as anything at all', () => {
    for (const [name, { body }] of Object.entries(routeMessages)) {
      if (!body) continue;
      const operation = document.paths[name.slice('POST '.length)]?.post;
      const schema = operation?.requestBody?.content['application/json']?.schema;
      expect(schema && ('properties' in schema || 'oneOf' in schema || 'anyOf' in schema), name).toBe(true);
    }
  });
});

/** Routes that answer without anything being prepared, as somebody asks who may do all. */
const readable = [
  '/status',
  '/access',
  '/sessions',
  '/people',
  '/operators',
  '/audit',
  '/devices',
  '/serials',
  '/serials/near?q=SN',
  '/stock',
  '/anomalies',
  '/unidentified',
  '/closings',
  '/upkeep',
  '/catalogue',
  '/documents',
  '/keys',
  '/sync/segments',
  '/openapi.json'
];

/** Read back out of the document: what a program that only has the document would check by. */
function answerSchema(operation: Operation | undefined): z.ZodType {
  const schema = operation?.responses['200']?.content['application/json']?.schema;
  return z.fromJSONSchema(z.json().parse(schema) as Parameters<typeof z.fromJSONSchema>[0]);
}

describe('the answers of the server', () => {
  let ask: TestBrowser;
  let device: TestDevice;
  let document: OpenApiDocument;
  beforeAll(async () => {
    document = await readDocument();
    const server = await TestServer.open();
    device = await server.enrol();
    await device.push([device.make(), device.make()]);
    ask = await server.signIn('admin', device);
  });

  test.each(readable)('are as the document says: GET %s', async (path) => {
    const response = await ask(`/api${path}`);
    expect(response.status).toBe(200);
    const operation = document.paths[path.split('?')[0] ?? '']?.get;
    expect(answerSchema(operation).safeParse(await response.json()).error).toBeUndefined();
  });

  test('are as the document says when movements go in and come out', async () => {
    const movement = device.make();
    const pushed = await device.pushRaw(
      JSON.stringify({ sentAt: FACTORY_START + 3_600_000, movements: [movement, { id: 'broken' }] })
    );
    const answers: unknown = await pushed.json();
    expect(answerSchema(document.paths['/sync/push']?.post).safeParse(answers).error).toBeUndefined();
    const pulled = await device.pull();
    expect(pulled.changes.length).toBeGreaterThan(0);
    expect(answerSchema(document.paths['/sync/changes']?.get).safeParse(pulled).error).toBeUndefined();
  });

  test('are not as the document says when a field is missing', () => {
    expect(answerSchema(document.paths['/status']?.get).safeParse({}).success).toBe(false);
  });
});

describe('the readable page', () => {
  test('names every route, and runs and loads nothing', async () => {
    const server = await TestServer.open();
    const response = await server.withoutProtocol()('/api/reference');
    const page = await response.text();
    for (const { method, path } of table) {
      expect(page).toContain(`<code>${method} /api${path.replace(/:(\w+)/g, '{$1}')}</code>`);
    }
    expect(page).not.toContain('<script');
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-/
    );
  });

  test('travels compressed to whoever takes it so', async () => {
    const server = await TestServer.open();
    const plain = await server.withoutProtocol()('/api/reference');
    const zipped = await server.withoutProtocol()('/api/reference', {
      headers: { 'accept-encoding': 'gzip' }
    });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    const bytes = new Uint8Array(await zipped.arrayBuffer());
    const text = await plain.text();
    expect(gunzipSync(bytes).toString('utf8')).toBe(text);
    expect(bytes.length).toBeLessThan(text.length / 5);
  });

  test('takes no text for markup', () => {
    expect(escapeMarkup(`<a href="x" title='&'>`)).toBe('&lt;a href=&quot;x&quot; title=&#39;&amp;&#39;&gt;');
  });
});

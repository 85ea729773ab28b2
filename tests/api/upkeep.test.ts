import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { committedMovementSchema } from '../../src/lib/protocol/rows.ts';
import { upkeepResponseSchema, type UpkeepState } from '../../src/lib/protocol/upkeep.ts';
import { testCatalogue } from '../factories/catalogue.ts';
import { TestServer, type TestDevice } from '../factories/server.ts';

let folder: string;
let server: TestServer;
let desk: TestDevice;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'douchette-test-'));
  server = await TestServer.open({ exportFolder: join(folder, 'exports') });
  desk = await server.enrol();
  await desk.push([
    desk.make({ serial: 'A' }),
    desk.make({ serial: 'A', kind: 'shipment' }),
    desk.make({ serial: 'B' })
  ]);
});

afterEach(() => rmSync(folder, { recursive: true }));

const post = (path: string, body: unknown = {}) =>
  desk.request(path, { method: 'POST', body: JSON.stringify(body) });

async function ended(): Promise<UpkeepState> {
  return vi.waitFor(async () => {
    const { upkeep } = upkeepResponseSchema.parse(await (await desk.request('/api/upkeep')).json());
    if (!upkeep?.endedAt) throw new Error('still under way');
    return upkeep;
  });
}

async function close(closedBefore: string): Promise<void> {
  await server.store.putCatalogue({ settings: { ...testCatalogue.settings, closedBefore } });
}

test('nothing has been kept up at first', async () => {
  expect(await (await desk.request('/api/upkeep')).json()).toEqual({ upkeep: null });
});

test('recalculating tells how far it is and what it found', async () => {
  expect((await post('/api/upkeep/recalculate')).status).toBe(200);
  expect(await ended()).toMatchObject({
    kind: 'recalculate',
    phase: 'done',
    done: 2,
    total: 2,
    movements: 3,
    differenceCount: 0
  });
});

test('one at a time', async () => {
  const answers = await Promise.all([post('/api/upkeep/recalculate'), post('/api/upkeep/recalculate')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  await ended();
});

test('a purge of a period that is open is refused', async () => {
  for (const closed of [null, '2024-10-02']) {
    if (closed) await close(closed);
    const refused = await post('/api/upkeep/purge', { before: '2024-10-03', scope: 'all' });
    expect(await refused.json()).toMatchObject({ error: { code: 'purge-in-open-period', field: 'before' } });
  }
});

test('a purge writes an export first, whole, and then changes no status', async () => {
  await close('2024-10-03');
  const before = await desk.pull();
  await post('/api/upkeep/purge', { before: '2024-10-03', scope: 'all' });
  const upkeep = await ended();
  expect(upkeep).toMatchObject({ kind: 'purge', phase: 'done', movements: 3, export: { movements: 3 } });

  const response = await desk.request(`/api/upkeep/exports/${upkeep.export?.name}`);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${upkeep.export?.name}"`);
  const file = Buffer.from(await response.arrayBuffer());
  expect(createHash('sha256').update(file).digest('hex')).toBe(upkeep.export?.sha256);
  const lines = gunzipSync(file).toString().trim().split('\n');
  const movements = lines.map((line) => committedMovementSchema.parse(JSON.parse(line)).movement);
  expect(movements.map(({ serial }) => serial)).toEqual(['A', 'A', 'B']);
  expect((await desk.pull()).changes).toEqual(before.changes);
});

test('an export is given by its name only, to a device only', async () => {
  for (const name of ['missing.gz', '..%2Fupkeep.db', '%2e%2e%2fx']) {
    expect((await desk.request(`/api/upkeep/exports/${name}`)).status).toBe(404);
  }
  expect((await server.request('/api/upkeep/exports/missing.gz')).status).toBe(401);
});

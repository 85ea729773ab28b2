import { expect, test } from 'vitest';
import { draftOf, openTestDatabase, TEST_EPOCH_MS, testId } from '../../../tests/factories/device.ts';
import { beginWork, changeWork } from '../db/commands/change-work.ts';
import { recordMovement } from '../db/commands/record-movement.ts';
import { readWork } from '../db/queries/work.ts';
import { done, failed } from '../db/result.ts';
import type { WorkReportRequest } from '../protocol/documents.ts';
import type { DocumentsApi } from './documents-api.ts';
import { reportOpenWork } from './report-work.ts';

async function phoneAtWork() {
  const { db, random, input } = await openTestDatabase();
  const setup = {
    document: 'BL-1',
    partnerId: null,
    fromLocationId: null,
    toLocationId: null,
    productId: null
  };
  const id = testId(random);
  const base = { documentId: 'doc-1', setup, operator: draftOf().operator, printLater: [] };
  await beginWork(db, { id, type: 'receipt', startedAt: TEST_EPOCH_MS, state: 'working', ...base });
  const ids: string[] = [];
  for (const serial of ['A', 'B', 'C']) {
    const recorded = await recordMovement(db, { ...input(draftOf({ serial })), workId: id });
    if (recorded.ok) ids.push(recorded.value.id);
  }
  const [, , refused = ''] = ids;
  await db.outbox.update(refused, { state: 'parked' });
  return { db, id, ids };
}

/** A server that holds some movements, and remembers what it was told. */
function serverHolding(held: ReadonlySet<string>) {
  const told: WorkReportRequest[] = [];
  const api: Pick<DocumentsApi, 'reportWork'> = {
    reportWork: async (request) => {
      told.push(request);
      const missing = request.ids.filter((one) => !held.has(one));
      const isClosed = request.state === 'finished' && missing.length === 0;
      const state = isClosed ? ('closed' as const) : request.state;
      return done({ state, serverCount: request.ids.length - missing.length, missing });
    }
  };
  return { api, told };
}

const always = () => true;

test('a session that goes on tells how many scans it has, no more often than it may', async () => {
  const { db } = await phoneAtWork();
  const { api, told } = serverHolding(new Set());
  await reportOpenWork({ db, api, mayTell: always });
  await reportOpenWork({ db, api, mayTell: () => false });
  expect(told).toMatchObject([{ state: 'working', count: 2, ids: [] }]);
});

test('a finished session is closed once the server holds all of it; what was refused is the desk’s', async () => {
  const { db, id, ids } = await phoneAtWork();
  await changeWork(db, id, { state: 'finished' });
  const [first = '', second = ''] = ids;
  const behind = serverHolding(new Set([first]));
  await reportOpenWork({ db, api: behind.api, mayTell: () => false });
  expect(behind.told).toMatchObject([{ state: 'finished', count: 2 }]);
  expect((await readWork(db, id))?.work.state).toBe('finished');

  const level = serverHolding(new Set([first, second]));
  await reportOpenWork({ db, api: level.api, mayTell: () => false });
  expect((await readWork(db, id))?.work.state).toBe('closed');
  await reportOpenWork({ db, api: level.api, mayTell: always });
  expect(level.told).toHaveLength(1);
});

test('what the server had said it had, and has not, waits again', async () => {
  const { db, id, ids } = await phoneAtWork();
  await changeWork(db, id, { state: 'finished' });
  const [first = '', second = ''] = ids;
  await db.outbox.update(first, { state: 'acknowledged' });
  const { api } = serverHolding(new Set());
  expect(await reportOpenWork({ db, api, mayTell: always })).toBe(true);
  expect((await db.outbox.bulkGet([first, second])).map((row) => row?.state)).toEqual(['waiting', 'waiting']);
});

test('without a network everything stays as it is', async () => {
  const { db, id } = await phoneAtWork();
  await changeWork(db, id, { state: 'finished' });
  const api = { reportWork: async () => failed({ code: 'unreachable' as const }) };
  expect(await reportOpenWork({ db, api, mayTell: always })).toBe(false);
  expect((await readWork(db, id))?.work.state).toBe('finished');
});

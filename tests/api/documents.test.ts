import { beforeEach, describe, expect, test } from 'vitest';
import type { Document } from '../../src/lib/domain/document/document.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import type { PutAnswer } from '../../src/lib/protocol/catalogue.ts';
import {
  closeDocumentResponseSchema,
  documentMovementsResponseSchema,
  workReportResponseSchema,
  type CloseDocumentAnswer,
  type WorkReportRequest
} from '../../src/lib/protocol/documents.ts';
import { testDocument, testLine } from '../factories/documents.ts';
import { FACTORY_START, idFactory } from '../factories/movements.ts';
import { errorOf, TestServer, type TestDevice } from '../factories/server.ts';

let server: TestServer;
let desk: TestDevice;
const newId = idFactory(500);

beforeEach(async () => {
  server = await TestServer.open();
  desk = await server.enrol();
});

const post = (path: string, body: unknown, device: Pick<TestDevice, 'request'> = desk) =>
  device.request(`/api${path}`, { method: 'POST', body: JSON.stringify(body) });

async function put(row: Document, seen: Document | null = null): Promise<PutAnswer<Document>> {
  return (await (await post('/documents', { row, seen })).json()) as PutAnswer<Document>;
}

async function close(seen: Document, more: object = {}): Promise<CloseDocumentAnswer> {
  const response = await post('/documents/close', { id: seen.id, seen, backorder: false, ...more });
  return closeDocumentResponseSchema.parse(await response.json());
}

const reportOf = (fields: Partial<WorkReportRequest> = {}): WorkReportRequest => ({
  workId: newId(),
  documentId: 'document-1',
  type: 'receipt',
  state: 'working',
  operator: { id: newId(), name: 'Claire' },
  startedAt: FACTORY_START,
  count: 0,
  ids: [],
  ...fields
});

async function report(request: WorkReportRequest, device = desk) {
  return workReportResponseSchema.parse(await (await post('/work/report', request, device)).json());
}

const idsOf = (movements: readonly Movement[]): string[] => movements.map(({ id }) => id);
const received = (...serials: string[]): Movement[] =>
  serials.map((serial) => desk.make({ serial, document: 'br-1', toLocationId: 'loc-1' }));
const stored = async (id = 'document-1') => (await server.store.readDocument(id))?.document;

const problemsOf = (answer: PutAnswer<Document>) =>
  answer.verdict === 'refused'
    ? answer.problems.map(({ code, field }) => `${field}: ${code}`)
    : [answer.verdict];

describe('a document', () => {
  test('is stored as the desk wrote it, said twice once, and travels with the feed', async () => {
    const document = testDocument();
    expect(await put(document)).toEqual({ verdict: 'stored', row: document });
    const { cursor, changes } = await desk.pull();
    expect(changes.at(-1)).toMatchObject({ type: 'document', document });
    expect(await put(document)).toEqual({ verdict: 'stored', row: document });
    expect((await desk.pull({ seq: cursor.seq })).changes).toEqual([]);
    const manifest = (await (await desk.request('/api/sync/segments')).json()) as { documents: unknown };
    expect(manifest.documents).toEqual([document]);
  });

  test('that another desk has changed is not overwritten', async () => {
    const [seen, theirs] = [testDocument(), testDocument({ note: 'Leur note' })];
    await put(seen);
    await put(theirs, seen);
    expect(await put(testDocument({ note: 'Ma note' }), seen)).toEqual({
      verdict: 'changed-meanwhile',
      present: theirs
    });
  });

  test.each([
    ['partnerId: partner-unknown', { partnerId: 'nobody' }],
    ['toLocationId: location-unknown', { toLocationId: 'nowhere' }],
    ['scope: scope-unused', { scope: { siteId: 'site-1', locationId: null, productId: null } }],
    ['scope: scope-missing', { type: 'count' as const }],
    ['toLocationId: places-equal', { type: 'transfer' as const, fromLocationId: 'loc-1' }],
    ['lines: product-unknown', { lines: [testLine({ productId: 'nothing' })] }],
    ['lines: line-twice', { lines: [testLine(), testLine()] }],
    ['lines: quantity-broken', { lines: [testLine({ quantityMicros: 1_500_000 })] }],
    ['lines: serials-too-many', { lines: [testLine({ serials: ['A', 'B'] })] }],
    ['lines: serial-twice', { lines: [testLine({ units: 2, serials: ['a', 'A'] })] }],
    ['state: state-fixed', { state: 'closed' as const }],
    ['number: number-taken', { id: 'document-2', number: 'taken' }]
  ] as [string, Partial<Document>][])(
    'is refused with %s, and nothing is stored',
    async (problem, fields) => {
      await put(testDocument({ id: 'other', number: 'Taken' }));
      const answer = await put(testDocument(fields));
      expect(problemsOf(answer)).toEqual([problem]);
      expect(await stored(fields.id)).toBeUndefined();
    }
  );

  test('keeps its number once movements name it, and its type', async () => {
    const seen = testDocument();
    await put(seen);
    expect((await put({ ...seen, number: 'BR-9' }, seen)).verdict).toBe('stored');
    await put(seen, { ...seen, number: 'BR-9' });
    await desk.push(received('SN-1'));
    expect(problemsOf(await put({ ...seen, number: 'BR-9' }, seen))).toEqual(['number: number-in-use']);
    expect(problemsOf(await put({ ...seen, type: 'pick' }, seen))).toEqual(['type: type-fixed']);
  });

  test('is cancelled and opened again, but not while somebody works on it', async () => {
    const seen = testDocument();
    const cancelled = testDocument({ state: 'cancelled' });
    await put(seen);
    expect((await put(cancelled, seen)).verdict).toBe('stored');
    expect((await put(seen, cancelled)).verdict).toBe('stored');
    await report(reportOf());
    expect(problemsOf(await put(cancelled, seen))).toEqual(['state: work-open']);
  });

  test('gives its movements, and who works on it, to a device that comes later', async () => {
    await put(testDocument());
    const movements = received('SN-1');
    await desk.push(movements);
    await report(reportOf({ count: 1 }));
    const later = await server.enrol();
    const response = await later.request('/api/documents/document-1/movements');
    const answer = documentMovementsResponseSchema.parse(await response.json());
    expect(answer.movements.map(({ movement }) => movement)).toEqual(movements);
    expect(answer.work).toMatchObject([{ state: 'working', count: 1, deviceId: desk.deviceId }]);
    expect((await errorOf(await later.request('/api/documents/nobody/movements'))).code).toBe('not-found');
  });
});

describe('a work session', () => {
  test('is closed once nothing of it is missing', async () => {
    await put(testDocument({ lines: [] }));
    const [here, absent] = received('SN-1', 'SN-2') as [Movement, Movement];
    await desk.push([here]);
    const finished = reportOf({ state: 'finished', ids: idsOf([here, absent]) });
    expect(await report(finished)).toEqual({ state: 'finished', serverCount: 1, missing: [absent.id] });
    await desk.push([absent]);
    expect(await report(finished)).toEqual({ state: 'closed', serverCount: 2, missing: [] });
  });

  test('of one device is not another one’s to report', async () => {
    const request = reportOf();
    await report(request);
    const other = await server.enrol();
    expect((await errorOf(await post('/work/report', request, other))).code).toBe('foreign-origin');
  });

  test('that completes its document closes it, when nobody else is at it', async () => {
    await put(testDocument());
    const [first, second] = received('SN-1', 'SN-2') as [Movement, Movement];
    const other = await server.enrol();
    const elsewhere = reportOf();
    await report(elsewhere, other);
    await desk.push([first, second]);
    await report(reportOf({ state: 'finished', ids: idsOf([first, second]) }));
    expect((await stored())?.state).toBe('open');
    await report({ ...elsewhere, state: 'finished' }, other);
    expect((await stored())?.state).toBe('closed');
  });

  test('leaves a document open of which something is left, and a count always', async () => {
    const [first] = received('SN-1') as [Movement];
    await put(testDocument());
    await put(
      testDocument({
        id: 'count',
        number: 'INV-1',
        type: 'count',
        scope: { siteId: 'site-1', locationId: null, productId: null },
        lines: []
      })
    );
    await desk.push([first]);
    await report(reportOf({ state: 'finished', ids: [first.id] }));
    await report(reportOf({ documentId: 'count', type: 'count', state: 'finished' }));
    expect([(await stored())?.state, (await stored('count'))?.state]).toEqual(['open', 'open']);
  });
});

describe('closing', () => {
  test('leaves the rest as a backorder, with the serials that never came', async () => {
    const document = testDocument();
    await put(document);
    await desk.push(received('SN-2'));
    const answer = await close(document, { backorder: true });
    expect(answer).toMatchObject({
      verdict: 'closed',
      row: { state: 'closed' },
      backorder: {
        number: 'BR-1-R1',
        state: 'open',
        backorderOf: document.id,
        lines: [{ quantityMicros: 1_000_000, serials: ['SN-1'] }]
      }
    });
    if (answer.verdict !== 'closed' || !answer.backorder) throw new Error('no backorder');
    expect(await stored(answer.backorder.id)).toEqual(answer.backorder);
    expect(await close(answer.backorder, { backorder: true })).toMatchObject({
      backorder: { number: 'BR-1-R2', backorderOf: answer.backorder.id }
    });
  });

  test('leaves nothing when it is closed short, or when all is done', async () => {
    const [short, whole] = [testDocument(), testDocument({ id: 'document-2', number: 'BR-2' })];
    await put(short);
    await put({ ...whole, lines: [testLine({ serials: ['SN-7'] })] });
    await desk.push([desk.make({ serial: 'SN-7', document: 'BR-2', toLocationId: 'loc-1' })]);
    expect(await close(short)).toMatchObject({ verdict: 'closed', backorder: null });
    expect(
      await close({ ...whole, lines: [testLine({ serials: ['SN-7'] })] }, { backorder: true })
    ).toMatchObject({
      verdict: 'closed',
      backorder: null
    });
  });

  test('waits for whoever works on it, unless the desk gives a reason', async () => {
    const document = testDocument();
    await put(document);
    await report(reportOf());
    expect(await close(document)).toMatchObject({ verdict: 'work-open', work: [{ state: 'working' }] });
    expect((await stored())?.state).toBe('open');
    expect(await close(document, { override: 'Téléphone perdu' })).toMatchObject({ verdict: 'closed' });
    const entries = await server.store.access.readAudit({ before: null, limit: 1 });
    expect(entries).toMatchObject([{ action: 'POST /documents/close', target: 'BR-1: Téléphone perdu' }]);
  });

  test('said twice closes once; of a document that changed meanwhile, nothing', async () => {
    const document = testDocument();
    await put(document);
    await put({ ...document, note: 'Autre' }, document);
    expect(await close(document)).toMatchObject({ verdict: 'changed-meanwhile', present: { note: 'Autre' } });
    const changed = { ...document, note: 'Autre' };
    await close(changed, { backorder: true });
    expect(await close(changed, { backorder: true })).toMatchObject({ verdict: 'closed', backorder: null });
    expect(await server.store.readSnapshot()).toMatchObject({ documents: { length: 2 } });
  });

  test('is an operator’s for what the own device has worked on, without an override', async () => {
    const document = testDocument();
    await put(document);
    await server.addPerson({ role: 'admin' });
    const request = await server.signIn('operator', desk);
    const ask = (more: object = {}) =>
      post('/documents/close', { id: document.id, seen: document, backorder: true, ...more }, { request });
    expect((await errorOf(await ask())).code).toBe('forbidden');
    await report(reportOf({ state: 'finished' }));
    expect((await errorOf(await ask({ override: 'Pressé' }))).code).toBe('forbidden');
    expect(await (await ask()).json()).toMatchObject({ verdict: 'closed', backorder: { number: 'BR-1-R1' } });
  });
});

describe('an import of documents', () => {
  const importAll = async (documents: readonly Document[]) =>
    (
      await post('/catalogue/imports', {
        kind: 'documents',
        id: newId(),
        total: documents.length,
        offset: 0,
        rows: documents.map((row) => ({ row, seen: null }))
      })
    ).json();

  test('stores all or nothing', async () => {
    const [good, bad] = [
      testDocument(),
      testDocument({ id: 'document-2', partnerId: 'nobody', number: 'BR-2' })
    ];
    expect(await importAll([good, bad])).toMatchObject({
      verdict: 'refused',
      problems: [{ id: 'document-2' }]
    });
    expect(await stored()).toBeUndefined();
    expect(await importAll([good, { ...bad, partnerId: null }])).toEqual({ verdict: 'stored', count: 2 });
  });

  test('is refused when two of them have one number', async () => {
    const twice = [testDocument(), testDocument({ id: 'document-2', number: 'br-1' })];
    expect(await importAll(twice)).toMatchObject({
      verdict: 'refused',
      problems: [{ code: 'number-taken' }]
    });
  });
});

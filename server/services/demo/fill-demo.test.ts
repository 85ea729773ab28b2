import { expect, test } from 'vitest';
import {
  locationSchema,
  partnerSchema,
  productSchema,
  siteSchema
} from '../../../src/lib/domain/catalogue/catalogue-schemas.ts';
import { checkDocument, documentCatalogue } from '../../../src/lib/domain/document/check-documents.ts';
import { documentSchema } from '../../../src/lib/domain/document/document.ts';
import { MemoryStore } from '../../store/memory/memory-store.ts';
import { demoCatalogue } from './demo-catalogue.ts';
import { fillDemo } from './fill-demo.ts';
import { seededRandom } from './random.ts';

const NOW = Date.UTC(2024, 9, 2, 12);
const EPOCH = '01924c40-0000-7000-8000-000000000001';
const DAY = 86_400_000;

async function fill(serials: number, now = NOW) {
  const store = new MemoryStore(EPOCH);
  const ctx = {
    store,
    now: () => now,
    randomBytes: seededRandom(9).bytes,
    device: null,
    version: 'test',
    warn: () => undefined
  };
  const filled = await fillDemo({ ctx, input: { serials } });
  if (!filled.ok) throw new Error(filled.error.code);
  const page = await store.changesSince({ cursor: { epoch: EPOCH, seq: 0 }, limit: 100_000 });
  const changes = page?.changes ?? [];
  const committed = changes.flatMap((change) => (change.type === 'movement' ? [change.committed] : []));
  return {
    filled: filled.value,
    changes,
    committed,
    rows: (await store.readRows({ after: null, limit: 5000 })).rows
  };
}

test('the catalogue is valid: about twenty products whose GTINs check, fifteen places with barcodes', () => {
  const { sites, locations, products, partners } = demoCatalogue;
  for (const site of sites) siteSchema.parse(site);
  for (const location of locations) expect(locationSchema.parse(location).barcode).not.toBeNull();
  for (const product of products) productSchema.parse(product);
  for (const partner of partners) partnerSchema.parse(partner);
  const gtins = products.flatMap((product) => product.gtins);
  for (const gtin of gtins) {
    const sum = [...gtin].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
    expect(sum % 10, gtin).toBe(0);
  }
  expect(new Set(gtins).size).toBe(gtins.length);
  expect(locations.length).toBeGreaterThanOrEqual(15);
  const ids = [...locations, ...products, ...partners].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const parents = locations.flatMap(({ parentId }) => parentId ?? []);
  for (const parent of parents) expect(ids).toContain(parent);
});

test('documents are planned that fit the catalogue and what is in stock', async () => {
  const { changes, rows } = await fill(500);
  const documents = changes.flatMap((change) => (change.type === 'document' ? [change.document] : []));
  const catalogue = documentCatalogue(demoCatalogue);
  for (const document of documents) {
    expect(documentSchema.parse(document)).toEqual(document);
    expect(checkDocument(document, catalogue)).toEqual([]);
  }
  expect(documents.map(({ type }) => type)).toEqual([
    'receipt',
    'receipt',
    'pick',
    'pick',
    'transfer',
    'count'
  ]);
  const statusOf = new Map(
    rows.map(({ productId, serial, state }) => [`${productId} ${serial}`, state.status])
  );
  for (const { type, lines } of documents) {
    const named = lines.flatMap(({ productId, serials }) =>
      serials.map((serial) => `${productId} ${serial}`)
    );
    const expected = type === 'receipt' ? undefined : 'in-stock';
    expect(named.map((one) => statusOf.get(one))).toEqual(named.map(() => expected));
  }
});

test('the same moment gives the same data', async () => {
  expect((await fill(100)).changes).toEqual((await fill(100)).changes);
});

test('whatever the day and the hour, the same serials have the same lives', async () => {
  const lives = async (now: number) => {
    const { rows } = await fill(200, now);
    return rows.map(({ serial, state }) => [serial, state.status, state.condition, state.locationId]);
  };
  const expected = await lives(NOW);
  for (const hours of [1, 5, 11, 12.25, 31, 1000])
    expect(await lives(NOW + hours * 3_600_000)).toEqual(expected);
  const statuses = new Set(expected.map(([, status]) => status));
  for (const status of ['in-stock', 'in-transit', 'delivered', 'on-loan']) expect(statuses).toContain(status);
});

test('histories are believable: every fate, a few contradictions, the last months, gapless devices', async () => {
  const { filled, committed, rows } = await fill(2000);
  expect(filled).toEqual({ serials: 2000, movements: committed.length });
  expect(rows).toHaveLength(2000);

  const statuses = new Set(rows.map(({ state }) => state.status));
  for (const status of [
    'in-stock',
    'in-transit',
    'delivered',
    'on-loan',
    'scrapped',
    'returned-to-supplier'
  ]) {
    expect(statuses).toContain(status);
  }
  expect(rows.some(({ state }) => state.condition === 'quarantine')).toBe(true);
  const contradicted = rows.filter(({ anomalies }) => anomalies.length > 0).length;
  expect(contradicted).toBeGreaterThan(20);
  expect(contradicted).toBeLessThan(200);

  for (const { movement } of committed) {
    expect(movement.recordedAt).toBeLessThan(NOW);
    expect(movement.recordedAt).toBeGreaterThan(NOW - 200 * DAY);
  }
  const streams = Map.groupBy(
    committed,
    ({ movement }) => `${movement.origin.deviceId}/${movement.origin.incarnation}`
  );
  expect(streams.size).toBe(4);
  for (const stream of streams.values()) {
    expect(stream.map(({ movement }) => movement.origin.sequence)).toEqual(stream.map((_, at) => at + 1));
    const instants = stream.map(({ movement }) => movement.recordedAt);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
  }
  expect(new Set(committed.map(({ movement }) => movement.operator.name)).size).toBe(5);
  expect(new Set(committed.map(({ deviceName }) => deviceName)).size).toBe(4);
});

test('what is counted has a stock too: some lots, some running low, one shelf below nothing', async () => {
  const { committed, changes } = await fill(50);
  const counted = committed.filter(({ movement }) => movement.serial === undefined);
  expect(new Set(counted.map(({ movement }) => movement.productId)).size).toBe(3);
  expect(counted.some(({ movement }) => movement.lot !== undefined)).toBe(true);
  const stock = changes.flatMap((change) => ('stock' in change ? change.stock : []));
  expect(stock.some(({ quantityMicros }) => quantityMicros < 0)).toBe(true);
});

test('a number of serials that makes no sense is malformed', async () => {
  const ctx = {
    store: new MemoryStore(EPOCH),
    now: () => NOW,
    randomBytes: seededRandom(9).bytes,
    device: null,
    version: 'test',
    warn: () => undefined
  };
  for (const serials of [0, -1, 1.5, '20', 1_000_001]) {
    expect(await fillDemo({ ctx, input: { serials } })).toMatchObject({
      ok: false,
      error: { code: 'malformed-request' }
    });
  }
  expect(await ctx.store.isEmpty()).toBe(true);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges } from '../../src/lib/db/commands/apply-changes.ts';
import { recordMovement } from '../../src/lib/db/commands/record-movement.ts';
import type { DouchetteDatabase } from '../../src/lib/db/database.ts';
import { knownSerials } from '../../src/lib/db/queries/catalogue.ts';
import { serialsInContainer } from '../../src/lib/db/queries/container.ts';
import { openAnomaliesHere } from '../../src/lib/db/queries/open-anomalies.ts';
import { findSerialsByKey, searchSerials } from '../../src/lib/db/queries/search-serials.ts';
import { listSerials } from '../../src/lib/db/queries/search-serials-list.ts';
import { readSerialViews, type SerialView } from '../../src/lib/db/queries/serial-view.ts';
import { readStandings } from '../../src/lib/db/queries/standings.ts';
import { countSerials, serialsOfProduct } from '../../src/lib/db/serials/read-rows.ts';
import { toStoredRow } from '../../src/lib/db/to-stored.ts';
import { physicalKinds } from '../../src/lib/domain/movement/kind.ts';
import { everySerial, type SerialQuery } from '../../src/lib/domain/serial/serial-query.ts';
import { emptySerialRow } from '../../src/lib/domain/serial/serial-row.ts';
import type { VersionedRow } from '../../src/lib/protocol/rows.ts';
import { draftOf, openTestDatabase, testId, TEST_EPOCH_MS, type TestDatabase } from '../factories/device.ts';
import { TEST_CONTAINERS } from '../factories/history-arbitrary.ts';
import {
  searchableRowArbitrary,
  searchCatalogue,
  serialQueryArbitrary
} from '../factories/search-arbitrary.ts';
import { cutSegments, takeOverSet } from '../factories/segments.ts';

/**
 * Rows in the table alone, and the same rows as segments under a table of those
 * changed since: whatever is asked of them, the answers are the same.
 */

/** `settled`: in the segments; `changed`: there too, in an older version; `new`: not there. */
type Where = 'settled' | 'changed' | 'new';

interface Placed {
  row: VersionedRow;
  where: Where;
}

const placed: fc.Arbitrary<Omit<Placed, 'row'> & { row: Omit<VersionedRow, 'version'> }> = fc.record({
  row: fc
    .tuple(searchableRowArbitrary, fc.option(fc.constantFrom(...TEST_CONTAINERS), { nil: null }))
    .map(([row, container]) => ({
      ...emptySerialRow({ ...row, serial: row.serialKey }),
      ...row,
      state: { ...row.state, container }
    })),
  where: fc.constantFrom<Where>('settled', 'changed', 'new')
});

interface World {
  rows: Placed[];
  size: number;
  page: number;
  /** Own scans, of rows by their place and of serials that nobody knows. */
  scans: { of: number; kind: number; at: number }[];
}

const world: fc.Arbitrary<World> = fc.record({
  rows: fc
    .uniqueArray(placed, {
      selector: ({ row }) => `${row.productId}/${row.serialKey}`,
      maxLength: 25
    })
    .map((all) => all.map(({ row, where }, at) => ({ row: { ...row, version: 1000 + at }, where }))),
  size: fc.integer({ min: 1, max: 6 }),
  page: fc.integer({ min: 1, max: 9 }),
  scans: fc.array(fc.record({ of: fc.nat(40), kind: fc.nat(30), at: fc.nat(20) }), { maxLength: 4 })
});

async function openDevice({ rows, scans }: World, fill: (device: TestDatabase) => Promise<unknown>) {
  const device = await openTestDatabase();
  const { db } = device;
  await fill(device);
  await db.products.bulkPut(searchCatalogue.products);
  await db.locations.bulkPut(searchCatalogue.locations);
  await db.sites.bulkPut(searchCatalogue.sites);
  for (const { of, kind, at } of scans) {
    const { productId, serialKey: serial } = rows[of]?.row ?? { productId: 'product-1', serialKey: `a${of}` };
    const draft = draftOf({
      kind: physicalKinds[kind % physicalKinds.length] ?? 'receipt',
      productId,
      serial
    });
    await recordMovement(db, device.input(draft, TEST_EPOCH_MS + at));
  }
  return db;
}

const epochOf = ({ random }: TestDatabase): string => testId(random);
const SETTLED_AT = 500;
const PRESENT = 2000;

/** As the first version of the app kept them. */
const asRows = (given: World) =>
  openDevice(given, async (device) => {
    await device.db.writeFeed('cursor', { epoch: epochOf(device), seq: PRESENT });
    await device.db.serials.bulkPut(given.rows.map(({ row }) => toStoredRow(row)));
  });

/** What a row was before it changed. */
const before = (row: VersionedRow): VersionedRow => ({
  ...emptySerialRow(row),
  anomalies: row.warnings,
  version: row.version - 900
});

const asSegments = (given: World) =>
  openDevice(given, async (device) => {
    const { db } = device;
    const epoch = epochOf(device);
    const settled = given.rows.flatMap(({ row, where }) =>
      where === 'new' ? [] : [where === 'changed' ? before(row) : row]
    );
    const cursor = { epoch, seq: SETTLED_AT };
    await takeOverSet(db, await cutSegments(settled, { cursor, size: given.size }));
    const changes = given.rows
      .filter(({ where }) => where !== 'settled')
      .map(({ row }) => ({ type: 'row' as const, seq: row.version, row }));
    for (let start = 0, from = cursor; start < changes.length; start += given.page) {
      const some = changes.slice(start, start + given.page);
      const next = { epoch, seq: some.at(-1)?.seq ?? 0 };
      await applyChanges(db, { from, changes: some, cursor: next });
      from = next;
    }
    await db.writeFeed('cursor', { epoch, seq: PRESENT });
    // Notices are told by the way, to nobody: own scans come later.
    expect(await db.serials.count()).toBe(changes.length);
  });

const named = ({ productId, serialKey }: { productId: string; serialKey: string }): string =>
  `${productId}/${serialKey}`;

const byText = <Value>(values: readonly Value[], textOf: (value: Value) => string): Value[] =>
  [...values].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));

const sorted = (views: readonly SerialView[]): SerialView[] => byText(views, ({ row }) => named(row));

/** Everything that screens ask. */
async function answers(db: DouchetteDatabase, given: World, query: SerialQuery) {
  const identities = [
    ...given.rows.map(({ row }) => row),
    { productId: 'product-1', serialKey: 'nowhere' },
    { productId: 'product-9', serialKey: '0' }
  ].map(({ productId, serialKey }) => ({ productId, serialKey }));
  const ranges = ['A0-A1', 'a0-a1', '0-1', 'B0+1', '00-11', 'A10-11'];
  const held = identities.flatMap(({ serialKey }) => [serialKey, serialKey.slice(0, 1)]);
  const texts = [...new Set([...held, ...ranges])];
  const keys = identities.map(({ serialKey }) => serialKey);
  const listing = await listSerials(db, query);
  const every = await listSerials(db, everySerial);
  return {
    count: await countSerials(db),
    views: await readSerialViews(db, identities),
    byText: await Promise.all(texts.map((text) => searchSerials(db, { text, limit: 100 }))),
    byKey: (await Promise.all(texts.map((text) => findSerialsByKey(db, text)))).map(sorted),
    onPallets: await Promise.all(TEST_CONTAINERS.map((sscc) => serialsInContainer(db, sscc))),
    ofProducts: await Promise.all(
      ['product-1', 'product-2', 'product-9'].map(async (id) => [
        [...(await knownSerials(db, id))].sort(),
        (await serialsOfProduct(db, id, 2)).length
      ])
    ),
    anomalies: byText(await openAnomaliesHere(db), ({ anomaly, subject }) =>
      JSON.stringify([subject.productId, 'serialKey' in subject && subject.serialKey, anomaly.id])
    ),
    standings: (await readStandings(db, 'product-2', keys)).map(({ view, others }) => [view, sorted(others)]),
    listed: [listing.total, listing.counts, listing.identities(0, listing.total).map(named)],
    every: [every.counts, every.identities(0, every.total).map(named)]
  };
}

test('segments under changed rows answer whatever is asked as rows alone do, own scans layered on', async () => {
  await fc.assert(
    fc.asyncProperty(world, serialQueryArbitrary, async (given, query) => {
      const [rows, segments] = [await asRows(given), await asSegments(given)];
      expect(await answers(segments, given, query)).toEqual(await answers(rows, given, query));
    }),
    { numRuns: 60 }
  );
});

const plainWorld = world.filter(({ rows }) =>
  rows.every(({ row }) => !/[\ud800-\uffff]/.test(row.serialKey))
);

test('the first few that begin with a text are the same ones, however many there are', async () => {
  await fc.assert(
    fc.asyncProperty(plainWorld, fc.integer({ min: 1, max: 6 }), async (given, limit) => {
      const [rows, segments] = [await asRows(given), await asSegments(given)];
      for (const text of ['A', 'B', '1', '0', '-']) {
        const [one, other] = await Promise.all(
          [rows, segments].map((db) => searchSerials(db, { text, limit }))
        );
        expect(other).toEqual(one);
      }
    }),
    { numRuns: 40 }
  );
});

import { desc, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  defaultSettings,
  type Catalogue,
  type Product
} from '../../../src/lib/domain/catalogue/catalogue.ts';
import type { Change } from '../../../src/lib/protocol/pull.ts';
import type { CatalogueDecision, CatalogueMoment, NamedClosing } from '../catalogue-edit.ts';
import type { CatalogueEntries } from '../store.ts';
import { createFeedHead } from './feed-head.ts';
import type { Query, SqliteDatabase } from './open-database.ts';
import { closing, device, location, partner, product, settings, site } from './schema.ts';
import { createStockOnHand } from './stock-on-hand.ts';

const SETTINGS_ID = 1;

const withoutSeq = <T extends { seq: number }>({ seq: _, ...entry }: T): Omit<T, 'seq'> => entry;
const toSettings = ({ id: _, ...entry }: Omit<typeof settings.$inferSelect, 'seq'>) => entry;

export function createCatalogueReader(query: Query) {
  const readSettings = () => {
    const stored = query.select().from(settings).get();
    return stored ? toSettings(withoutSeq(stored)) : defaultSettings;
  };

  return {
    readAll: (): Catalogue => ({
      sites: query.select().from(site).orderBy(site.id).all().map(withoutSeq),
      locations: query.select().from(location).orderBy(location.id).all().map(withoutSeq),
      products: query.select().from(product).orderBy(product.id).all().map(withoutSeq),
      partners: query.select().from(partner).orderBy(partner.id).all().map(withoutSeq),
      settings: readSettings()
    }),

    products: (): Product[] => query.select().from(product).all().map(withoutSeq),

    productById(id: string): Product | null {
      const found = query.select().from(product).where(eq(product.id, id)).get();
      return found ? withoutSeq(found) : null;
    },

    isEmpty: (): boolean =>
      query.select({ id: site.id }).from(site).limit(1).get() === undefined &&
      query.select({ id: product.id }).from(product).limit(1).get() === undefined,

    /** Catalogue changes behind a seq, at most `limit` of each type, not sorted across types. */
    changesAfter(seq: number, limit: number): Change[] {
      const sites = query.select().from(site).where(gt(site.seq, seq)).orderBy(site.seq).limit(limit).all();
      const locations = query
        .select()
        .from(location)
        .where(gt(location.seq, seq))
        .orderBy(location.seq)
        .limit(limit)
        .all();
      const products = query
        .select()
        .from(product)
        .where(gt(product.seq, seq))
        .orderBy(product.seq)
        .limit(limit)
        .all();
      const partners = query
        .select()
        .from(partner)
        .where(gt(partner.seq, seq))
        .orderBy(partner.seq)
        .limit(limit)
        .all();
      const changed = query.select().from(settings).where(gt(settings.seq, seq)).all();
      return [
        ...sites.map((row): Change => ({ type: 'site', seq: row.seq, site: withoutSeq(row) })),
        ...locations.map((row): Change => ({ type: 'location', seq: row.seq, location: withoutSeq(row) })),
        ...products.map((row): Change => ({ type: 'product', seq: row.seq, product: withoutSeq(row) })),
        ...partners.map((row): Change => ({ type: 'partner', seq: row.seq, partner: withoutSeq(row) })),
        ...changed.map((row): Change => ({
          type: 'settings',
          seq: row.seq,
          settings: toSettings(withoutSeq(row))
        }))
      ];
    }
  };
}

/** Every column but the key, set to what the refused insert held. */
function replacing(table: SQLiteTable) {
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => !column.primary);
  return Object.fromEntries(columns.map(([key, column]) => [key, sql.raw(`excluded."${column.name}"`)]));
}

/** Adds or replaces catalogue rows inside one write transaction. */
export function createCatalogueWriter(client: SqliteDatabase, query: Query) {
  const reader = createCatalogueReader(query);
  const head = createFeedHead(client);

  function put(entries: CatalogueEntries): void {
    let seq = head.lastSeq();
    const upsert = (
      table: typeof site | typeof location | typeof product | typeof partner | typeof settings
    ) => {
      // Prepared once: an import has ten thousand rows, and nobody else writes meanwhile.
      const columns = Object.keys(getTableColumns(table));
      const values: Record<string, unknown> = Object.fromEntries(
        columns.map((column) => [column, sql.placeholder(column)])
      );
      const statement = query
        .insert(table)
        .values(values as typeof table.$inferInsert)
        .onConflictDoUpdate({ target: table.id, set: replacing(table) })
        .prepare();
      return (row: Record<string, unknown>) => {
        seq += 1;
        statement.run({ ...row, seq });
      };
    };
    entries.sites?.forEach(upsert(site));
    entries.locations?.forEach(upsert(location));
    entries.products?.forEach(upsert(product));
    entries.partners?.forEach(upsert(partner));
    if (entries.settings) upsert(settings)({ ...entries.settings, id: SETTINGS_ID });
    head.moveTo(seq);
  }

  const onHand = createStockOnHand(client);
  const edit = client.transaction(
    (decide: (moment: CatalogueMoment) => CatalogueDecision<unknown>): CatalogueDecision<unknown> => {
      const decision = decide({ catalogue: reader.readAll(), ...onHand });
      if (decision.entries) put(decision.entries);
      if (decision.closing) query.insert(closing).values(decision.closing).run();
      return decision;
    }
  );
  const putCatalogue = client.transaction(put);
  const initialise = client.transaction((entries: CatalogueEntries): boolean => {
    if (!reader.isEmpty()) return false;
    put(entries);
    return true;
  });
  return {
    /** The value is the one that `decide` returned: the transaction passes it through. */
    editCatalogue: <Value>(decide: (moment: CatalogueMoment) => CatalogueDecision<Value>): Value =>
      edit.immediate(decide).value as Value,
    readClosings: (): NamedClosing[] =>
      query
        .select()
        .from(closing)
        .leftJoin(device, eq(device.id, closing.deviceId))
        .orderBy(desc(closing.id))
        .all()
        .map(({ closing: { id: _, ...change }, device }) => ({ ...change, deviceName: device?.name ?? '' })),
    putCatalogue: (entries: CatalogueEntries) => putCatalogue.immediate(entries),
    initialise: (entries: CatalogueEntries) => initialise.immediate(entries)
  };
}

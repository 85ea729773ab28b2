import type { Transaction } from 'dexie';
import { defaultSettings, plainProduct, type Product } from '../domain/catalogue/catalogue.ts';
import type { SerialState } from '../domain/serial/serial-state.ts';
import { stockKeysOf } from '../domain/stock/stock-effect.ts';
import { stockToken } from '../domain/stock/stock-token.ts';
import type { VersionedRow } from '../protocol/rows.ts';
import type { FeedMovement, FeedRecord, OutboxRow, StoredRow } from './schema.ts';
import { documentKeyOf, toStoredProduct, toStoredRow } from './to-stored.ts';

/** As rows were before the field: what they lack has the value of a row of which nobody has said more. */
type Older<Row, Added extends keyof Row> = Omit<Row, Added> & Partial<Pick<Row, Added>>;

type OlderSerialRow = Older<VersionedRow, 'warnings' | 'alias' | 'acceptances'>;

const completeRow = (row: OlderSerialRow) =>
  toStoredRow({ warnings: [], alias: null, acceptances: [], ...row });

const completeProduct = (product: Pick<Product, 'id' | 'code' | 'label'> & Partial<Product>): Product =>
  plainProduct(product);

const ownStockKeys = ({ movement }: OutboxRow): string[] => stockKeysOf(movement).map(stockToken);

/** `put` takes what `modify` would have to change in place. */
async function rewrite<Row, Next>(
  transaction: Transaction,
  table: string,
  next: (row: Row) => Next
): Promise<void> {
  await transaction
    .table<Row>(table)
    .toCollection()
    .modify((row, ref: { value: unknown }) => {
      ref.value = next(row);
    });
}

/**
 * Gives rows stored before corrections, acceptances and stock by quantity existed
 * the fields that are read since. The queue is only added to: what waits goes on waiting.
 *
 * Stock rows cannot be made up from what is here, so the feed is read anew: the
 * next pass begins with a first sync.
 */
export async function upgradeRows(transaction: Transaction): Promise<void> {
  await rewrite(transaction, 'serials', completeRow);
  await rewrite(transaction, 'products', completeProduct);
  await rewrite<OutboxRow, OutboxRow>(transaction, 'outbox', (row) => ({
    ...row,
    ...(row.movement.serial === undefined && { stockKeys: ownStockKeys(row) }),
    ...((row.movement.productId === null || row.acknowledgement?.unidentified) && { nameless: 1 })
  }));
  await rewrite<FeedMovement, FeedMovement>(transaction, 'movements', (held) => {
    const { movement } = held.committed;
    return movement.serial === undefined
      ? { ...held, stockKeys: stockKeysOf(movement).map(stockToken) }
      : held;
  });
  await rewrite<FeedRecord, FeedRecord>(transaction, 'feed', (record) =>
    record.key === 'settings' ? { ...record, value: { ...defaultSettings, ...record.value } } : record
  );
  await transaction.table('feed').bulkDelete(['cursor', 'snapshot']);
}

/** Gives rows stored before pallets were recorded the field: they are on none that anyone named. */
export async function addContainers(transaction: Transaction): Promise<void> {
  await rewrite(transaction, 'serials', (row: StoredRow): StoredRow => {
    const { container = null, ...state }: Older<SerialState, 'container'> = row.state;
    return { ...row, state: { ...state, container } };
  });
  await rewrite(transaction, 'products', toStoredProduct);
}

/** Gives movements that name a document what they are found by. */
export async function addDocumentKeys(transaction: Transaction): Promise<void> {
  await rewrite<OutboxRow, OutboxRow>(transaction, 'outbox', (row) => ({
    ...row,
    ...documentKeyOf(row.movement)
  }));
  await rewrite<FeedMovement, FeedMovement>(transaction, 'movements', (held) => ({
    ...held,
    ...documentKeyOf(held.committed.movement)
  }));
}

/**
 * Rows stored before segments stay where they are, as rows changed since; the
 * next set takes their place. A first sync that was under way begins anew.
 */
export async function beginShelf(transaction: Transaction): Promise<void> {
  await transaction.table('feed').delete('snapshot');
}

import {
  beginSnapshot,
  stageSegments,
  type ReceivedSegment
} from '../../src/lib/db/commands/stage-segments.ts';
import { takeOverSegments } from '../../src/lib/db/commands/take-over-segments.ts';
import type { DouchetteDatabase } from '../../src/lib/db/database.ts';
import { StoredRows } from '../../src/lib/db/queries/search-serials-source.ts';
import type { Result } from '../../src/lib/db/result.ts';
import type { StoredRow } from '../../src/lib/db/schema.ts';
import { compareIdentities, identityAt } from '../../src/lib/db/serials/key-order.ts';
import { defaultSettings } from '../../src/lib/domain/catalogue/catalogue.ts';
import type { Cursor } from '../../src/lib/protocol/pull.ts';
import type { VersionedRow } from '../../src/lib/protocol/rows.ts';
import { readSegment, type SegmentManifest } from '../../src/lib/protocol/segments.ts';
import { encodeSegment } from '../../src/lib/protocol/segment-rows.ts';
import type { FakeServer } from '../../src/lib/sync/fake-server.ts';
import { hashText } from '../../src/lib/sync/hash-text.ts';
import { testProduct, TEST_EPOCH_MS } from './device.ts';

/** A set of segments as a device receives it. */
export interface ReceivedSet {
  manifest: SegmentManifest;
  received: ReceivedSegment[];
}

/** Rows in whatever order as a set of segments of so many rows. */
export async function cutSegments(
  rows: readonly VersionedRow[],
  input: { cursor: Cursor; size: number }
): Promise<ReceivedSet> {
  const inOrder = [...rows].sort(compareIdentities);
  const received: ReceivedSegment[] = [];
  for (let start = 0; start < inOrder.length; start += input.size) {
    const text = JSON.stringify(encodeSegment(inOrder.slice(start, start + input.size)));
    const segment = readSegment(text);
    if (!segment) throw new Error('not a segment');
    received.push({ hash: await hashText(text), text, segment });
  }
  const segments = received.map(({ hash, text, segment }) => ({
    hash,
    firstKey: identityAt(segment, 0),
    count: segment.count,
    bytes: text.length
  }));
  const catalogue = {
    sites: [],
    locations: [],
    products: [testProduct],
    partners: [],
    settings: defaultSettings
  };
  const { cursor } = input;
  const manifest = {
    serverNow: TEST_EPOCH_MS,
    cursor,
    serialCount: rows.length,
    catalogue,
    stock: [],
    documents: [],
    segments
  };
  return { manifest, received };
}

/** The set that a server has now. */
export async function setOf(server: FakeServer, size: number): Promise<ReceivedSet> {
  const { epoch, seq, catalogue, stock } = server;
  const { manifest, received } = await cutSegments(server.rows, { cursor: { epoch, seq }, size });
  return { manifest: { ...manifest, catalogue, stock }, received };
}

/** All of a first sync, or of a renewal, without a network. */
export async function takeOverSet(
  db: DouchetteDatabase,
  { manifest, received }: ReceivedSet,
  renews = false
): Promise<Result<null>> {
  await beginSnapshot(db, manifest);
  await stageSegments(db, received);
  return takeOverSegments(db, { manifest, renews });
}

/** Every row of the server that a device holds, in key order, wherever it is kept. */
export async function everyStoredRow(db: DouchetteDatabase): Promise<StoredRow[]> {
  const rows = new Map<string, StoredRow>();
  await new StoredRows(db).readChanges({
    restart: () => rows.clear(),
    take(some) {
      for (const row of some) rows.set(`${row.serialKey}\n${row.productId}`, row);
    }
  });
  return [...rows.values()].sort(compareIdentities);
}

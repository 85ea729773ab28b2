import type { SerialIdentity, Shelf, StoredRow } from '../schema.ts';
import { compareIdentities, identityAt, rowPlace, segmentPlace } from './key-order.ts';
import type { OpenSegment, ShelfMemory } from './shelf.ts';

/** Segments opened at once: more would hold much memory for a moment. */
const AT_ONCE = 16;

function rowIn({ segment, rowAt }: OpenSegment, identity: SerialIdentity): StoredRow | undefined {
  const place = rowPlace(segment, identity);
  const isThere = place < segment.count && compareIdentities(identityAt(segment, place), identity) === 0;
  return isThere ? rowAt(place) : undefined;
}

/**
 * The rows that a shelf has of some serials, in the order asked: fence, one
 * segment each, binary search. Inside a transaction over `segments`.
 */
export async function findRows(
  memory: ShelfMemory,
  shelf: Shelf,
  identities: readonly SerialIdentity[]
): Promise<(StoredRow | undefined)[]> {
  const bySegment = new Map<string, number[]>();
  for (const [at, identity] of identities.entries()) {
    const note = shelf.notes[segmentPlace(shelf.notes, identity)];
    if (!note) continue;
    const asked = bySegment.get(note.hash);
    if (asked) asked.push(at);
    else bySegment.set(note.hash, [at]);
  }
  const found = new Array<StoredRow | undefined>(identities.length).fill(undefined);
  const hashes = [...bySegment.keys()];
  for (let start = 0; start < hashes.length; start += AT_ONCE) {
    const some = hashes.slice(start, start + AT_ONCE);
    for (const [place, segment] of (await memory.open(some)).entries()) {
      if (!segment) continue;
      for (const at of bySegment.get(some[place] ?? '') ?? []) {
        const identity = identities[at];
        if (identity) found[at] = rowIn(segment, identity);
      }
    }
  }
  return found;
}

type Test = (serialKey: string) => boolean;

/** The serials at or behind a key, in order, that fit, as long as they pass. Inside a transaction over `segments`. */
export async function findStretch(
  memory: ShelfMemory,
  shelf: Shelf,
  wanted: { from: string; passes: Test; fits?: Test; limit: number }
): Promise<SerialIdentity[]> {
  const { from, passes, fits = passes, limit } = wanted;
  const first = { serialKey: from, productId: '' };
  const hashes = shelf.notes.slice(Math.max(0, segmentPlace(shelf.notes, first))).map(({ hash }) => hash);
  const found: SerialIdentity[] = [];
  for (const hash of hashes) {
    const [opened] = await memory.open([hash]);
    if (!opened) continue;
    const { segment } = opened;
    for (let place = rowPlace(segment, first); place < segment.count; place += 1) {
      const key = segment.serialKeys[place] ?? '';
      if (found.length === limit || !passes(key)) return found;
      if (fits(key)) found.push(identityAt(segment, place));
    }
  }
  return found;
}

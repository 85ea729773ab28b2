import type { Change, Cursor } from '../../src/lib/protocol/pull.ts';
import type { ChangePage } from './store.ts';

const groupOf = (change: Change | undefined) =>
  change?.type === 'movement' ? change.committed.movement.group : undefined;

/**
 * A page of the feed that never parts an envelope: a device that has read it
 * shows all of a production or of a correction, or none of it. The page ends
 * before an envelope that does not fit, and is longer than asked for only where
 * it would else be empty.
 *
 * @param readAfter changes behind a seq in commit order; members of an envelope follow each other
 */
export function readPage(
  { cursor, limit }: { cursor: Cursor; limit: number },
  readAfter: (seq: number, limit: number) => Change[]
): ChangePage {
  const found = readAfter(cursor.seq, limit + 1);
  const beyond = groupOf(found[limit]);
  let length = Math.min(limit, found.length);
  while (beyond && length > 0 && groupOf(found[length - 1])?.id === beyond.id) length -= 1;
  if (beyond && length === 0) return readPage({ cursor, limit: beyond.size }, readAfter);
  const changes = found.slice(0, length);
  const seq = changes.at(-1)?.seq ?? cursor.seq;
  return { changes, cursor: { ...cursor, seq }, more: found.length > length };
}

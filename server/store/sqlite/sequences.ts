import {
  noteSequences,
  type MissingRanges,
  type SequenceRange
} from '../../../src/lib/domain/movement/sequence-run.ts';
import type { Origin, StreamGap } from '../store.ts';
import type { SqliteDatabase } from './open-database.ts';
import type { StreamIds } from './stream-ids.ts';

/** Which numbers of each stream have come, inside the transaction of a batch. */
export function createSequences(client: SqliteDatabase) {
  const statements = {
    highest: client.prepare<[number], number>('SELECT highest FROM stream WHERE id = ?').pluck(),
    setHighest: client.prepare<[number, number]>('UPDATE stream SET highest = ? WHERE id = ?'),
    holding: client.prepare<[number, number], SequenceRange>(
      `SELECT first AS "from", last AS "to" FROM missing_range
       WHERE stream_id = ? AND first <= ? ORDER BY first DESC LIMIT 1`
    ),
    add: client.prepare<[number, number, number]>(
      'INSERT INTO missing_range (stream_id, first, last) VALUES (?, ?, ?)'
    ),
    remove: client.prepare<[number, number]>('DELETE FROM missing_range WHERE stream_id = ? AND first = ?'),
    gaps: client.prepare<[string, number], StreamGap>(
      `SELECT t.incarnation, r.first AS "from", r.last AS "to"
       FROM stream t JOIN missing_range r ON r.stream_id = t.id
       WHERE t.device_id = ? ORDER BY t.incarnation, r.first LIMIT ?`
    )
  };

  function missingOf(streamId: number): MissingRanges {
    return {
      holding(sequence) {
        const range = statements.holding.get(streamId, sequence);
        return range && range.to >= sequence ? range : undefined;
      },
      add: ({ from, to }) => statements.add.run(streamId, from, to),
      remove: ({ from }) => statements.remove.run(streamId, from)
    };
  }

  return {
    note(streams: StreamIds, origins: readonly Origin[]): void {
      const byStream = new Map<number, number[]>();
      for (const origin of origins) {
        const streamId = streams.findOrAdd(origin);
        const known = byStream.get(streamId);
        if (known) known.push(origin.sequence);
        else byStream.set(streamId, [origin.sequence]);
      }
      for (const [streamId, sequences] of byStream) {
        const before = statements.highest.get(streamId) ?? 0;
        const highest = noteSequences({ highest: before, missing: missingOf(streamId) }, sequences);
        if (highest > before) statements.setHighest.run(highest, streamId);
      }
    },
    gapsOf: (deviceId: string, limit: number): StreamGap[] => statements.gaps.all(deviceId, limit)
  };
}

import type { Movement } from '../../../src/lib/domain/movement/movement.ts';
import type { Member } from '../envelopes.ts';
import type { BatchPlan } from '../plan-batch.ts';
import type { SqliteDatabase } from './open-database.ts';

interface HeldRecord {
  carrier_device_id: string;
  arrived_at: number;
  clock_offset_ms: number;
  corrected_at: number | null;
  payload: string;
}

const toMember = (record: HeldRecord): Member => ({
  movement: JSON.parse(record.payload) as Movement,
  correctedAt: record.corrected_at ?? undefined,
  payload: record.payload,
  carrierDeviceId: record.carrier_device_id,
  arrivedAt: record.arrived_at,
  clockOffsetMs: record.clock_offset_ms
});

/** The members of envelopes that are not whole yet. */
export function createHeldMembers(client: SqliteDatabase) {
  const isAnyHeld = client.prepare<[], number>('SELECT 1 FROM held LIMIT 1').pluck();
  const about = client.prepare<[string, string], HeldRecord>(
    `SELECT carrier_device_id, arrived_at, clock_offset_ms, corrected_at, payload FROM held
     WHERE group_id IN (SELECT value FROM json_each(?)) OR id IN (SELECT value FROM json_each(?))`
  );
  const whole = client
    .prepare<[string], string>('SELECT id FROM whole_group WHERE id IN (SELECT value FROM json_each(?))')
    .pluck();
  const keep = client.prepare(
    `INSERT INTO held (id, group_id, carrier_device_id, arrived_at, clock_offset_ms, corrected_at, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?)`
  );
  const release = client.prepare<[string]>('DELETE FROM held WHERE group_id = ?');
  const addWhole = client.prepare<[string, number]>('INSERT INTO whole_group (id, size) VALUES (?, ?)');

  const addMember = client.prepare<[string, number]>(
    'INSERT INTO group_member (group_id, seq) VALUES (?, ?)'
  );

  return {
    /** What these movements may complete, repeat or contradict. */
    about(movements: readonly Movement[]): { held: Member[]; wholeGroups: Set<string> } {
      const groups = JSON.stringify([...new Set(movements.flatMap(({ group }) => group?.id ?? []))]);
      const isQuiet = groups === '[]' && isAnyHeld.get() === undefined;
      if (isQuiet) return { held: [], wholeGroups: new Set() };
      const ids = JSON.stringify(movements.map(({ id }) => id));
      return { held: about.all(groups, ids).map(toMember), wholeGroups: new Set(whole.all(groups)) };
    },

    write({ held, released, commits }: BatchPlan): void {
      for (const { movement, payload, ...arrival } of held) {
        keep.run(
          movement.id,
          movement.group?.id ?? '',
          arrival.carrierDeviceId,
          arrival.arrivedAt,
          arrival.clockOffsetMs,
          arrival.correctedAt ?? null,
          payload
        );
      }
      for (const { id, size } of released) {
        release.run(id);
        addWhole.run(id, size);
      }
      if (released.length === 0) return;
      for (const { movement, stamp } of commits) {
        if (movement.group) addMember.run(movement.group.id, stamp.seq);
      }
    }
  };
}

import type { AnomalyClosing, AnomalyType } from '../../../src/lib/domain/serial/anomaly.ts';
import type { RegisteredAnomaly } from '../../../src/lib/protocol/anomalies.ts';
import type { AnomalyPage, AnomalyQuery } from '../anomaly-query.ts';
import { movementFrom, movementSelect, toCommitted, type MovementRecord } from './movement-codec.ts';
import type { SqliteDatabase } from './open-database.ts';

interface AnomalyRecord {
  id: string;
  type: AnomalyType;
  product_id: string;
  serial_key: string | null;
  serial: string | null;
  location_id: string | null;
  lot: string | null;
  movement_id: string;
  against_movement_id: string | null;
  opened_at: number;
  closed_at: number | null;
  closing: AnomalyClosing | null;
  closed_by: string | null;
}

const filters = `
  (@type IS NULL OR a.type = @type) AND (@productId IS NULL OR a.product_id = @productId)
  AND (@openedBefore IS NULL OR a.opened_at < @openedBefore)
  AND (@deviceId IS NULL OR @deviceId IN (a.device_id, a.against_device_id))
  AND (@operatorId IS NULL OR @operatorId IN (a.operator_id, a.against_operator_id))`;

const listOf = (state: AnomalyQuery['state']): string => {
  const [column, test, comparison, order] =
    state === 'open' ? ['opened_at', 'IS NULL', '>', 'ASC'] : ['closed_at', 'IS NOT NULL', '<', 'DESC'];
  return `
    SELECT a.*, s.serial FROM anomaly a
    LEFT JOIN serial s ON s.serial_key = a.serial_key AND s.product_id = a.product_id
    WHERE a.closed_at ${test} AND (@at IS NULL OR (a.${column}, a.id) ${comparison} (@at, @id)) AND ${filters}
    ORDER BY a.${column} ${order}, a.id ${order} LIMIT @limit`;
};

/** The register of anomalies, with both claims of each. */
export function createAnomalyList(client: SqliteDatabase): (query: AnomalyQuery) => AnomalyPage {
  const lists = {
    open: client.prepare<[Record<string, string | number | null>], AnomalyRecord>(listOf('open')),
    closed: client.prepare<[Record<string, string | number | null>], AnomalyRecord>(listOf('closed'))
  };
  const counts = client.prepare<[], { type: AnomalyType; count: number }>(
    'SELECT type, count(*) AS count FROM anomaly WHERE closed_at IS NULL GROUP BY type ORDER BY type'
  );
  const movementsById = client.prepare<[string], MovementRecord & { device_name: string | null }>(
    `SELECT ${movementSelect}, d.name AS device_name FROM json_each(?) j JOIN ${movementFrom}
     LEFT JOIN device d ON d.id = t.device_id WHERE m.id = j.value`
  );

  function withClaims(records: readonly AnomalyRecord[]): RegisteredAnomaly[] {
    const ids = records.flatMap((one) => [one.movement_id, one.against_movement_id, one.closed_by]);
    const found = movementsById.all(JSON.stringify([...new Set(ids.filter((id) => id !== null))]));
    const byId = new Map(found.map(toCommitted).map((committed) => [committed.movement.id, committed]));
    const claimOf = (id: string | null) => (id === null ? null : (byId.get(id) ?? null));
    return records.flatMap((record) => {
      const claim = claimOf(record.movement_id);
      if (!claim) return [];
      const { id, type, movement_id: movementId, against_movement_id: againstMovementId } = record;
      return {
        anomaly: { id, type, movementId, againstMovementId },
        productId: record.product_id,
        serialKey: record.serial_key,
        serial: record.serial,
        locationId: record.location_id,
        lot: record.lot,
        openedAt: record.opened_at,
        closedAt: record.closed_at,
        closing: record.closing,
        claim,
        against: claimOf(againstMovementId),
        closedBy: claimOf(record.closed_by)
      };
    });
  }

  return client.transaction((query: AnomalyQuery): AnomalyPage => {
    const { state, after, limit, ...wanted } = query;
    const at = { at: after?.at ?? null, id: after?.id ?? null };
    const records = lists[state].all({ ...wanted, ...at, limit: limit + 1 });
    const page = records.slice(0, limit);
    const last = records.length > limit ? page.at(-1) : undefined;
    const next = last ? { at: (state === 'open' ? last.opened_at : last.closed_at) ?? 0, id: last.id } : null;
    return { anomalies: withClaims(page), next, openByType: counts.all() };
  });
}

import type { CommittedMovement } from '../../../src/lib/protocol/rows.ts';
import type { AnomalyPage, AnomalyQuery } from '../anomaly-query.ts';
import type { AnomalyRecord } from '../anomaly-record.ts';
import { compareCodePoints } from '../key-order.ts';

interface Listing {
  records: Iterable<AnomalyRecord>;
  committedById: (id: string) => CommittedMovement | null;
  serialOf: (record: AnomalyRecord) => string | null;
}

/** The register of anomalies on a map, as `AnomalyQuery` means it. */
export function listMemoryAnomalies(
  query: AnomalyQuery,
  { records, committedById, serialOf }: Listing
): AnomalyPage {
  const direction = query.state === 'open' ? 1 : -1;
  const atOf = ({ openedAt, closedAt }: AnomalyRecord) =>
    query.state === 'open' ? openedAt : (closedAt ?? 0);
  const compare = (a: { at: number; id: string }, b: { at: number; id: string }) =>
    direction * (a.at - b.at || compareCodePoints(a.id, b.id));

  const isMade = (id: string | null): boolean => {
    const made = id === null ? null : committedById(id)?.movement;
    if (!made) return false;
    const byDevice = query.deviceId === null || made.origin.deviceId === query.deviceId;
    return byDevice && (query.operatorId === null || made.operator.id === query.operatorId);
  };
  const matches = (record: AnomalyRecord): boolean =>
    (record.closedAt === null) === (query.state === 'open') &&
    (query.type === null || record.type === query.type) &&
    (query.productId === null || record.productId === query.productId) &&
    (query.openedBefore === null || record.openedAt < query.openedBefore) &&
    (isMade(record.movementId) || isMade(record.againstMovementId)) &&
    (query.after === null || compare({ at: atOf(record), id: record.id }, query.after) > 0);

  const all = [...records];
  const found = all
    .filter(matches)
    .sort((a, b) => compare({ at: atOf(a), id: a.id }, { at: atOf(b), id: b.id }));
  const page = found.slice(0, query.limit);
  const last = found.length > query.limit ? page.at(-1) : undefined;
  return {
    anomalies: page.flatMap((record) => {
      const { id, type, movementId, againstMovementId, closedBy, ...more } = record;
      const claim = committedById(movementId);
      if (!claim) return [];
      return {
        anomaly: { id, type, movementId, againstMovementId },
        ...more,
        serial: serialOf(record),
        claim,
        against: againstMovementId === null ? null : committedById(againstMovementId),
        closedBy: closedBy === null ? null : committedById(closedBy)
      };
    }),
    next: last ? { at: atOf(last), id: last.id } : null,
    openByType: countOpen(all)
  };
}

function countOpen(records: readonly AnomalyRecord[]): AnomalyPage['openByType'] {
  const counts = new Map<AnomalyRecord['type'], number>();
  for (const { type, closedAt } of records) {
    if (closedAt === null) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => compareCodePoints(a.type, b.type));
}

import type { FoldableMovement } from '../../domain/movement/movement.ts';
import { foldable } from '../../domain/movement/movement.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { Notice } from '../schema.ts';

export type { Notice } from '../schema.ts';

/** A movement that a notice names, with whom it was made by and on which device. */
export interface Claim {
  movement: FoldableMovement;
  /** Null for an own one that has not come back through the feed. */
  deviceName: string | null;
  isOwn: boolean;
}

/** A notice with the two claims, each null where this device does not hold the movement. */
export interface NoticeView {
  notice: Notice;
  movement: Claim | null;
  against: Claim | null;
  /** The fact that ended it. */
  closing: Claim | null;
}

async function readClaims(db: DouchetteDatabase, ids: readonly string[]): Promise<Map<string, Claim>> {
  const [own, pulled] = await Promise.all([
    db.outbox.where('id').anyOf(ids).toArray(),
    db.movements.where('id').anyOf(ids).toArray()
  ]);
  const claims = new Map<string, Claim>();
  for (const { id, movement, acknowledgement } of own) {
    claims.set(id, { movement: foldable(movement, acknowledgement), deviceName: null, isOwn: true });
  }
  for (const { id, committed } of pulled) {
    const { movement, stamp, deviceName } = committed;
    claims.set(id, { movement: foldable(movement, stamp), deviceName, isOwn: claims.has(id) });
  }
  return claims;
}

const idsOf = ({ anomaly, closedBy }: Notice): string[] =>
  [anomaly.movementId, anomaly.againstMovementId, closedBy].filter((id) => id !== null);

/** What the people at this device are to be told and have not acknowledged, the latest first. */
export function listNotices(db: DouchetteDatabase): Promise<NoticeView[]> {
  return db.transaction('r', db.notices, db.outbox, db.movements, async () => {
    const notices = await db.notices.where('acknowledged').equals(0).toArray();
    notices.sort((a, b) => b.version - a.version || (a.id < b.id ? -1 : 1));
    const claims = await readClaims(db, notices.flatMap(idsOf));
    const claimOf = (id: string | null): Claim | null => (id === null ? null : (claims.get(id) ?? null));
    return notices.map((notice) => ({
      notice,
      movement: claimOf(notice.anomaly.movementId),
      against: claimOf(notice.anomaly.againstMovementId),
      closing: claimOf(notice.closedBy)
    }));
  });
}

/** How many notices wait to be acknowledged. */
export function countNotices(db: DouchetteDatabase): Promise<number> {
  return db.notices.where('acknowledged').equals(0).count();
}

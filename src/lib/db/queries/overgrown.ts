import type { DouchetteDatabase } from '../database.ts';

/** How many rows may have changed since the segments before newer ones are fetched. */
export interface OverlayBounds {
  /** With few serials: below this it is never worth it. */
  least: number;
  /** With many: above this searching begins to feel it. */
  most: number;
}

export const overlayBounds: OverlayBounds = { least: 5000, most: 20_000 };

/** Have so many rows changed since the segments (a twentieth of them, within the bounds) that newer ones pay? */
export async function isOvergrown(db: DouchetteDatabase, bounds: OverlayBounds): Promise<boolean> {
  const changed = await db.serials.count();
  if (changed <= bounds.least) return false;
  const settled = (await db.readFeed('shelf'))?.count ?? 0;
  return changed > Math.min(bounds.most, Math.max(bounds.least, settled / 20));
}

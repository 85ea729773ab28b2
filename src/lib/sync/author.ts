import { readOperator } from '../db/commands/set-operator.ts';
import type { Author } from '../domain/settlement/fact.ts';
import { calendarDateAt } from '../domain/time/site-day.ts';
import type { Device } from './device.ts';

/** Who makes facts on this device now, on today's date of its site; null before the first visit is done. */
export async function authorOf({
  db,
  clock,
  sync
}: Pick<Device, 'db' | 'clock' | 'sync'>): Promise<Author | null> {
  const [operator, site] = await Promise.all([readOperator(db), db.sites.toCollection().first()]);
  if (!operator) return null;
  const timeZone = site?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { operator, effectiveDate: calendarDateAt(timeZone, clock.now() + sync.state.serverOffsetMs) };
}

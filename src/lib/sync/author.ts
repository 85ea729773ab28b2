import { readOperator } from '../db/queries/operator.ts';
import type { Author } from '../domain/settlement/fact.ts';
import { calendarDateAt } from '../domain/time/site-day.ts';
import type { Device } from './device.ts';

/** Today's date where this device works. */
export async function todayOf({ db, clock, sync }: Pick<Device, 'db' | 'clock' | 'sync'>): Promise<string> {
  const site = await db.sites.toCollection().first();
  const timeZone = site?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return calendarDateAt(timeZone, clock.now() + sync.state.serverOffsetMs);
}

/** Who makes facts on this device now, on today's date of its site; null before the first visit is done. */
export async function authorOf(device: Pick<Device, 'db' | 'clock' | 'sync'>): Promise<Author | null> {
  const { db } = device;
  const [operator, effectiveDate] = await db.transaction('r', db.meta, db.sites, () =>
    Promise.all([readOperator(db), todayOf(device)])
  );
  return operator && { operator, effectiveDate };
}

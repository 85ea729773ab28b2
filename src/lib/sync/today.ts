import type { Site } from '../domain/catalogue/catalogue.ts';
import { calendarDateAt } from '../domain/time/site-day.ts';
import type { Device } from './device.ts';

type Dated = Pick<Device, 'clock' | 'sync'>;

/** Today's date at a site; where none is known yet, in this browser's time zone. */
export function todayAt(site: Site | null, { clock, sync }: Dated): string {
  const timeZone = site?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return calendarDateAt(timeZone, clock.now() + sync.state.serverOffsetMs);
}

/** Today's date where this device works. */
export async function todayOf(device: Dated & Pick<Device, 'db'>): Promise<string> {
  return todayAt((await device.db.sites.toCollection().first()) ?? null, device);
}

import type { Settings, Site } from '../../src/lib/domain/catalogue/catalogue.ts';
import { daySpan } from '../../src/lib/domain/time/site-day.ts';

/**
 * The instant before which everything is closed: the start of the day in the
 * time zone of the first site, one for the whole server, so that a fact is late
 * or not whatever place it names. Null while no period is closed.
 */
export function closedInstant(
  { closedBefore }: Pick<Settings, 'closedBefore'>,
  firstSite: Pick<Site, 'timeZone'> | undefined
): number | null {
  return closedBefore === null ? null : daySpan(firstSite?.timeZone ?? 'UTC', closedBefore).startsAt;
}

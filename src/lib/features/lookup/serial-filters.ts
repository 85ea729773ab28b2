import { addDays, daySpan } from '$lib/domain/time/site-day';
import { everySerial, type SerialQuery } from '$lib/domain/serial/serial-query';

/** The filters as they stand in the form: empty texts let everything through. */
export interface SerialFilters {
  presence: 'any' | 'in' | 'moving' | 'out';
  condition: '' | 'available' | 'quarantine';
  productId: string;
  locationId: string;
  siteId: string;
  partnerId: string;
  /** `YYYY-MM-DD` */
  from: string;
  until: string;
  withAnomaly: boolean;
  sort: SerialQuery['sort']['field'];
  direction: SerialQuery['sort']['direction'];
}

export const noFilters: SerialFilters = {
  presence: 'any',
  condition: '',
  productId: '',
  locationId: '',
  siteId: '',
  partnerId: '',
  from: '',
  until: '',
  withAnomaly: false,
  sort: 'relevance',
  direction: 'ascending'
};

/** How many of the filters narrow the list. */
export function activeFilters(filters: SerialFilters): number {
  const { sort: _sort, direction: _direction, ...narrowing } = filters;
  return Object.entries(narrowing).filter(
    ([name, value]) => value !== noFilters[name as keyof typeof narrowing]
  ).length;
}

/** What the form asks of the list; dates are days on the wall of the site. */
export function queryOf(text: string, filters: SerialFilters, timeZone: string): SerialQuery {
  const { presence, condition, from, until, sort, direction, withAnomaly } = filters;
  return {
    ...everySerial,
    text,
    presence: presence === 'any' ? null : presence,
    condition: condition || null,
    productId: filters.productId || null,
    locationId: filters.locationId || null,
    siteId: filters.siteId || null,
    partnerId: filters.partnerId || null,
    changedFrom: from ? daySpan(timeZone, from).startsAt : null,
    changedTo: until ? daySpan(timeZone, addDays(until, 1)).startsAt : null,
    withAnomaly,
    sort: { field: sort, direction }
  };
}

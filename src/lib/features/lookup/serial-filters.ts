import { addDays, daySpan } from '$lib/domain/time/site-day';
import {
  everySerial,
  serialSortFields,
  sortDirections,
  type SerialQuery
} from '$lib/domain/serial/serial-query';
import { presenceOf, serialStatuses, type SerialStatus } from '$lib/domain/serial/status';

/** The filters as they stand in the form: empty texts let everything through. */
export interface SerialFilters {
  presence: 'any' | 'in' | 'moving' | 'out';
  /** One status exactly, finer than the presence. */
  status: '' | SerialStatus;
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
  status: '',
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

/** Could a serial be both? A status narrows a presence, it never contradicts it. */
const agree = (presence: SerialFilters['presence'], status: SerialFilters['status']): boolean =>
  presence === 'any' || status === '' || presenceOf(status) === presence;

/** The filters with another presence; a status that is not among it is given up. */
export function withPresence(filters: SerialFilters, presence: SerialFilters['presence']): SerialFilters {
  return { ...filters, presence, status: agree(presence, filters.status) ? filters.status : '' };
}

/** The filters with another status; a presence that it does not belong to is given up. */
export function withStatus(filters: SerialFilters, status: SerialFilters['status']): SerialFilters {
  return { ...filters, status, presence: agree(filters.presence, status) ? filters.presence : 'any' };
}

/** What the form asks of the list; dates are days on the wall of the site. */
export function queryOf(text: string, filters: SerialFilters, timeZone: string): SerialQuery {
  const { presence, status, condition, from, until, sort, direction, withAnomaly } = filters;
  return {
    ...everySerial,
    text,
    statuses: status ? [status] : [],
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

/** The filters by the names that an address gives them, in French like its pages. */
const paramNames: Record<keyof SerialFilters, string> = {
  presence: 'presence',
  status: 'etat',
  condition: 'condition',
  productId: 'article',
  locationId: 'emplacement',
  siteId: 'depot',
  partnerId: 'tiers',
  from: 'depuis',
  until: 'jusqu',
  withAnomaly: 'anomalie',
  sort: 'tri',
  direction: 'ordre'
};

/** What an address may say where it cannot say anything. */
const admitted: Partial<Record<keyof SerialFilters, readonly string[]>> = {
  presence: ['any', 'in', 'moving', 'out'],
  status: serialStatuses,
  condition: ['available', 'quarantine'],
  sort: serialSortFields,
  direction: sortDirections
};

const names = Object.keys(paramNames) as (keyof SerialFilters)[];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function isAdmitted(name: keyof SerialFilters, value: string): boolean {
  if (name === 'from' || name === 'until') return DAY.test(value);
  return admitted[name]?.includes(value) ?? true;
}

/** What of the filters an address keeps: those that say something, so that it can be handed on. */
export function paramsOf(filters: SerialFilters): Record<string, string> {
  const kept = names.filter((name) => filters[name] !== noFilters[name]);
  return Object.fromEntries(kept.map((name) => [paramNames[name], String(filters[name])]));
}

/** The filters of an address; what it says wrongly is left out. */
export function filtersOf(params: URLSearchParams): SerialFilters {
  const said = names.flatMap((name) => {
    const value = params.get(paramNames[name]);
    if (value === null || !isAdmitted(name, value)) return [];
    return [[name, name === 'withAnomaly' ? value === 'true' : value] as const];
  });
  return { ...noFilters, ...(Object.fromEntries(said) as Partial<SerialFilters>) };
}

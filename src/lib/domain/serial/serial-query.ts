import type { Condition } from '../movement/movement.ts';
import { presenceOf, serialStatuses, type Presence, type SerialStatus } from './status.ts';

/**
 * What a person asks of the list of serials. The meaning of every field is in
 * `serial-matcher.ts`, in plain and slow words; the indexes of devices and of
 * the server must agree with it row by row.
 */
export interface SerialQuery {
  /**
   * Words that the serial, its lot or its product (code, label, GTIN) hold, each in
   * any of them and anywhere in it; at most `SEARCH_WORDS` count. Empty finds all. A
   * word that is a range, or may be one (`SN010-SN019`, `SN010+9`), finds its serials too.
   */
  text: string;
  /** Any of these; empty lets every status through. */
  statuses: readonly SerialStatus[];
  presence: Presence | null;
  condition: Condition | null;
  productId: string | null;
  /** This place or one below it in the tree. */
  locationId: string | null;
  siteId: string | null;
  /** Whom it last came from or went to. */
  partnerId: string | null;
  /** `since` at or after, UTC ms. */
  changedFrom: number | null;
  /** `since` before, UTC ms. */
  changedTo: number | null;
  /** Only those with an anomaly that waits for a person. */
  withAnomaly: boolean;
  sort: SerialSort;
}

export const serialSortFields = ['relevance', 'serial', 'product', 'status', 'place', 'since'] as const;
export const sortDirections = ['ascending', 'descending'] as const;

/**
 * `relevance`: the serial that is the text, then those that begin with it, then
 * those that hold it, then the rest; without a text that is the order of
 * serials. `place` and `product` go by code, `status` by the order of the
 * statuses' table. What has no value (no place, no date) comes last in either
 * direction; ties go by serial and then by product, ascending. `serial` itself
 * goes by serial and then by product, both in its direction.
 */
export interface SerialSort {
  field: (typeof serialSortFields)[number];
  direction: (typeof sortDirections)[number];
}

/** Everything, in the order of serials: a query is this with some fields changed. */
export const everySerial: SerialQuery = {
  text: '',
  statuses: [],
  presence: null,
  condition: null,
  productId: null,
  locationId: null,
  siteId: null,
  partnerId: null,
  changedFrom: null,
  changedTo: null,
  withAnomaly: false,
  sort: { field: 'relevance', direction: 'ascending' }
};

/** Words of a text beyond these do not narrow a search. */
export const SEARCH_WORDS = 6;

/**
 * How many serials of each status match everything in the query but its
 * `statuses` and `presence`: what the buttons of the statuses would find.
 */
export type StatusCounts = Record<SerialStatus, number>;

export const noCounts = (): StatusCounts =>
  Object.fromEntries(serialStatuses.map((status) => [status, 0])) as StatusCounts;

/** The counts by presence that follow from those by status. */
export function presenceCounts(counts: StatusCounts): Record<Presence, number> {
  const presences: Record<Presence, number> = { never: 0, in: 0, moving: 0, out: 0 };
  for (const status of serialStatuses) presences[presenceOf(status)] += counts[status];
  return presences;
}

/** Does the query let this status through? */
export function admitsStatus(query: SerialQuery, status: SerialStatus): boolean {
  const { statuses, presence } = query;
  return (
    (statuses.length === 0 || statuses.includes(status)) &&
    (presence === null || presenceOf(status) === presence)
  );
}

/**
 * Where a serial stands in a sorted list. The list goes on strictly behind a
 * position, so that rows which come and go in between are neither shown twice
 * nor skipped.
 */
export interface SerialPosition {
  /** What the sort field gives; null when the serial has no such thing. */
  value: string | number | null;
  serialKey: string;
  productId: string;
}

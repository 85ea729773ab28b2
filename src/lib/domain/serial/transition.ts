import type { PhysicalKind } from '../movement/kind.ts';
import type { AnomalyType } from './anomaly.ts';
import { presenceOf, serialStatuses, type Presence, type SerialStatus } from './status.ts';

/**
 * What each kind does to each status.
 *
 *   status × kind ─┬─ ignored   nothing happens (a shortage on a serial already out)
 *                  ├─ expected  the status the kind leaves
 *                  └─ else      the same, because the last physical fact is
 *                               believed, and the contradiction is named
 */

type Contradictions = Record<Presence, AnomalyType | null>;

interface TransitionRule {
  expectedFrom: readonly SerialStatus[];
  ignoredFrom: readonly SerialStatus[];
  otherwise: Contradictions;
}

const outStatuses = serialStatuses.filter((status) => presenceOf(status) === 'out');

const entered: Contradictions = {
  never: null,
  in: 'double-entry',
  moving: 'double-entry',
  out: 'double-entry'
};
const broughtBack: Contradictions = {
  never: 'found-without-entry',
  in: 'double-entry',
  moving: 'double-entry',
  out: 'found-while-out'
};
const left: Contradictions = {
  never: 'exit-without-entry',
  in: null,
  moving: 'wrong-location',
  out: 'double-exit'
};
const moved: Contradictions = {
  never: 'move-without-entry',
  in: null,
  moving: 'wrong-location',
  out: 'moved-while-out'
};
const seen: Contradictions = {
  never: 'found-without-entry',
  in: null,
  moving: 'found-elsewhere',
  out: 'found-while-out'
};

const rule = (
  otherwise: Contradictions,
  expectedFrom: readonly SerialStatus[],
  ignoredFrom: readonly SerialStatus[] = []
): TransitionRule => ({ otherwise, expectedFrom, ignoredFrom });

const leavingFrom: readonly SerialStatus[] = ['in-stock'];
/** A loan may end in a sale or a write-off without coming back first. */
const leavingOrLoan: readonly SerialStatus[] = ['in-stock', 'on-loan'];
/** What was missing or lost may be written off for good. */
const writingOff: readonly SerialStatus[] = ['in-stock', 'on-loan', 'missing', 'lost'];
/** Turning up again is how missing and lost things come back. */
const turningUp: readonly SerialStatus[] = ['in-stock', 'missing', 'lost'];

const rules: Record<PhysicalKind, TransitionRule> = {
  receipt: rule(entered, ['unknown', 'returned-to-supplier']),
  'production-output': rule(entered, ['unknown']),
  'inventory-found': rule({ ...seen, never: null }, ['unknown', ...turningUp]),
  'customer-return': rule(broughtBack, ['delivered', 'on-loan']),
  'loan-return': rule(broughtBack, ['on-loan']),
  shipment: rule(left, leavingOrLoan),
  'supplier-return': rule(left, leavingFrom),
  consumption: rule(left, leavingFrom),
  scrap: rule(left, writingOff),
  loss: rule(left, writingOff),
  loan: rule(left, leavingFrom),
  'inventory-shortage': rule(left, ['in-stock', 'in-transit'], outStatuses),
  transfer: rule(moved, leavingFrom),
  'transfer-departure': rule(moved, leavingFrom),
  'transfer-arrival': rule({ ...moved, moving: null }, ['in-transit', 'in-stock']),
  quarantine: rule(moved, leavingFrom),
  release: rule(moved, leavingFrom),
  count: rule(seen, turningUp)
};

export type Transition = { ignored: true } | { ignored: false; anomaly: AnomalyType | null };

/** What a kind means when the serial has this status. */
export function transition(status: SerialStatus, kind: PhysicalKind): Transition {
  const { expectedFrom, ignoredFrom, otherwise } = rules[kind];
  if (ignoredFrom.includes(status)) return { ignored: true };
  if (expectedFrom.includes(status)) return { ignored: false, anomaly: null };
  return { ignored: false, anomaly: otherwise[presenceOf(status)] };
}

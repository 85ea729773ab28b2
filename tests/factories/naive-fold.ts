import type { FoldableMovement } from '../../src/lib/domain/movement/movement.ts';
import type { AnomalyType } from '../../src/lib/domain/serial/anomaly.ts';

/**
 * An oracle for `foldSerial`, written from the design's words alone and sharing
 * no code or table with it: slow, plain, one case after another.
 */

export interface NaiveResult {
  status: string;
  condition: string;
  location: string | null;
  destination: string | null;
  lot: string | null;
  container: string | null;
  partner: string | null;
  since: number | null;
  lastMovementId: string | null;
  order: string[];
  live: string[];
  anomalies: string[];
  alias: string | null;
  accepted: string[];
}

const ENTRIES = ['receipt', 'customer-return', 'production-output', 'inventory-found', 'loan-return'];
const OUT = ['delivered', 'returned-to-supplier', 'consumed', 'scrapped', 'lost', 'on-loan', 'missing'];

function instantOf(movement: FoldableMovement): number {
  if (movement.standsFor !== undefined) return movement.standsFor.instant;
  if (movement.chosenDay !== undefined) {
    if (ENTRIES.includes(movement.kind)) return movement.chosenDay.startsAt;
    return movement.chosenDay.endsAt - 1;
  }
  return movement.correctedAt === undefined ? movement.recordedAt : movement.correctedAt;
}

function naturallyBefore(a: FoldableMovement, b: FoldableMovement): boolean {
  if (instantOf(a) !== instantOf(b)) return instantOf(a) < instantOf(b);
  const x = a.standsFor === undefined ? a.origin : a.standsFor;
  const y = b.standsFor === undefined ? b.origin : b.standsFor;
  if (x.deviceId !== y.deviceId) return x.deviceId < y.deviceId;
  if (x.incarnation !== y.incarnation) return x.incarnation < y.incarnation;
  if (x.sequence !== y.sequence) return x.sequence < y.sequence;
  return a.id < b.id;
}

/** From the movement that stands by itself down to this one, following `before`. */
function pathTo(movement: FoldableMovement, all: FoldableMovement[]): FoldableMovement[] {
  const find = (id: string | undefined) => all.find((other) => other.id === id);
  const walk = (start: FoldableMovement): string[] => {
    const ids: string[] = [];
    for (let at = find(start.before); at && !ids.includes(at.id); at = find(at.before)) ids.push(at.id);
    return ids;
  };
  const isOnCircle = (candidate: FoldableMovement) => walk(candidate).includes(candidate.id);
  const path = [movement];
  let at = movement;
  while (!isOnCircle(at)) {
    const next = find(at.before);
    if (!next) break;
    path.unshift(next);
    at = next;
  }
  return path;
}

function standsBefore(a: FoldableMovement, b: FoldableMovement, all: FoldableMovement[]): boolean {
  const pathA = pathTo(a, all);
  const pathB = pathTo(b, all);
  for (let depth = 0; ; depth++) {
    const stepA = pathA[depth];
    const stepB = pathB[depth];
    if (!stepA) return false;
    if (!stepB) return true;
    if (stepA.id !== stepB.id) return naturallyBefore(stepA, stepB);
  }
}

function isLive(movement: FoldableMovement, all: FoldableMovement[]): boolean {
  const target = (m: FoldableMovement) => {
    const named = m.kind === 'reversal' ? all.find((o) => o.id === m.reverses) : undefined;
    return named?.group !== undefined && m.group === undefined ? undefined : named;
  };
  const seen: string[] = [];
  for (let at = target(movement); at && !seen.includes(at.id); at = target(at)) {
    if (at.id === movement.id) return false;
    seen.push(at.id);
  }
  return !all.some((other) => target(other)?.id === movement.id && isLive(other, all));
}

/** The anomaly of status, or 'nothing' when the movement does nothing at all. */
function statusAnomaly(status: string, kind: string): AnomalyType | null | 'nothing' {
  const out = OUT.includes(status);
  switch (kind) {
    case 'receipt':
      return status === 'unknown' || status === 'returned-to-supplier' ? null : 'double-entry';
    case 'production-output':
      return status === 'unknown' ? null : 'double-entry';
    case 'customer-return':
      if (status === 'delivered' || status === 'on-loan') return null;
      if (status === 'unknown') return 'found-without-entry';
      return out ? 'found-while-out' : 'double-entry';
    case 'loan-return':
      if (status === 'on-loan') return null;
      if (status === 'unknown') return 'found-without-entry';
      return out ? 'found-while-out' : 'double-entry';
    case 'inventory-found':
    case 'count':
      if (status === 'unknown') return kind === 'count' ? 'found-without-entry' : null;
      if (status === 'in-stock' || status === 'missing' || status === 'lost') return null;
      return status === 'in-transit' ? 'found-elsewhere' : 'found-while-out';
    case 'inventory-shortage':
      if (out) return 'nothing';
      return status === 'unknown' ? 'exit-without-entry' : null;
    case 'shipment':
    case 'supplier-return':
    case 'consumption':
    case 'scrap':
    case 'loss':
    case 'loan': {
      if (status === 'in-stock') return null;
      if (status === 'unknown') return 'exit-without-entry';
      if (status === 'in-transit') return 'wrong-location';
      const writeOff = kind === 'scrap' || kind === 'loss';
      if (status === 'on-loan' && (kind === 'shipment' || writeOff)) return null;
      if ((status === 'missing' || status === 'lost') && writeOff) return null;
      return 'double-exit';
    }
    default:
      // Transfers, departures, arrivals, quarantine and release: somebody handled it.
      if (status === 'unknown') return 'move-without-entry';
      if (status === 'in-stock') return null;
      if (status === 'in-transit') return kind === 'transfer-arrival' ? null : 'wrong-location';
      return 'moved-while-out';
  }
}

const LEAVES: Record<string, string> = {
  shipment: 'delivered',
  'supplier-return': 'returned-to-supplier',
  consumption: 'consumed',
  scrap: 'scrapped',
  loss: 'lost',
  loan: 'on-loan',
  'inventory-shortage': 'missing'
};

export function naiveFold(arrived: readonly FoldableMovement[]): NaiveResult {
  const all: FoldableMovement[] = [];
  for (const movement of arrived) if (!all.some((known) => known.id === movement.id)) all.push(movement);

  const ordered: FoldableMovement[] = [];
  for (const movement of all) {
    let at = 0;
    while (at < ordered.length && standsBefore(ordered[at] as FoldableMovement, movement, all)) at++;
    ordered.splice(at, 0, movement);
  }

  const result: NaiveResult = {
    status: 'unknown',
    condition: 'available',
    location: null,
    destination: null,
    lot: null,
    container: null,
    partner: null,
    since: null,
    lastMovementId: null,
    order: ordered.map((movement) => movement.id),
    live: ordered.filter((movement) => isLive(movement, all)).map((movement) => movement.id),
    anomalies: [],
    alias: null,
    accepted: []
  };

  for (const movement of ordered) {
    if (!result.live.includes(movement.id)) continue;
    if (movement.kind === 'alias') result.alias = movement.aliasOf?.serial ?? null;
    else if (movement.kind === 'acceptance') {
      if (movement.accepts) result.accepted.push(`${movement.accepts.anomalyId}:${movement.accepts.against}`);
    } else if (movement.kind !== 'reversal') applyNaively(result, movement);
    if (movement.correctedAt !== undefined) result.anomalies.push(`clock-suspect:${movement.id}:null`);
    if (movement.lateForClosedPeriod) result.anomalies.push(`late-for-closed-period:${movement.id}:null`);
    if (movement.sequenceReused) result.anomalies.push(`sequence-reused:${movement.id}:null`);
  }
  return result;
}

function applyNaively(result: NaiveResult, movement: FoldableMovement): void {
  const { status, location, destination } = result;
  const found = statusAnomaly(status, movement.kind);
  if (found === 'nothing') return;
  let anomaly = found;
  const claim = (place: string | undefined, known: string | null) =>
    place !== undefined && known !== null && place !== known;
  const isEntry = ENTRIES.includes(movement.kind);

  if (!anomaly && status === 'in-transit') {
    if (movement.kind === 'transfer-arrival' && claim(movement.toLocationId, destination))
      anomaly = 'wrong-location';
  } else if (!anomaly && status === 'in-stock') {
    if (movement.kind === 'count' || movement.kind === 'inventory-found') {
      if (claim(movement.toLocationId, location)) anomaly = 'found-elsewhere';
    } else if (movement.kind === 'transfer-arrival' && movement.fromLocationId === undefined) {
      if (claim(movement.toLocationId, location)) anomaly = 'wrong-location';
    } else if (!isEntry && claim(movement.fromLocationId, location)) anomaly = 'wrong-location';
  }

  const before = JSON.stringify([result.status, result.condition, result.location, result.destination]);
  const wasHere = status === 'in-stock' || status === 'in-transit';
  const leaves = LEAVES[movement.kind];
  result.destination = null;
  if (leaves) {
    result.status = leaves;
    result.condition = 'available';
    result.location = null;
  } else {
    if (!wasHere) result.condition = 'available';
    if (isEntry && movement.condition) result.condition = movement.condition;
    if (movement.kind === 'quarantine') result.condition = 'quarantine';
    if (movement.kind === 'release') result.condition = 'available';
    if (movement.kind === 'transfer-departure') {
      result.status = 'in-transit';
      result.location = null;
      result.destination = movement.toLocationId ?? null;
    } else {
      result.status = 'in-stock';
      const handled = movement.kind === 'quarantine' || movement.kind === 'release';
      result.location = (handled ? movement.fromLocationId : movement.toLocationId) ?? location;
    }
  }
  if (movement.lot !== undefined) result.lot = movement.lot;
  if (leaves) result.container = null;
  else if (movement.container !== undefined) result.container = movement.container;
  const isHere = result.status === 'in-stock' || result.status === 'in-transit';
  if (result.status !== status && !(wasHere && isHere)) result.partner = null;
  if ((isEntry || leaves) && movement.partnerId !== undefined) result.partner = movement.partnerId;
  if (JSON.stringify([result.status, result.condition, result.location, result.destination]) !== before) {
    result.since = instantOf(movement);
  }
  if (anomaly) result.anomalies.push(`${anomaly}:${movement.id}:${result.lastMovementId}`);
  result.lastMovementId = movement.id;
}

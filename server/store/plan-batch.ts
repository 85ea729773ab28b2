import type { Movement, Origin } from '../../src/lib/domain/movement/movement.ts';
import { serialKey } from '../../src/lib/domain/serial/serial-identity.ts';
import type { AppendInput, Arrival, Recorded, SerialIdentity, Verdict } from './store.ts';

/**
 * What becomes of a batch, decided without touching a database: every store
 * reads the facts that the decision needs, calls this, and writes what it says.
 */
export interface KnownFacts {
  /** The last number given out in the feed. */
  lastSeq: number;
  /** Those of the arrivals' ids that are stored already. */
  storedById: ReadonlyMap<string, Recorded>;
  /** Those of the arrivals' origins (see `originToken`) that some stored movement holds. */
  takenOrigins: ReadonlySet<string>;
  /** Those of the arrivals' products that exist. */
  products: ReadonlyMap<string, { exactCase: boolean }>;
}

/** A movement to be written. */
export interface Commit extends Recorded {
  movement: Movement;
  /** The serial it belongs to; null without a serial, or when its product is not known. */
  identity: SerialIdentity | null;
}

export interface BatchPlan {
  verdicts: Verdict[];
  commits: Commit[];
}

/** One text for (device, incarnation, sequence): none of the three holds a slash. */
export function originToken(origin: Origin): string {
  return `${origin.deviceId}/${origin.incarnation}/${origin.sequence}`;
}

/** One text for (product, serial key): an entity id holds no slash. */
export function identityToken(identity: SerialIdentity): string {
  return `${identity.productId}/${identity.serialKey}`;
}

function identify(movement: Movement, known: KnownFacts): Pick<Commit, 'identity' | 'unidentified'> {
  const { productId, serial } = movement;
  const product = productId === null ? undefined : known.products.get(productId);
  if (productId === null || !product) return { identity: null, unidentified: true };
  if (serial === undefined) return { identity: null, unidentified: false };
  return { identity: { productId, serialKey: serialKey(serial, product) }, unidentified: false };
}

interface Placement {
  seq: number;
  payload: string;
  isSequenceReused: boolean;
}

function toCommit(input: AppendInput, arrival: Arrival, known: KnownFacts, place: Placement): Commit {
  const { movement, correctedAt } = arrival;
  const stamp: Commit['stamp'] = {
    seq: place.seq,
    carrierDeviceId: input.carrierDeviceId,
    arrivedAt: input.arrivedAt
  };
  if (correctedAt !== undefined) stamp.correctedAt = correctedAt;
  if (place.isSequenceReused) stamp.sequenceReused = true;
  return { movement, payload: place.payload, stamp, ...identify(movement, known) };
}

/**
 * Gives each arrival its verdict and each accepted one its place in the feed.
 *
 *   id known, same content   → duplicate, with the first verdict
 *   id known, other content  → id-conflict
 *   id new                   → accepted; if its (device, incarnation, sequence)
 *                              is held by another id both are kept and the new
 *                              one is stamped `sequenceReused`
 *
 * The arrivals are output of `movementSchema`, whose key order makes the JSON canonical.
 */
export function planBatch(known: KnownFacts, input: AppendInput): BatchPlan {
  const verdicts: Verdict[] = [];
  const commits: Commit[] = [];
  const fresh = new Map<string, Commit>();
  const freshOrigins = new Set<string>();
  let seq = known.lastSeq;
  for (const arrival of input.arrivals) {
    const { id, origin } = arrival.movement;
    const payload = JSON.stringify(arrival.movement);
    const recorded = known.storedById.get(id) ?? fresh.get(id);
    if (recorded) {
      verdicts.push(
        recorded.payload === payload ? { verdict: 'duplicate', id, recorded } : { verdict: 'id-conflict', id }
      );
      continue;
    }
    const token = originToken(origin);
    const isSequenceReused = known.takenOrigins.has(token) || freshOrigins.has(token);
    seq += 1;
    const commit = toCommit(input, arrival, known, { seq, payload, isSequenceReused });
    freshOrigins.add(token);
    fresh.set(id, commit);
    commits.push(commit);
    verdicts.push({ verdict: 'accepted', id, recorded: commit });
  }
  return { verdicts, commits };
}

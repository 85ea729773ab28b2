import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { serialKey } from '../../src/lib/domain/serial/serial-identity.ts';
import { OriginSet } from './origin-set.ts';
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
  /** Those of the arrivals' origins that some stored movement holds. */
  takenOrigins: OriginSet;
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

const nothing = { identity: null, isUnidentified: false };

function identify(
  { productId, serial }: Movement,
  known: KnownFacts
): { identity: SerialIdentity | null; isUnidentified: boolean } {
  const product = productId === null ? undefined : known.products.get(productId);
  if (productId === null || !product) return { identity: null, isUnidentified: true };
  if (serial === undefined) return nothing;
  return { identity: { productId, serialKey: serialKey(serial, product) }, isUnidentified: false };
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
  const { identity, isUnidentified } = identify(movement, known);
  return { movement, payload: place.payload, stamp, unidentified: isUnidentified, identity };
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
  const freshOrigins = new OriginSet();
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
    const isSequenceReused = known.takenOrigins.has(origin) || freshOrigins.has(origin);
    seq += 1;
    const commit = toCommit(input, arrival, known, { seq, payload, isSequenceReused });
    freshOrigins.add(origin);
    fresh.set(id, commit);
    commits.push(commit);
    verdicts.push({ verdict: 'accepted', id, recorded: commit });
  }
  return { verdicts, commits };
}

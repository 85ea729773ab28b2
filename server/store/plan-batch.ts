import { foldable, type Movement } from '../../src/lib/domain/movement/movement.ts';
import { orderInstant } from '../../src/lib/domain/movement/order.ts';
import { serialKey } from '../../src/lib/domain/serial/serial-identity.ts';
import { Envelopes, type Member } from './envelopes.ts';
import { OriginSet } from './origin-set.ts';
import type { AppendInput, Recorded, SerialIdentity, Verdict } from './store.ts';

/**
 * What becomes of a batch, decided without touching a database: every store
 * reads the facts that the decision needs, calls this, and writes what it says.
 */
export interface KnownFacts {
  /** The last number given out in the feed. */
  lastSeq: number;
  /** Those of the arrivals' ids that are stored already. */
  storedById: ReadonlyMap<string, Recorded>;
  /** Members of envelopes that wait, as far as the arrivals are about them. */
  held: readonly Member[];
  /** Those of the arrivals' envelopes that are whole already. */
  wholeGroups: ReadonlySet<string>;
  /** Those of the arrivals' and held members' origins that some stored movement holds. */
  takenOrigins: OriginSet;
  /** Those of the arrivals' and held members' products that exist. */
  products: ReadonlyMap<string, { exactCase: boolean }>;
  /** What stands before this instant is late for a closed period; null while none is closed. */
  closedBefore: number | null;
}

/** A movement to be written. */
export interface Commit extends Recorded {
  movement: Movement;
  clockOffsetMs: number;
  /** The serial it belongs to; null without a serial, or when its product is not known. */
  identity: SerialIdentity | null;
}

export interface BatchPlan {
  verdicts: Verdict[];
  commits: Commit[];
  /** Members to be kept until their envelope is whole. */
  held: Member[];
  /** Envelopes that have become whole: their held members are among the commits. */
  released: { id: string; size: number }[];
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

function toStamp(member: Member, known: KnownFacts, seq: number): Commit['stamp'] {
  const { movement, correctedAt } = member;
  const { carrierDeviceId, arrivedAt } = member;
  const stamp: Commit['stamp'] = { seq, carrierDeviceId, arrivedAt };
  if (correctedAt !== undefined) stamp.correctedAt = correctedAt;
  const { closedBefore } = known;
  if (closedBefore !== null && orderInstant(foldable(movement, { correctedAt })) < closedBefore) {
    stamp.lateForClosedPeriod = true;
  }
  return stamp;
}

/** Takes arrivals one by one and remembers what they come to. */
class Planner {
  readonly #known: KnownFacts;
  readonly #verdicts: Verdict[] = [];
  readonly #commits: Commit[] = [];
  readonly #fresh = new Map<string, Commit>();
  readonly #freshOrigins = new OriginSet();
  readonly #envelopes: Envelopes;
  #seq: number;

  constructor(known: KnownFacts) {
    this.#known = known;
    this.#seq = known.lastSeq;
    this.#envelopes = new Envelopes(known);
  }

  take(member: Member): void {
    const { movement, payload } = member;
    const { id } = movement;
    const recorded = this.#known.storedById.get(id) ?? this.#fresh.get(id);
    const known = recorded?.payload ?? this.#envelopes.payloadOf(id);
    if (known !== undefined && known !== payload) this.#verdicts.push({ verdict: 'id-conflict', id });
    else if (recorded) this.#verdicts.push({ verdict: 'duplicate', id, recorded });
    else if (movement.group) this.#takeIntoEnvelope(member, movement.group);
    else this.#verdicts.push({ verdict: 'accepted', id, recorded: this.#commit(member) });
  }

  #takeIntoEnvelope(member: Member, group: NonNullable<Movement['group']>): void {
    const { id } = member.movement;
    const taken = this.#envelopes.take(member, group);
    this.#verdicts.push({ verdict: taken === 'mismatch' ? 'group-mismatch' : 'held', id });
    if (taken === 'mismatch' || taken === 'waiting') return;
    for (const one of taken.members) this.#commit(one);
    this.#acceptHeld();
  }

  /** What was held earlier in this very batch has its place now. */
  #acceptHeld(): void {
    this.#verdicts.forEach((verdict, place) => {
      const recorded = verdict.verdict === 'held' ? this.#fresh.get(verdict.id) : undefined;
      if (recorded) this.#verdicts[place] = { verdict: 'accepted', id: verdict.id, recorded };
    });
  }

  #commit(member: Member): Commit {
    const { movement, payload, clockOffsetMs } = member;
    const { origin, id } = movement;
    this.#seq += 1;
    const stamp = toStamp(member, this.#known, this.#seq);
    if (this.#known.takenOrigins.has(origin) || this.#freshOrigins.has(origin)) stamp.sequenceReused = true;
    const { identity, isUnidentified } = identify(movement, this.#known);
    const commit = { movement, payload, stamp, clockOffsetMs, unidentified: isUnidentified, identity };
    this.#freshOrigins.add(origin);
    this.#fresh.set(id, commit);
    this.#commits.push(commit);
    return commit;
  }

  result(): BatchPlan {
    const { arrived: held, released } = this.#envelopes;
    return { verdicts: this.#verdicts, commits: this.#commits, held: [...held], released };
  }
}

/**
 * Gives each arrival its verdict and each accepted one its place in the feed.
 *
 *   id known, same content   → duplicate, with the first verdict
 *   id known, other content  → id-conflict
 *   id new                   → accepted; if its (device, incarnation, sequence)
 *                              is held by another id both are kept and the new
 *                              one is stamped `sequenceReused`
 *   in an envelope           → held until the envelope is whole, and then all its
 *                              members are accepted at once, in the order they
 *                              were made; group-mismatch when they do not agree
 *
 * The arrivals are output of `movementSchema`, whose key order makes the JSON canonical.
 */
export function planBatch(known: KnownFacts, input: AppendInput): BatchPlan {
  const { carrierDeviceId, arrivedAt, clockOffsetMs } = input;
  const planner = new Planner(known);
  for (const { movement, correctedAt } of input.arrivals) {
    const payload = JSON.stringify(movement);
    planner.take({ movement, correctedAt, payload, carrierDeviceId, arrivedAt, clockOffsetMs });
  }
  return planner.result();
}

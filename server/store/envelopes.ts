import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import type { Arrival } from './arrival.ts';

/** A movement with what is known of its arrival, kept until it has a place in the feed. */
export interface Member extends Arrival {
  /** The movement as canonical JSON. */
  payload: string;
  carrierDeviceId: string;
  arrivedAt: number;
  clockOffsetMs: number;
}

interface Envelope {
  size: number;
  members: Map<string, Member>;
}

type Group = NonNullable<Movement['group']>;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** In the order they were made; an envelope comes from one device, but nobody need rely on it. */
function byOrigin({ movement: a }: Member, { movement: b }: Member): number {
  return (
    compareText(a.origin.deviceId, b.origin.deviceId) ||
    compareText(a.origin.incarnation, b.origin.incarnation) ||
    a.origin.sequence - b.origin.sequence ||
    compareText(a.id, b.id)
  );
}

/** The envelopes of one batch, with those of their members that came before it. */
export class Envelopes {
  /** Members new with this batch whose envelope is not whole. */
  readonly arrived = new Set<Member>();
  /** Envelopes that this batch has made whole. */
  readonly released: Group[] = [];
  readonly #open = new Map<string, Envelope>();
  readonly #byId = new Map<string, Member>();
  readonly #whole: Set<string>;

  constructor(known: { held: readonly Member[]; wholeGroups: ReadonlySet<string> }) {
    this.#whole = new Set(known.wholeGroups);
    for (const member of known.held) {
      const { group } = member.movement;
      if (group) this.#keep(member, this.#envelopeOf(group));
    }
  }

  /** The content of a member that waits. */
  payloadOf(id: string): string | undefined {
    return this.#byId.get(id)?.payload;
  }

  /** Takes a member in; the whole envelope when it was the last one missing. */
  take(member: Member, group: Group): { members: Member[] } | 'waiting' | 'mismatch' {
    if (this.#whole.has(group.id)) return 'mismatch';
    const envelope = this.#envelopeOf(group);
    if (envelope.size !== group.size) return 'mismatch';
    const isNew = !envelope.members.has(member.movement.id);
    if (isNew) this.#keep(member, envelope);
    if (envelope.members.size < envelope.size) {
      if (isNew) this.arrived.add(member);
      return 'waiting';
    }
    return this.#release(group, envelope);
  }

  #envelopeOf({ id, size }: Group): Envelope {
    const known = this.#open.get(id) ?? { size, members: new Map<string, Member>() };
    this.#open.set(id, known);
    return known;
  }

  #keep(member: Member, envelope: Envelope): void {
    envelope.members.set(member.movement.id, member);
    this.#byId.set(member.movement.id, member);
  }

  #release(group: Group, envelope: Envelope): { members: Member[] } {
    const members = [...envelope.members.values()].sort(byOrigin);
    for (const member of members) {
      this.arrived.delete(member);
      this.#byId.delete(member.movement.id);
    }
    this.#open.delete(group.id);
    this.#whole.add(group.id);
    this.released.push({ id: group.id, size: group.size });
    return { members };
  }
}

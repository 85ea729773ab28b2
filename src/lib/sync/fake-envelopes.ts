import type { Movement } from '../domain/movement/movement.ts';

/** A movement that the fake server has received, as it came. */
export interface Received {
  movement: Movement;
  content: string;
  carrierDeviceId: string;
}

interface Envelope {
  size: number;
  members: Received[];
}

const byOrigin = ({ movement: a }: Received, { movement: b }: Received): number =>
  a.origin.sequence - b.origin.sequence;

/** The envelopes that wait for the rest of their members, by the rules of the real server. */
export class FakeEnvelopes {
  readonly #open = new Map<string, Envelope>();
  readonly #whole = new Set<string>();

  /** What waits, or null when nothing of this id does. */
  heldContent(id: string): string | null {
    for (const { members } of this.#open.values()) {
      const member = members.find(({ movement }) => movement.id === id);
      if (member) return member.content;
    }
    return null;
  }

  /** The members in the order they were made once the last one is there. */
  take(received: Received, group: NonNullable<Movement['group']>): Received[] | 'held' | 'group-mismatch' {
    const envelope = this.#open.get(group.id) ?? { size: group.size, members: [] };
    if (this.#whole.has(group.id) || envelope.size !== group.size) return 'group-mismatch';
    const isKnown = envelope.members.some(({ movement }) => movement.id === received.movement.id);
    if (!isKnown) envelope.members.push(received);
    this.#open.set(group.id, envelope);
    if (envelope.members.length < envelope.size) return 'held';
    this.#open.delete(group.id);
    this.#whole.add(group.id);
    return envelope.members.sort(byOrigin);
  }
}

import { uuidV7 } from '../../domain/id.ts';
import type { MovementDraft } from '../../domain/movement/draft.ts';
import type { Movement } from '../../domain/movement/movement.ts';
import type { MetaValues } from '../schema.ts';

/** What the device knows of itself and of time, of which every movement gets its share. */
export interface Stamps {
  identity: MetaValues['identity'];
  sequence: MetaValues['sequence'];
  offsetMs: number;
}

/** When and where movements are recorded. */
export interface RecordedAt {
  /** Wall clock, raw ms. */
  now: number;
  /** Milliseconds of a clock that never goes back while `bootId` stays the same. */
  monotonicMs: number;
  /** Names the run of the monotonic clock. */
  bootId: string;
}

/** Random bytes that one UUID takes. */
export const ID_BYTES = 10;

/**
 * Makes drafts into movements: ids, clocks, the next sequence numbers and, for an
 * envelope, its id. Null before the first enrolment: they would have no device.
 *
 * @param input.random `ID_BYTES` for each draft, and as many again for an envelope
 */
export function stampDrafts(input: {
  drafts: readonly MovementDraft[];
  isGroup: boolean;
  at: RecordedAt;
  random: Uint8Array;
  stamps: Stamps;
}): Movement[] | null {
  const { drafts, isGroup, at, random, stamps } = input;
  const { deviceId, incarnation } = stamps.identity;
  if (deviceId === null) return null;
  const believed = Math.round(at.now + stamps.offsetMs);
  // A clock that was set back must not put a later scan before an earlier one.
  const recordedAt = Math.max(believed, stamps.sequence.lastRecordedAt ?? believed);
  const idAt = (place: number): string =>
    uuidV7({
      now: Math.max(0, recordedAt),
      random: random.subarray(place * ID_BYTES, (place + 1) * ID_BYTES)
    });
  const clock = { wallMs: Math.round(at.now), monotonicMs: at.monotonicMs, bootId: at.bootId };
  // An envelope of one says nothing: it is whole as soon as it is there.
  const group = isGroup && drafts.length > 1 ? { id: idAt(drafts.length), size: drafts.length } : null;
  return drafts.map((draft, place) => ({
    ...draft,
    ...(group && { group }),
    id: idAt(place),
    recordedAt,
    clock,
    origin: { deviceId, incarnation, sequence: stamps.sequence.next + place }
  }));
}

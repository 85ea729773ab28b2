import type { Movement, Origin } from '../../../src/lib/domain/movement/movement-schemas.ts';
import { calendarDateAt } from '../../../src/lib/domain/time/site-day.ts';
import type { ToldMovement } from '../../../src/lib/protocol/integrations.ts';

export interface Telling {
  key: { id: string; name: string };
  sequence: number;
  /** When it happened: what the program said, or when it arrived. */
  recordedAt: number;
  /** Of the first site, in which the date of the movement is meant. */
  timeZone: string;
}

/** Where a key's movements are made: it is a device with one incarnation, which never loses its memory. */
export const originOfKey = (id: string, sequence: number): Origin => ({
  deviceId: id,
  incarnation: id,
  sequence
});

/**
 * The fact that a program has told, with what a device would have added. The same
 * telling with the same number gives the same movement, so that a repeat is known as one.
 */
export function toMovement(told: ToldMovement, { key, sequence, recordedAt, timeZone }: Telling): Movement {
  return {
    ...told,
    recordedAt,
    effectiveDate: calendarDateAt(timeZone, recordedAt),
    clock: { wallMs: recordedAt, monotonicMs: 0, bootId: 'api' },
    origin: originOfKey(key.id, sequence),
    operator: { id: key.id, name: key.name },
    capture: 'api'
  };
}

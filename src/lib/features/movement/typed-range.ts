import { normaliseSerial } from '$lib/domain/serial/serial-identity';
import { rangeCount, rangeEnds, readRange } from '$lib/domain/serial/serial-range';

/** A text in the field of one serial that stands for several. */
export interface TypedRange {
  first: string;
  last: string;
  count: number;
  /** It may as well be one serial: nothing is made of it unasked. */
  ambiguous: boolean;
}

/** What a typed text is as a range of serials; null when it is one serial. */
export function typedRange(text: string): TypedRange | null {
  const normal = normaliseSerial(text);
  if (!normal.ok) return null;
  const reading = readRange(normal.serial);
  if (reading.type === 'serial' || !reading.range) return null;
  const { range } = reading;
  return { ...rangeEnds(range), count: rangeCount(range), ambiguous: reading.type === 'ambiguous' };
}

import type { MovementDraft } from '../movement/draft.ts';
import type { FoldableMovement, Movement, Operator } from '../movement/movement.ts';
import { orderKey } from '../movement/order.ts';
import { MICROS_PER_UNIT } from '../quantity.ts';

/** Who says so, and on which day. */
export interface Author {
  operator: Operator;
  /** Today on the wall of the site, `YYYY-MM-DD`. */
  effectiveDate: string;
}

/** One serial of a product. */
export interface SerialOf {
  productId: string;
  serial: string;
}

/** One serial, or so much of a product. */
export interface Goods {
  productId: string;
  serial?: string | undefined;
  lot?: string | undefined;
  /** Of goods without serial; one unit unless told. */
  quantityMicros?: number | undefined;
}

/** What every fact that is typed at the desk has. */
export const typedBy = ({ operator, effectiveDate }: Author) => ({
  operator,
  effectiveDate,
  capture: 'typed' as const,
  quantityMicros: MICROS_PER_UNIT
});

/** The goods as a movement names them: a serial is exactly one unit, whatever was typed. */
export const goodsOf = ({ productId, serial, lot, quantityMicros }: Goods) => ({
  productId,
  ...defined({ serial, lot, ...(serial === undefined && { quantityMicros }) })
});

/** The place in the order that a replacement takes over. */
export function placeOf(movement: FoldableMovement): NonNullable<Movement['standsFor']> {
  const { instant, deviceId, incarnation, sequence } = orderKey(movement);
  return { movementId: movement.id, instant, deviceId, incarnation, sequence };
}

/**
 * What a movement says, without what made it one movement of one device, without
 * its place in its own history and without the server's stamps.
 */
export function contentOf(movement: FoldableMovement): MovementDraft {
  const {
    id: _id,
    recordedAt: _recordedAt,
    clock: _clock,
    origin: _origin,
    group: _group,
    before: _before,
    correctedAt: _correctedAt,
    sequenceReused: _sequenceReused,
    lateForClosedPeriod: _late,
    ...content
  } = movement;
  return content;
}

/** Only those fields that say something. */
export function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

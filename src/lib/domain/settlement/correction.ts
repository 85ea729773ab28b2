import type { MovementDraft } from '../movement/draft.ts';
import { isPhysical } from '../movement/kind.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { contentOf, defined, goodsOf, placeOf, typedBy, type Author, type SerialOf } from './fact.ts';
import { reversalOf } from './reversal.ts';

/** A movement whose serial may have been misread. */
export type SerialMovement = FoldableMovement & SerialOf;

/** Can this movement be corrected? Only what was done with a known serial can. */
export function isCorrectable(movement: FoldableMovement): movement is SerialMovement {
  return isPhysical(movement.kind) && movement.productId !== null && movement.serial !== undefined;
}

/**
 * « I read X, it was Y »: the movement is taken back in the history of X, said
 * again of Y at the very place where it stood, and X remembers what it was in
 * truth. Record the three in one envelope; both histories stay.
 *
 * @param input.movement of X, with the server's stamps as far as they are known
 * @param input.truth Y: another serial (normalised), perhaps of another product
 */
export function correctionOf(input: {
  movement: SerialMovement;
  truth: SerialOf;
  by: Author;
  reason?: string | undefined;
}): [reversal: MovementDraft, replacement: MovementDraft, alias: MovementDraft] {
  const { movement, by, reason } = input;
  const { productId, serial } = input.truth;
  // The raw scan says X; it stays where it was made, in the history of X.
  const { rawScan: _read, ...content } = contentOf(movement);
  const replacement: MovementDraft = {
    ...content,
    productId,
    serial,
    operator: by.operator,
    capture: 'typed',
    standsFor: placeOf(movement)
  };
  const alias: MovementDraft = {
    ...typedBy(by),
    kind: 'alias',
    productId: movement.productId,
    serial: movement.serial,
    aliasOf: { productId, serial },
    ...defined({ label: reason })
  };
  return [reversalOf({ movement, by, reason }), replacement, alias];
}

/**
 * Names an unidentified scan: it is taken back, and said again of the product,
 * where it stood. Record the two in one envelope.
 *
 * @param input.scan a movement without a known product
 * @param input.serial what the scan was (normalised), when it is not what the scan says
 */
export function namingOf(input: {
  scan: FoldableMovement;
  productId: string;
  serial?: string | undefined;
  by: Author;
}): [reversal: MovementDraft, replacement: MovementDraft] {
  const { scan, productId, by } = input;
  const { productHint: _hint, serial: read, lot, quantityMicros, ...content } = contentOf(scan);
  const replacement: MovementDraft = {
    quantityMicros: typedBy(by).quantityMicros,
    ...content,
    ...goodsOf({ productId, serial: input.serial ?? read, lot, quantityMicros }),
    operator: by.operator,
    standsFor: placeOf(scan)
  };
  return [reversalOf({ movement: scan, by }), replacement];
}

import type { DocumentLine } from '../document/document.ts';
import type { LineTally } from '../document/tally.ts';
import type { SerialState } from '../serial/serial-state.ts';
import { presenceOf } from '../serial/status.ts';

/**
 * What taking a serial for an order would be, told before it is stored:
 * `wrong-product` and `too-many` are not on the order (any more), `substitute` is
 * of an ordered product whose line names other serials. Of goods without serial
 * only: `wrong-lot` is of an ordered product whose lines ask for other lots,
 * `not-there` is more than is known to be there.
 */
export const pickFindings = [
  'as-ordered',
  'substitute',
  'wrong-product',
  'wrong-lot',
  'too-many',
  'not-there',
  'already-out',
  'quarantined',
  'elsewhere',
  'unknown'
] as const;

export type PickFinding = (typeof pickFindings)[number];

/** What a scan of a serial can be. */
export type SerialFinding = Exclude<PickFinding, 'wrong-lot' | 'not-there'>;

const wants = ({ line, doneMicros }: LineTally): boolean => doneMicros < line.quantityMicros;

const isOf = ({ productId, lot }: DocumentLine, piece: PickedPiece): boolean =>
  productId === piece.productId && (lot === null || piece.lot === null || lot === piece.lot);

export interface PickedPiece {
  productId: string;
  serialKey: string;
  lot: string | null;
}

/**
 * Judges a serial in a picker's hand, by what is known here. What it is comes
 * before what was ordered: a serial that is out already is that, ordered or not.
 *
 * @param input.known the serial's state; null when nothing is known of it
 * @param input.lines of the order; empty for a shipment without one, where anything fits
 * @param input.placeIds where the picker stands, with the places inside it; null when nobody said
 * @param input.keyOf how the product's serials compare
 */
export function judgePick(input: {
  piece: PickedPiece;
  known: SerialState | null;
  lines: readonly LineTally[];
  placeIds: ReadonlySet<string> | null;
  keyOf: (serial: string) => string;
}): SerialFinding {
  const { piece, known, lines, placeIds, keyOf } = input;
  if (known && presenceOf(known.status) === 'out') return 'already-out';
  if (known?.condition === 'quarantine') return 'quarantined';
  if (lines.length > 0) {
    const ofProduct = lines.filter(({ line }) => isOf(line, piece));
    if (ofProduct.length === 0) return 'wrong-product';
    const isListed = ofProduct.some(({ missing }) => missing.some((one) => keyOf(one) === piece.serialKey));
    const open = ofProduct.filter(wants);
    if (!isListed && open.length === 0) return 'too-many';
    if (!isListed && open.every(({ missing }) => missing.length > 0)) return 'substitute';
  }
  if (!known || presenceOf(known.status) === 'never') return 'unknown';
  return placeIds !== null && known.locationId !== null && !placeIds.has(known.locationId)
    ? 'elsewhere'
    : 'as-ordered';
}

/**
 * A person says first why it goes all the same: the piece is in a hand, and that
 * is a fact; but it may have been the wrong one that was taken.
 */
export const needsReason = (finding: PickFinding): boolean =>
  finding !== 'as-ordered' && finding !== 'elsewhere' && finding !== 'unknown';

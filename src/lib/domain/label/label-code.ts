import { normaliseGtin } from '../barcode/gtin.ts';
import type { Scan } from '../barcode/scan.ts';
import type { SerialPattern } from '../serial/serial-pattern.ts';

/** One code of a label or of a camera frame, parsed. */
export interface LabelCode {
  /** As read. */
  text: string;
  /** As the reader names it; empty when it does not say. */
  symbology: string;
  scan: Scan;
}

/** How a product writes its serials. */
export interface ProductSerials {
  pattern: SerialPattern | null;
  /** The product distinguishes `abc` from `ABC`. */
  exactCase: boolean;
}

/**
 * What a person answered about a label once, so that the next label of the same
 * product and layout is not a question again.
 */
export interface LabelChoice {
  /** What the label names its product by. */
  product: string;
  /** The candidates of the label, by what stays the same from one label to the next; sorted. */
  marks: string[];
  /** The mark of the one that was the serial. */
  chosen: string;
}

/** What is known here that tells codes apart; the functions answer null for "not known". */
export interface LabelKnowledge {
  /** The id of the product that a GTIN-14, a product code or a part number names. */
  productOf: (name: string) => string | null;
  /** The id of the location whose label says this. */
  locationOf: (text: string) => string | null;
  serialsOf: (productId: string) => ProductSerials | null;
  /** What people answered before, about labels like this one. */
  choices: readonly LabelChoice[];
}

/** What a label says of one piece; a field is there only when it can be trusted. */
export interface LabelScan {
  /** Null while no product is known by the names on the label. */
  productId: string | null;
  /** 14 digits. */
  gtin?: string;
  partNumber?: string;
  /** As read, not yet normalised. */
  serial?: string;
  lot?: string;
  /** `YYYY-MM-DD`. */
  expiry?: string;
  /** In the unit of the label. */
  quantity?: number;
  /** The pallet or parcel that it is on: the label names one beside it. */
  sscc?: string;
}

export const distinct = <Value>(values: readonly (Value | undefined | null)[]): Value[] => [
  ...new Set(values.filter((value): value is Value => value !== undefined && value !== null))
];

/** The value that all agree on; undefined when there is none, or more than one. */
export function agreed<Value>(values: readonly (Value | undefined | null)[]): Value | undefined {
  const [only, ...others] = distinct(values);
  return others.length === 0 ? only : undefined;
}

/** What names a product on a label: GTINs, part numbers, and codes that are a known product's as they stand. */
export interface NamedProduct {
  productId: string | null;
  gtin?: string;
  partNumber?: string;
  /** The codes name more than one product: perhaps two labels are in the frame. */
  several: boolean;
}

/** Eight digits alone may be a GTIN-8 or anything: they are one where a product has it. */
const names = ({ scan, text }: LabelCode): string[] =>
  distinct([scan.gtin, scan.partNumber, text.trim(), normaliseGtin(text.trim())]);

/**
 * The product of some codes: the one known product they name, or else the GTIN
 * and part number it may come to be known by. GTINs of one product's pack levels
 * are one product; a stranger beside a known product is one of its numbers that
 * nobody entered yet.
 */
export function namedProduct(codes: readonly LabelCode[], knowledge: LabelKnowledge): NamedProduct {
  const [productId = null, ...others] = distinct(
    codes.flatMap(names).map((name) => knowledge.productOf(name))
  );
  const gtins = distinct(codes.map(({ scan }) => scan.gtin));
  const partNumber = agreed(codes.map(({ scan }) => scan.partNumber));
  if (others.length > 0 || (productId === null && gtins.length > 1))
    return { productId: null, several: true };
  const [own] = gtins.filter((gtin) => knowledge.productOf(gtin) === productId).sort();
  return {
    productId,
    several: false,
    ...(own !== undefined && { gtin: own }),
    ...(partNumber !== undefined && { partNumber })
  };
}

/** The lot, unless it seems to have swallowed its neighbour because the reader lost a separator. */
function lotOf({ lot, notes }: Scan): string | undefined {
  const swallows = notes.some(({ code, id }) => code === 'separator-lost' && id === '10');
  return swallows ? undefined : lot;
}

/** What the codes say together, the serial aside. */
export function sharedScan(codes: readonly LabelCode[], { several: _, ...product }: NamedProduct): LabelScan {
  const scan: LabelScan = { ...product };
  const lot = agreed(codes.map((code) => lotOf(code.scan)));
  const expiry = agreed(codes.map((code) => code.scan.expiry));
  const quantity = agreed(codes.map((code) => code.scan.quantity));
  if (lot !== undefined) scan.lot = lot;
  if (expiry !== undefined) scan.expiry = expiry;
  if (quantity !== undefined) scan.quantity = quantity;
  return scan;
}

import type { Product } from '$lib/domain/catalogue/catalogue';
import { MICROS_PER_UNIT, parseQuantity } from '$lib/domain/quantity';

/** What a quantity may be given in: the unit of the product, or a pack of so many. */
export interface Unit {
  name: string;
  /** How much of the product's unit one of it is, in micro-units. */
  micros: number;
}

/** The product's own unit first, then its packs. */
export function unitsOf(product: Product | null): [Unit, ...Unit[]] {
  const own: Unit = { name: product?.unit ?? '', micros: MICROS_PER_UNIT };
  const packs = (product?.packs ?? []).map(({ unit, quantityMicros }) => ({
    name: unit,
    micros: quantityMicros
  }));
  return [own, ...packs];
}

/**
 * A quantity as typed, in the product's unit: `3` boxes of 12 are 36.
 * @returns micro-units; null when the text is no quantity, or not a whole number of millionths
 */
export function quantityIn(text: string, unit: Unit): number | null {
  const typed = parseQuantity(text);
  if (typed === null) return null;
  const product = BigInt(typed) * BigInt(unit.micros);
  const whole = BigInt(MICROS_PER_UNIT);
  if (product % whole !== 0n) return null;
  const micros = Number(product / whole);
  return Number.isSafeInteger(micros) ? micros : null;
}

/** The place among the product's units of the pack that has this GTIN; null when none has. */
export function packOfGtin(product: Product, gtin14: string): number | null {
  const at = product.packs.findIndex(({ gtin }) => gtin === gtin14);
  return at < 0 ? null : at + 1;
}

import type { Product } from '../../src/lib/domain/catalogue/catalogue.ts';
import { serialKey } from '../../src/lib/domain/serial/serial-identity.ts';

/**
 * What a search means, the same in every store.
 *
 *   matches  the serial or the lot contains the text (ASCII letters of either
 *            case), or the product's code, label or GTIN does (accents and case
 *            of any alphabet aside)
 *   order    exact serial, then serials that begin with it, then serials that
 *            contain it, then the rest; by serial key and product within each
 */
export interface SearchTerms {
  /** The text under the rule that serials are compared by; empty matches everything. */
  key: string;
  productIds: ReadonlySet<string>;
}

const foldWords = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const productMatches = (product: Product, words: string): boolean =>
  [product.code, product.label, ...product.gtins].some((field) => foldWords(field).includes(words));

export function searchTerms(text: string, products: readonly Product[]): SearchTerms {
  const trimmed = text.normalize('NFC').trim();
  const words = foldWords(trimmed);
  const matching = words === '' ? [] : products.filter((product) => productMatches(product, words));
  return { key: serialKey(trimmed), productIds: new Set(matching.map(({ id }) => id)) };
}

/** Where a row stands among the results, 0 first; null when it does not match. */
export function searchRank(
  row: { productId: string; serialKey: string; state: { lot: string | null } },
  terms: SearchTerms
): number | null {
  const key = serialKey(row.serialKey);
  if (key === terms.key) return 0;
  if (key.startsWith(terms.key)) return 1;
  if (key.includes(terms.key)) return 2;
  const inLot = row.state.lot !== null && serialKey(row.state.lot).includes(terms.key);
  return inLot || terms.productIds.has(row.productId) ? 3 : null;
}

/** The text as a LIKE pattern fragment in which `%`, `_` and the escape itself are literal. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, (special) => `\\${special}`);
}

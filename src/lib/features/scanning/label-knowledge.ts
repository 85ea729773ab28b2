import type { DouchetteDatabase } from '$lib/db/database';
import { scanMemory, type Names } from '$lib/db/queries/scan-memory';
import { normaliseGtin } from '$lib/domain/barcode/gtin';
import type { Product } from '$lib/domain/catalogue/catalogue';
import type { LabelCode, LabelKnowledge } from '$lib/domain/label/label-code';

/** Longer texts name nothing in the catalogue. */
const MAX_NAME = 128;

/** A sheet holds some dozens of codes; a frame with more is not looked up code by code. */
const MAX_NAMES = 400;

function namesIn(codes: readonly LabelCode[]): string[] {
  const names = codes.flatMap(({ text, scan }) => {
    const written = [text.trim(), scan.serial ?? '', scan.gtin ?? '', scan.partNumber ?? ''];
    return [...written, ...written.map((name) => normaliseGtin(name) ?? '')];
  });
  return [...new Set(names)].filter((name) => name !== '' && name.length <= MAX_NAME).slice(0, MAX_NAMES);
}

async function productNamed(known: Names, name: string): Promise<Product | null> {
  const byGtin = /^\d{14}$/.test(name) ? await known.productByGtin(name) : null;
  return byGtin ?? known.productByCode(name);
}

/** Looks up everything that some codes may name, so that the label can be understood in one go. */
export async function knowledgeFor(
  db: DouchetteDatabase,
  codes: readonly LabelCode[]
): Promise<LabelKnowledge> {
  const names = namesIn(codes);
  const { look, choices } = await scanMemory(db);
  const [products, locations] = await look((known) =>
    Promise.all([
      Promise.all(names.map((name) => productNamed(known, name))),
      Promise.all(codes.slice(0, MAX_NAMES).map(({ text }) => known.locationByBarcode(text)))
    ])
  );
  const byName = new Map(names.map((name, at) => [name, products[at] ?? null]));
  const byId = new Map(products.flatMap((product) => (product ? [[product.id, product] as const] : [])));
  const places = new Map(codes.map(({ text }, at) => [text.trim(), locations[at]?.id ?? null]));
  return {
    productOf: (name) => byName.get(name)?.id ?? null,
    locationOf: (text) => places.get(text) ?? null,
    serialsOf: (productId) => {
      const product = byId.get(productId);
      return product ? { pattern: product.serialPattern, exactCase: product.exactCase } : null;
    },
    choices
  };
}

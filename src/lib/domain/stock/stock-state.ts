import type { Product } from '../catalogue/catalogue.ts';
import { MICROS_PER_UNIT } from '../quantity.ts';
import { compareCodePoints } from '../text/compare-code-points.ts';
import { missingMicros, stockAlert, type StockAlert } from './alert-level.ts';
import type { StockKey } from './stock-effect.ts';
import { stockToken } from './stock-token.ts';

/** What there is of a product in one place and lot: a quantity, and serials. */
export interface StockEntry extends StockKey {
  /** Without serials; may be below zero. */
  quantityMicros: number;
  /** Serials in stock, quarantined ones among them. */
  serials: number;
  quarantined: number;
}

/** What a line of the stock state stands for. */
export const stockGroupings = ['product', 'location', 'lot'] as const;

export type StockGrouping = (typeof stockGroupings)[number];

/** A line of the stock state (état des stocks); null where the grouping does not tell them apart. */
export interface StockLine {
  productId: string;
  locationId: string | null;
  lot: string | null;
  /** Serials and quantities together, in micro-units. */
  quantityMicros: number;
  serials: number;
  quarantined: number;
  /** In millionths of the currency; null where the cost is not known. */
  valueMicros: number | null;
  /** Of the whole product, so only where a line is one. */
  alert: StockAlert | null;
  /** How much is missing to the alert level. */
  missingMicros: number;
}

export interface StockStateQuery {
  by: StockGrouping;
  productId: string | null;
  /** These places only; null for all. */
  locationIds: ReadonlySet<string> | null;
  /** Only products that raise an alert, or lines below zero. */
  alertsOnly: boolean;
}

type KnownProduct = Pick<
  Product,
  'id' | 'code' | 'unitCostMicros' | 'alertMicros' | 'securityMicros' | 'maximumMicros' | 'archived'
>;

const groupOf = (entry: StockKey, by: StockGrouping): StockKey => ({
  productId: entry.productId,
  locationId: by === 'location' ? entry.locationId : null,
  lot: by === 'lot' ? entry.lot : null
});

/** Value of a quantity at a unit cost, rounded to a millionth; exact while both are below 2^53 together. */
const valueOf = (quantityMicros: number, unitCostMicros: number): number =>
  Math.round((quantityMicros / MICROS_PER_UNIT) * unitCostMicros);

const emptyLine = (key: StockKey): StockLine => ({
  ...key,
  quantityMicros: 0,
  serials: 0,
  quarantined: 0,
  valueMicros: null,
  alert: null,
  missingMicros: 0
});

function gather(entries: Iterable<StockEntry>, query: StockStateQuery): Map<string, StockLine> {
  const lines = new Map<string, StockLine>();
  for (const entry of entries) {
    if (query.productId !== null && entry.productId !== query.productId) continue;
    if (query.locationIds && (entry.locationId === null || !query.locationIds.has(entry.locationId)))
      continue;
    const key = groupOf(entry, query.by);
    const token = stockToken(key);
    const line = lines.get(token) ?? emptyLine(key);
    lines.set(token, line);
    line.quantityMicros += entry.quantityMicros + entry.serials * MICROS_PER_UNIT;
    line.serials += entry.serials;
    line.quarantined += entry.quarantined;
  }
  return lines;
}

/** A product with levels and nothing in stock raises an alert, too. */
function addMissingProducts(lines: Map<string, StockLine>, products: readonly KnownProduct[]): void {
  for (const { id, alertMicros, securityMicros, archived } of products) {
    const key = { productId: id, locationId: null, lot: null };
    if (archived || (alertMicros ?? securityMicros) === null || lines.has(stockToken(key))) continue;
    lines.set(stockToken(key), emptyLine(key));
  }
}

/**
 * The stock state: what there is by product, by place, or by lot, with its value
 * and what is under its levels. Lines without anything are left out, except for a
 * product that is missing.
 */
export function stockState(input: {
  entries: Iterable<StockEntry>;
  products: readonly KnownProduct[];
  query: StockStateQuery;
}): StockLine[] {
  const { entries, products, query } = input;
  const byId = new Map(products.map((product) => [product.id, product]));
  const isWhole = query.by === 'product' && query.locationIds === null;
  const lines = gather(entries, query);
  if (isWhole) addMissingProducts(lines, query.productId === null ? products : []);
  const state = [...lines.values()].map((line) => {
    const product = byId.get(line.productId);
    const cost = product?.unitCostMicros ?? null;
    const levelled = isWhole ? product : undefined;
    return {
      ...line,
      valueMicros: cost === null ? null : valueOf(line.quantityMicros, cost),
      alert: levelled ? stockAlert(line.quantityMicros, levelled) : null,
      missingMicros: levelled ? missingMicros(line.quantityMicros, levelled) : 0
    };
  });
  const codeOf = (line: StockLine) => byId.get(line.productId)?.code ?? line.productId;
  return state
    .filter(({ quantityMicros, alert }) => quantityMicros !== 0 || alert !== null)
    .filter(({ quantityMicros, alert }) => !query.alertsOnly || alert !== null || quantityMicros < 0)
    .sort(
      (a, b) =>
        compareCodePoints(codeOf(a), codeOf(b)) ||
        compareCodePoints(a.locationId ?? '', b.locationId ?? '') ||
        compareCodePoints(a.lot ?? '', b.lot ?? '')
    );
}

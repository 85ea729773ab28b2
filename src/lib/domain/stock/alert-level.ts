/*
 * The three levels of a product's stock, over all places:
 *
 *   0 ── security ── alert ── maximum ──▶ quantity
 *   out   act now     order    fine       too much
 *
 * A level that nobody set takes no part.
 */

/** In micro-units; null where nobody set it. As they stand in the product. */
export interface StockLevels {
  alertMicros: number | null;
  securityMicros: number | null;
  maximumMicros: number | null;
}

/** From the gravest to the mildest; `over-maximum` is no shortage. */
export const stockAlerts = ['out', 'under-security', 'under-alert', 'over-maximum'] as const;

export type StockAlert = (typeof stockAlerts)[number];

const under = (quantity: number, level: number | null): boolean => level !== null && quantity < level;

/**
 * The gravest alert that a quantity raises; null when none.
 *
 * At a level is not under it: an alert level of 5 is about the fourth piece.
 * `out` is only for a product that has a level: what is never kept is not missing.
 *
 * @param quantityMicros may be below zero
 */
export function stockAlert(quantityMicros: number, levels: StockLevels): StockAlert | null {
  const { alertMicros, securityMicros, maximumMicros } = levels;
  if (under(quantityMicros, securityMicros) || under(quantityMicros, alertMicros)) {
    if (quantityMicros <= 0) return 'out';
    return under(quantityMicros, securityMicros) ? 'under-security' : 'under-alert';
  }
  return maximumMicros !== null && quantityMicros > maximumMicros ? 'over-maximum' : null;
}

/**
 * How much is missing to the alert level, or to the security level where that is
 * higher or alone; 0 when nothing is.
 */
export function missingMicros(quantityMicros: number, levels: StockLevels): number {
  const { alertMicros, securityMicros } = levels;
  if (alertMicros === null && securityMicros === null) return 0;
  return Math.max(0, Math.max(alertMicros ?? 0, securityMicros ?? 0) - quantityMicros);
}

export type LevelProblem = 'security-above-alert' | 'alert-above-maximum' | 'security-above-maximum';

/** What contradicts itself in levels that a person typed: each level must leave room for the one below it. */
export function levelProblems({ alertMicros, securityMicros, maximumMicros }: StockLevels): LevelProblem[] {
  const above = (lower: number | null, higher: number | null): boolean =>
    lower !== null && higher !== null && lower > higher;
  const problems: LevelProblem[] = [];
  if (above(securityMicros, alertMicros)) problems.push('security-above-alert');
  if (above(alertMicros, maximumMicros)) problems.push('alert-above-maximum');
  if (above(securityMicros, maximumMicros)) problems.push('security-above-maximum');
  return problems;
}

export interface StockToCheck extends StockLevels {
  productId: string;
  /** Over all places and lots, serials in stock included. */
  quantityMicros: number;
}

export interface AlertedStock extends StockToCheck {
  alert: StockAlert;
  missingMicros: number;
}

/** The products that raise an alert, the gravest first, then the most that is missing, then by id. */
export function listAlerts(stocks: readonly StockToCheck[]): AlertedStock[] {
  const alerted = stocks.flatMap((stock) => {
    const alert = stockAlert(stock.quantityMicros, stock);
    return alert ? [{ ...stock, alert, missingMicros: missingMicros(stock.quantityMicros, stock) }] : [];
  });
  const gravity = ({ alert }: AlertedStock): number => stockAlerts.indexOf(alert);
  return alerted.sort(
    (a, b) =>
      gravity(a) - gravity(b) || b.missingMicros - a.missingMicros || (a.productId < b.productId ? -1 : 1)
  );
}

import type { Anomaly, AnomalyClosing } from '../../src/lib/domain/serial/anomaly.ts';

/** An anomaly with its place and its story: open until `closedAt`. */
export interface AnomalyRecord extends Anomaly {
  productId: string;
  /** Null for an anomaly of stock by quantity. */
  serialKey: string | null;
  locationId: string | null;
  lot: string | null;
  openedAt: number;
  closedAt: number | null;
  closing: AnomalyClosing | null;
  /** The movement that closed it. */
  closedBy: string | null;
}

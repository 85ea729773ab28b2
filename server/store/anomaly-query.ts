import type { AnomalyType } from '../../src/lib/domain/serial/anomaly.ts';
import type { RegisteredAnomaly } from '../../src/lib/protocol/anomalies.ts';

/** Where a list of anomalies goes on. */
export interface AnomalyPosition {
  /** When it opened, or closed, by what the list is in the order of. */
  at: number;
  id: string;
}

export interface AnomalyQuery {
  state: 'open' | 'closed';
  type: AnomalyType | null;
  productId: string | null;
  /** Who made either side. */
  operatorId: string | null;
  /** Where either side was made. */
  deviceId: string | null;
  openedBefore: number | null;
  after: AnomalyPosition | null;
  limit: number;
}

export interface AnomalyPage {
  anomalies: RegisteredAnomaly[];
  next: AnomalyPosition | null;
  openByType: { type: AnomalyType; count: number }[];
}

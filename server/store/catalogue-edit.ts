import type { Catalogue, Settings } from '../../src/lib/domain/catalogue/catalogue.ts';
import type { StockOnHand } from '../../src/lib/domain/catalogue/problem.ts';
import type { CatalogueEntries } from './catalogue-entries.ts';
import type { Written } from './written.ts';

/** Statuses under which a serial is still here, or on its way within the house. */
export const onHandStatuses = ['in-stock', 'in-transit'] as const;

/** The catalogue while nobody else can change it. */
export interface CatalogueMoment {
  catalogue: Catalogue;
  stockOfProduct(productId: string): StockOnHand;
  stockAtLocation(locationId: string): StockOnHand;
}

/** A change of the end of the closed period, kept for ever with who made it and why. */
export interface ClosingChange {
  before: Settings['closedBefore'];
  after: Settings['closedBefore'];
  reason: string | null;
  deviceId: string;
  at: number;
}

export interface NamedClosing extends ClosingChange {
  /** Empty when the device is not known. */
  deviceName: string;
}

export interface CatalogueDecision<Value> {
  value: Value;
  /** Null: nothing is stored. */
  entries: CatalogueEntries | null;
  closing?: ClosingChange;
}

/** Editing that depends on what is there. */
export interface CatalogueEditing {
  /**
   * Decides on the catalogue as it stands and stores what was decided, as one
   * step: what `decide` has checked still holds when it is stored.
   */
  editCatalogue<Value>(
    decide: (moment: CatalogueMoment) => CatalogueDecision<Value>
  ): Promise<Written<Value>>;
  /** Every change of the end of the closed period, the latest first. */
  readClosings(): Promise<NamedClosing[]>;
}

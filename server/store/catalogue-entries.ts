import type { Location, Partner, Product, Settings, Site } from '../../src/lib/domain/catalogue/catalogue.ts';

/** Rows of the catalogue, and the settings, to be added or replaced. */
export interface CatalogueEntries {
  sites?: readonly Site[];
  locations?: readonly Location[];
  products?: readonly Product[];
  partners?: readonly Partner[];
  settings?: Settings;
}

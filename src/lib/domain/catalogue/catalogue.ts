import type { Location, Partner, Product, Settings, Site } from './catalogue-schemas.ts';

export type { Location, Partner, Product, Settings, Site, TrackingMode } from './catalogue-schemas.ts';

export const defaultSettings: Settings = {
  lotManagement: true,
  stockManagement: true,
  serialsOnMovements: true,
  closedBefore: null,
  currency: 'EUR'
};

/** A product of which nothing more is known than what names it. */
export function plainProduct(known: Pick<Product, 'id' | 'code' | 'label'> & Partial<Product>): Product {
  return {
    gtins: [],
    unit: 'pièce',
    packs: [],
    tracking: 'serial',
    serialRequired: 'never',
    exactCase: false,
    serialPattern: null,
    unitCostMicros: null,
    alertMicros: null,
    securityMicros: null,
    maximumMicros: null,
    components: [],
    archived: false,
    ...known
  };
}

export interface Catalogue {
  sites: Site[];
  locations: Location[];
  products: Product[];
  partners: Partner[];
  settings: Settings;
}

/** The serial screen and field exist only while all three settings are on. */
export function serialsEnabled(settings: Settings): boolean {
  return settings.lotManagement && settings.stockManagement && settings.serialsOnMovements;
}

import { defaultSettings, plainProduct, type Product } from '../../src/lib/domain/catalogue/catalogue.ts';

export function testProduct(fields: Partial<Product> = {}): Product {
  return plainProduct({
    id: 'product-1',
    code: 'P-1',
    label: 'Écran 24 pouces',
    gtins: ['09521234000013'],
    unit: 'pièce',
    tracking: 'serial',
    serialRequired: 'both',
    ...fields
  });
}

/** A site with two locations, two products (the second tells cases apart) and two partners. */
export const testCatalogue = {
  sites: [{ id: 'site-1', code: 'S1', name: 'Dépôt', timeZone: 'Europe/Paris', archived: false }],
  locations: ['loc-1', 'loc-2'].map((id) => ({
    id,
    siteId: 'site-1',
    parentId: null,
    code: id.toUpperCase(),
    name: id,
    barcode: id.toUpperCase(),
    archived: false
  })),
  products: [
    testProduct(),
    testProduct({ id: 'product-2', code: 'P-2', label: 'Câble', gtins: [], exactCase: true })
  ],
  partners: [
    { id: 'customer-1', code: 'C1', name: 'Client', roles: ['customer' as const], archived: false },
    { id: 'supplier-1', code: 'F1', name: 'Fournisseur', roles: ['supplier' as const], archived: false }
  ],
  settings: defaultSettings
};

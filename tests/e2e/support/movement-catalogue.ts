import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts';
import { defaultSettings, plainProduct, type Settings } from '../../../src/lib/domain/catalogue/catalogue.ts';
import { uuidV7 } from '../../../src/lib/domain/id.ts';
import { MICROS_PER_UNIT } from '../../../src/lib/domain/quantity.ts';

const location = (id: string, code: string, name: string) => ({
  id,
  siteId: 'site-1',
  parentId: null,
  code,
  name,
  barcode: code,
  archived: false
});

export const BOX_GTIN = '19521234000010';

/** One product of each tracking, one with packs, and one that is made of two others. */
const products = [
  plainProduct({
    id: 'prd-portable',
    code: 'PORTABLE',
    label: 'Ordinateur portable',
    gtins: ['09521234000013'],
    serialPattern: { source: 'set', lengths: [6], prefix: 'SN', alphabet: 'digits' }
  }),
  plainProduct({
    id: 'prd-vis',
    code: 'VIS',
    label: 'Vis inox',
    gtins: ['09521234000020'],
    tracking: 'none',
    unitCostMicros: MICROS_PER_UNIT / 2,
    alertMicros: 20 * MICROS_PER_UNIT,
    securityMicros: 10 * MICROS_PER_UNIT,
    packs: [{ unit: 'boîte de 12', quantityMicros: 12 * MICROS_PER_UNIT, gtin: BOX_GTIN }]
  }),
  plainProduct({ id: 'prd-colle', code: 'COLLE', label: 'Colle', unit: 'kg', tracking: 'lot' }),
  plainProduct({
    id: 'prd-carte',
    code: 'CARTE',
    label: 'Carte mère',
    tracking: 'serial',
    serialRequired: 'both'
  }),
  plainProduct({
    id: 'prd-borne',
    code: 'BORNE',
    label: 'Borne complète',
    serialRequired: 'both',
    components: [
      { productId: 'prd-carte', quantityMicros: MICROS_PER_UNIT },
      { productId: 'prd-vis', quantityMicros: 4 * MICROS_PER_UNIT }
    ]
  })
];

/** Gives the story's empty server a small catalogue of its own. */
export async function fillCatalogue(folder: string, settings: Partial<Settings> = {}): Promise<void> {
  const store = openSqliteStore({
    path: path.join(folder, 'douchette.db'),
    newEpoch: uuidV7({ now: Date.now(), random: randomBytes(10) })
  });
  await store.initialise({
    sites: [{ id: 'site-1', code: 'S1', name: 'Dépôt', timeZone: 'Europe/Paris', archived: false }],
    locations: [location('loc-a', 'A-01', 'Allée A'), location('loc-b', 'B-01', 'Allée B')],
    products,
    partners: [
      { id: 'tie-f', code: 'F-ALPES', name: 'Alpes Informatique', roles: ['supplier'], archived: false },
      { id: 'tie-c', code: 'C-LYCEE', name: 'Lycée Marie-Curie', roles: ['customer'], archived: false }
    ],
    settings: { ...defaultSettings, ...settings }
  });
  await store.close();
}

import {
  defaultSettings,
  plainProduct,
  type Location,
  type Partner,
  type Product,
  type Site
} from '../../../src/lib/domain/catalogue/catalogue.ts';

/** A firm that sells computers and tools, invented, with GTINs of the range that GS1 keeps for examples (952). */

export const DEMO_TIME_ZONE = 'Europe/Paris';

const site: Site = {
  id: 'site-lyon',
  code: 'LYON',
  name: 'Dépôt de Lyon',
  timeZone: DEMO_TIME_ZONE,
  archived: false
};

const location = (code: string, name: string, parentId: string | null = null): Location => ({
  id: `loc-${code.toLowerCase()}`,
  siteId: site.id,
  parentId,
  code,
  name,
  barcode: `LOC-${code}`,
  archived: false
});

const zones = [
  location('REC', 'Quai de réception'),
  location('EXP', 'Quai d’expédition'),
  location('QUA', 'Quarantaine'),
  location('RET', 'Retours clients'),
  location('ATE', 'Atelier'),
  location('A', 'Allée A'),
  location('B', 'Allée B')
];

const shelves = ['A', 'B'].flatMap((aisle) =>
  [1, 2, 3, 4, 5].map((bay) =>
    location(`${aisle}-0${bay}`, `Allée ${aisle}, travée ${bay}`, `loc-${aisle.toLowerCase()}`)
  )
);

/** Check digit of a GTIN (GS1 General Specifications §7.9.1): weights 3 and 1 from the right. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const names: readonly [code: string, label: string][] = [
  ['PC-PRO14', 'Ordinateur portable 14 pouces Pro'],
  ['PC-PRO16', 'Ordinateur portable 16 pouces Pro'],
  ['PC-FIXE', 'Ordinateur de bureau compact'],
  ['ECR-24', 'Écran 24 pouces Full HD'],
  ['ECR-27', 'Écran 27 pouces QHD'],
  ['ECR-32', 'Écran incurvé 32 pouces'],
  ['DOCK-C', 'Station d’accueil USB-C'],
  ['TEL-5G', 'Smartphone 5G 128 Go'],
  ['TAB-10', 'Tablette tactile 10 pouces'],
  ['DOUCH-2D', 'Douchette 2D sans fil'],
  ['TERM-R', 'Terminal portable durci'],
  ['IMP-ETQ', 'Imprimante d’étiquettes thermique'],
  ['IMP-LAS', 'Imprimante laser couleur'],
  ['ONDUL', 'Onduleur 1500 VA'],
  ['SW-24', 'Commutateur réseau 24 ports'],
  ['BORNE-W', 'Borne Wi-Fi 6'],
  ['CAM-IP', 'Caméra IP extérieure'],
  ['PERC-18', 'Perceuse-visseuse 18 V'],
  ['MEUL-125', 'Meuleuse d’angle 125 mm'],
  ['COMP-50', 'Compresseur d’air 50 L']
];

const UNIT = 1_000_000;

/** What some of them cost and how many there should be, in whole units: cost, alert, security, maximum. */
const levels: Record<string, readonly [cost: number, alert: number, security: number, maximum: number]> = {
  'PC-PRO14': [890, 12, 5, 80],
  'PC-PRO16': [1190, 8, 3, 60],
  'ECR-24': [129, 20, 8, 120],
  'ECR-27': [219, 15, 6, 100],
  'DOCK-C': [95, 15, 5, 100],
  'DOUCH-2D': [145, 10, 4, 60],
  'TERM-R': [760, 6, 2, 40],
  'IMP-ETQ': [310, 5, 2, 40],
  'PERC-18': [118, 10, 4, 80]
};

const micros = (units: number | undefined): number | null => (units === undefined ? null : units * UNIT);

/** A pack has a GTIN of its own: another first digit, another check digit. */
const packGtin = (at: number): string => withCheckDigit(`19521234${String(100 + at).padStart(5, '0')}`);

const packsOf = (code: string, at: number): Product['packs'] =>
  ['DOUCH-2D', 'DOCK-C', 'TEL-5G'].includes(code)
    ? [{ unit: 'carton de 10', quantityMicros: 10 * UNIT, gtin: packGtin(at) }]
    : [];

/** Everything whose pieces have a serial number of their own. */
export const demoSerialProducts: Product[] = names.map(([code, label], at) =>
  plainProduct({
    packs: packsOf(code, at),
    unitCostMicros: micros(levels[code]?.[0]),
    alertMicros: micros(levels[code]?.[1]),
    securityMicros: micros(levels[code]?.[2]),
    maximumMicros: micros(levels[code]?.[3]),
    id: `prd-${code.toLowerCase()}`,
    code,
    label,
    gtins: [`0${withCheckDigit(`9521234${String(100 + at).padStart(5, '0')}`)}`],
    tracking: at < 17 ? 'serial' : 'lot-and-serial',
    serialRequired: at % 4 === 3 ? 'entry' : 'both'
  })
);

const part = (code: string, units: number) => ({
  productId: `prd-${code.toLowerCase()}`,
  quantityMicros: units * UNIT
});

/** Counted by quantity, by lot, and one that is made of others. */
const otherProducts: Product[] = [
  plainProduct({
    id: 'prd-vis-4',
    code: 'VIS-4',
    label: 'Vis à bois 4 × 40 mm',
    gtins: [`0${withCheckDigit('952123400130')}`],
    packs: [
      { unit: 'boîte de 200', quantityMicros: 200 * UNIT, gtin: packGtin(30) },
      { unit: 'carton de 2000', quantityMicros: 2000 * UNIT, gtin: null }
    ],
    tracking: 'none',
    unitCostMicros: 30_000,
    alertMicros: 1000 * UNIT,
    securityMicros: 400 * UNIT,
    maximumMicros: 20_000 * UNIT
  }),
  plainProduct({
    id: 'prd-cable-6',
    code: 'CABLE-6',
    label: 'Câble réseau catégorie 6',
    unit: 'm',
    packs: [{ unit: 'touret de 100 m', quantityMicros: 100 * UNIT, gtin: null }],
    tracking: 'none',
    unitCostMicros: 650_000,
    alertMicros: 200 * UNIT
  }),
  plainProduct({
    id: 'prd-colle-a',
    code: 'COLLE-A',
    label: 'Colle époxy bicomposant',
    unit: 'tube',
    packs: [{ unit: 'boîte de 12', quantityMicros: 12 * UNIT, gtin: packGtin(32) }],
    tracking: 'lot',
    unitCostMicros: 7_400_000,
    alertMicros: 24 * UNIT,
    securityMicros: 12 * UNIT
  }),
  plainProduct({
    id: 'prd-kit-caisse',
    code: 'KIT-CAISSE',
    label: 'Poste d’encaissement assemblé',
    tracking: 'serial',
    serialRequired: 'both',
    components: [part('PC-FIXE', 1), part('DOUCH-2D', 1), part('IMP-ETQ', 1), part('CABLE-6', 3)]
  })
];

const partner = (code: string, name: string, role: 'supplier' | 'customer'): Partner => ({
  id: `tie-${code.toLowerCase()}`,
  code,
  name,
  roles: [role],
  archived: false
});

const partners = [
  partner('F-ALPES', 'Alpes Informatique Distribution', 'supplier'),
  partner('F-ATLAN', 'Atlantique Composants', 'supplier'),
  partner('F-OUTIL', 'Outillage du Rhône', 'supplier'),
  partner('F-NORD', 'Nord Réseaux', 'supplier'),
  partner('C-MAIRIE', 'Mairie de Villebourg', 'customer'),
  partner('C-LYCEE', 'Lycée Marie-Curie', 'customer'),
  partner('C-GARAGE', 'Garage Petitjean', 'customer'),
  partner('C-CLINIQ', 'Clinique des Tilleuls', 'customer'),
  partner('C-BATI', 'Bâtisseurs de l’Ain', 'customer'),
  partner('C-COMPTA', 'Cabinet Lefèvre et associés', 'customer')
];

export const demoCatalogue = {
  sites: [site],
  locations: [...zones, ...shelves],
  products: [...demoSerialProducts, ...otherProducts],
  partners,
  settings: defaultSettings
};

export const demoPlaces = {
  receiving: 'loc-rec',
  quarantine: 'loc-qua',
  returns: 'loc-ret',
  workshop: 'loc-ate',
  shelves: shelves.map(({ id }) => id)
};

export const demoSuppliers = partners.filter(({ roles }) => roles.includes('supplier')).map(({ id }) => id);
export const demoCustomers = partners.filter(({ roles }) => roles.includes('customer')).map(({ id }) => id);

/** Who made the movements: the desk receives, the handhelds do the rest. */
export const demoDevices = [
  'Poste réception',
  'Terminal allée A',
  'Terminal allée B',
  'Téléphone expédition'
];

export const demoOperators = [
  'Claire Morel',
  'Yanis Benali',
  'Sophie Girard',
  'Marc Dubois',
  'Inès Fontaine'
];

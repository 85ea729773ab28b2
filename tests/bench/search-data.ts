import type { SeededRandom } from '../../server/services/demo/random.ts';
import { plainProduct } from '../../src/lib/domain/catalogue/catalogue.ts';
import type { SerialRow } from '../../src/lib/domain/serial/serial-row.ts';
import { emptySerialRow } from '../../src/lib/domain/serial/serial-row.ts';
import { presenceOf, type SerialStatus } from '../../src/lib/domain/serial/status.ts';

/** A large house: 3 sites with 700 places each, 500 products, 300 partners. */
const PRODUCTS = 500;
const PLACES = 2100;
const PARTNERS = 300;
const LOTS = 4000;
const FIRST_DAY = Date.UTC(2023, 0, 2);
const TEN_MINUTES = 600_000;

const numbered = <T>(count: number, make: (at: number, text: string) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at, String(at).padStart(4, '0')));

export const searchBenchCatalogue = {
  sites: numbered(3, (at) => ({
    id: `site-${at}`,
    code: `S${at}`,
    name: `Dépôt ${at}`,
    timeZone: 'Europe/Paris',
    archived: false
  })),
  locations: numbered(PLACES, (at, text) => ({
    id: `loc-${at}`,
    siteId: `site-${at % 3}`,
    parentId: null,
    code: `A-${text}`,
    name: `Allée ${text}`,
    barcode: null,
    archived: false
  })),
  products: numbered(PRODUCTS, (at, text) =>
    plainProduct({
      id: `product-${at}`,
      code: `REF-${text}`,
      label: `${['Écran', 'Routeur', 'Onduleur', 'Câble', 'Imprimante'][at % 5]} modèle ${text}`,
      gtins: [`0952123${String(1_000_000 + at * 7)}`]
    })
  ),
  partners: numbered(PARTNERS, (at, text) => ({
    id: `partner-${at}`,
    code: `T${text}`,
    name: `Tiers ${text}`,
    roles: ['supplier' as const],
    archived: false
  }))
};

const statuses: readonly SerialStatus[] = [
  ...Array<SerialStatus>(9).fill('in-stock'),
  ...Array<SerialStatus>(8).fill('delivered'),
  'in-transit',
  'on-loan',
  'scrapped'
];
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** Running numbers of a maker, random letters and digits, and IMEI-like digits. */
function serialOf(at: number, random: SeededRandom): string {
  if (at % 3 === 0) return `SN-2024-${String(at).padStart(7, '0')}`;
  if (at % 3 === 1) return Array.from({ length: 12 }, () => LETTERS[random.below(LETTERS.length)]).join('');
  return `35${String(random.below(1e9)).padStart(9, '0')}${String(at % 10_000).padStart(4, '0')}`;
}

/** Serials in the order in which they last changed; one in a hundred has an anomaly. */
export function* searchBenchRows(
  count: number,
  random: SeededRandom
): Generator<SerialRow & { version: number }> {
  for (let at = 0; at < count; at++) {
    const serial = serialOf(at, random);
    const status = random.pick(statuses);
    const row = emptySerialRow({ productId: `product-${random.below(PRODUCTS)}`, serialKey: serial, serial });
    const movementId = `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`;
    row.state = {
      status,
      condition: random.chance(0.02) ? 'quarantine' : 'available',
      locationId: presenceOf(status) === 'in' ? `loc-${random.below(PLACES)}` : null,
      destinationId: null,
      lot: random.chance(0.3) ? `LOT-${random.below(LOTS)}` : null,
      container: null,
      partnerId: random.chance(0.8) ? `partner-${random.below(PARTNERS)}` : null,
      since: FIRST_DAY + at * TEN_MINUTES + random.below(TEN_MINUTES),
      lastMovementId: movementId
    };
    if (random.chance(0.01)) {
      row.anomalies = [
        { id: `double-entry:${movementId}`, type: 'double-entry', movementId, againstMovementId: null }
      ];
    }
    yield { ...row, movementCount: 1, version: at + 1 };
  }
}

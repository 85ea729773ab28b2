import type { Document, DocumentLine, DocumentType } from '../../../src/lib/domain/document/document.ts';
import { uuidV7 } from '../../../src/lib/domain/id.ts';
import { MICROS_PER_UNIT } from '../../../src/lib/domain/quantity.ts';
import { calendarDateAt } from '../../../src/lib/domain/time/site-day.ts';
import type { VersionedRow } from '../../../src/lib/protocol/rows.ts';
import { DEMO_TIME_ZONE, demoPlaces } from './demo-catalogue.ts';
import type { SeededRandom } from './random.ts';

const DAY = 86_400_000;

type PlannedLine = Omit<DocumentLine, 'id'>;

const line = (product: string, units: number, more: Partial<PlannedLine> = {}): PlannedLine => ({
  productId: `prd-${product}`,
  quantityMicros: units * MICROS_PER_UNIT,
  lot: null,
  serials: [],
  ...more
});

/** Serials that a supplier has announced and that nobody has yet. */
const announced = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}26${String(at + 1).padStart(7, '0')}`);

const isOnShelf = ({ state }: VersionedRow): boolean =>
  state.status === 'in-stock' &&
  state.condition === 'available' &&
  demoPlaces.shelves.some((shelf) => shelf === state.locationId);

/** A line of serials that lie on shelves, so many of the product of which there are most after `rank` others. */
function inStock(rows: readonly VersionedRow[], rank: number, units: number): PlannedLine[] {
  const ofProduct = Map.groupBy(rows, ({ productId }) => productId);
  const [productId, found] = [...ofProduct].sort(([, a], [, b]) => b.length - a.length)[rank] ?? [];
  if (!productId || !found) return [];
  const serials = found.slice(0, units).map(({ serial }) => serial);
  return [{ productId, quantityMicros: serials.length * MICROS_PER_UNIT, lot: null, serials }];
}

interface Planned extends Partial<Pick<Document, 'partnerId' | 'fromLocationId' | 'toLocationId' | 'note'>> {
  type: DocumentType;
  number: string;
  /** Days from today. */
  due: number;
  lines: PlannedLine[];
}

function planned(rows: readonly VersionedRow[]): Planned[] {
  const shelved = rows.filter(isOnShelf);
  const [shelf = ''] = demoPlaces.shelves;
  const onShelf = shelved.filter(({ state }) => state.locationId === shelf);
  return [
    {
      type: 'receipt',
      number: 'BR-20011',
      due: 0,
      partnerId: 'tie-f-alpes',
      toLocationId: demoPlaces.receiving,
      note: 'Une palette, quai 2',
      lines: [line('pc-pro14', 6, { serials: announced('PCPRO14', 6) }), line('dock-c', 10)]
    },
    {
      type: 'receipt',
      number: 'BR-20012',
      due: 1,
      partnerId: 'tie-f-outil',
      toLocationId: demoPlaces.receiving,
      lines: [
        line('ecr-27', 4, { serials: announced('ECR27', 4) }),
        line('colle-a', 24, { lot: 'CE-2412' }),
        line('vis-4', 2000)
      ]
    },
    {
      type: 'pick',
      number: 'CDE-5301',
      due: 0,
      partnerId: 'tie-c-mairie',
      lines: [...inStock(shelved, 0, 3), ...inStock(shelved, 1, 2), line('vis-4', 200)]
    },
    {
      type: 'pick',
      number: 'CDE-5298',
      due: -1,
      partnerId: 'tie-c-lycee',
      lines: [...inStock(shelved, 2, 4).map((one) => ({ ...one, serials: [] }))]
    },
    {
      type: 'transfer',
      number: 'TR-301',
      due: 0,
      fromLocationId: shelf,
      toLocationId: demoPlaces.shelves.at(-1) ?? null,
      lines: inStock(onShelf, 0, 3)
    },
    { type: 'count', number: 'INV-12', due: 2, lines: [] }
  ];
}

/**
 * What is planned in the demonstration: goods that are expected, orders to pick
 * from what is in stock, a transfer, and a count of one shelf.
 *
 * @param input.rows serials as they stand
 * @param input.now ms since the epoch
 */
export function demoDocuments(input: {
  rows: readonly VersionedRow[];
  now: number;
  random: SeededRandom;
}): Document[] {
  const { rows, now, random } = input;
  return planned(rows)
    .filter(({ type, lines }) => type === 'count' || lines.length > 0)
    .map(({ due, lines, ...fields }) => ({
      id: uuidV7({ now, random: random.bytes(10) }),
      state: 'open',
      partnerId: null,
      fromLocationId: null,
      toLocationId: null,
      scope:
        fields.type === 'count'
          ? { siteId: null, locationId: demoPlaces.shelves[1] ?? null, productId: null }
          : null,
      blind: fields.type === 'count',
      expectedOn: calendarDateAt(DEMO_TIME_ZONE, now + due * DAY),
      assignedTo: null,
      note: '',
      openedAt: now,
      backorderOf: null,
      lines: lines.map((one, at) => ({ ...one, id: at + 1 })),
      ...fields
    }));
}

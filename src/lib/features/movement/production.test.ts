import { describe, expect, test } from 'vitest';
import { defaultSettings, plainProduct } from '$lib/domain/catalogue/catalogue';
import { MICROS_PER_UNIT } from '$lib/domain/quantity';
import { toProduction, type ProductionValues } from './production';

const board = plainProduct({ id: 'board', code: 'CARTE', label: 'Carte', serialRequired: 'both' });
const screw = plainProduct({ id: 'screw', code: 'VIS', label: 'Vis', tracking: 'none' });
const glue = plainProduct({ id: 'glue', code: 'COLLE', label: 'Colle', tracking: 'lot', unit: 'kg' });
const kiosk = plainProduct({
  id: 'kiosk',
  code: 'BORNE',
  label: 'Borne',
  serialRequired: 'both',
  components: [
    { productId: 'board', quantityMicros: MICROS_PER_UNIT },
    { productId: 'screw', quantityMicros: 4 * MICROS_PER_UNIT },
    { productId: 'glue', quantityMicros: 50_000 }
  ]
});

const place = (id: string) => ({
  id,
  siteId: 's',
  parentId: null,
  code: id,
  name: id,
  barcode: null,
  archived: false
});

const values: ProductionValues = {
  made: { product: kiosk, serials: 'B-1\nB-2', lot: '', quantity: '1' },
  components: [
    { product: board, serials: 'C-8+1', lot: '', quantity: '2' },
    { product: screw, serials: '', lot: '', quantity: '8' },
    { product: glue, serials: '', lot: 'L-7', quantity: '0,1' }
  ],
  settings: defaultSettings,
  from: place('l-1'),
  to: place('l-2'),
  document: ' OF-12 ',
  label: '',
  date: '2026-03-12'
};

const context = {
  today: '2026-03-12',
  timeZone: 'Europe/Paris',
  operator: { id: '018f0000-0000-7000-8000-000000000001', name: 'Léa' }
};

const [firstPart, ...laterParts] = values.components;
if (!firstPart) throw new Error('the example has components');

const problemsOf = (change: Partial<ProductionValues>) => {
  const result = toProduction({ ...values, ...change }, context);
  return result.ok ? {} : Object.fromEntries(result.problems);
};

const made = (change: object) => ({
  made: { product: kiosk, serials: 'B-1\nB-2', lot: '', quantity: '1', ...change }
});
const firstAs = (change: object) => ({ components: [{ ...firstPart, ...change }, ...laterParts] });

describe('a production', () => {
  test('takes out every component and brings in every product, tied by the document', () => {
    const result = toProduction(values, context);
    if (!result.ok) throw new Error(JSON.stringify([...result.problems]));
    expect(
      result.drafts.map(({ kind, productId, serial, lot, quantityMicros, fromLocationId, toLocationId }) => [
        kind,
        productId,
        serial ?? lot ?? '',
        quantityMicros,
        fromLocationId ?? toLocationId
      ])
    ).toEqual([
      ['consumption', 'board', 'C-8', MICROS_PER_UNIT, 'l-1'],
      ['consumption', 'board', 'C-9', MICROS_PER_UNIT, 'l-1'],
      ['consumption', 'screw', '', 8 * MICROS_PER_UNIT, 'l-1'],
      ['consumption', 'glue', 'L-7', 100_000, 'l-1'],
      ['production-output', 'kiosk', 'B-1', MICROS_PER_UNIT, 'l-2'],
      ['production-output', 'kiosk', 'B-2', MICROS_PER_UNIT, 'l-2']
    ]);
    expect(new Set(result.drafts.map(({ document }) => document))).toEqual(new Set(['OF-12']));
  });

  test('may be back-dated as a whole', () => {
    const result = toProduction({ ...values, date: '2026-03-11' }, context);
    expect(result.ok && result.drafts.every(({ chosenDay }) => chosenDay !== undefined)).toBe(true);
  });
});

describe('what is wrong is told beside its field', () => {
  test.each([
    [{ made: null }, { product: { code: 'product-missing' } }],
    [
      made({ serials: '', quantity: '2' }),
      { 'serials:kiosk': { code: 'serials-missing', given: 0, needed: 2 } }
    ],
    [
      made({ serials: 'B-1\nB-1' }),
      {
        'serials:kiosk': { code: 'serial-twice', serial: 'B-1' },
        'serials:board': { code: 'serials-missing', given: 2, needed: 1 }
      }
    ],
    [firstAs({ serials: 'C-8' }), { 'serials:board': { code: 'serials-missing', given: 1, needed: 2 } }],
    [firstAs({ serials: 'C-8\n001-010' }), { 'serials:board': { code: 'serials-unread' } }],
    [
      { components: values.components.map((part) => ({ ...part, lot: '' })) },
      { 'lot:glue': { code: 'lot-missing' } }
    ],
    [
      {
        components: values.components.map((part) =>
          part.product === screw ? { ...part, quantity: 'x' } : part
        )
      },
      { 'quantity:screw': { code: 'quantity-bad' } }
    ],
    [{ date: '2026-02-30' }, { date: { code: 'date-bad' } }],
    [{ document: 'd'.repeat(81) }, { document: { code: 'document-too-long' } }]
  ])('case %#', (change, problems) => {
    expect(problemsOf(change)).toEqual(problems);
  });

  test('a product with a serial is made in whole numbers', () => {
    const settings = { ...defaultSettings };
    const half = { ...kiosk, serialRequired: 'both' as const };
    const problems = problemsOf({ settings, made: { product: half, serials: '', lot: '', quantity: '1,5' } });
    expect(problems).toMatchObject({ 'serials:kiosk': { code: 'whole-units' } });
  });
});

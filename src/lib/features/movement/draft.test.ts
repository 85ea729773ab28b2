import { describe, expect, test } from 'vitest';
import { plainProduct, type Product } from '$lib/domain/catalogue/catalogue';
import { problemsOf, toDraft, type FormValues } from './draft';

const product: Product = plainProduct({
  id: 'p-1',
  code: 'LAP-14',
  label: 'Laptop',
  gtins: [],
  unit: 'pce',
  tracking: 'serial',
  serialRequired: 'never'
});

const location = {
  id: 'l-1',
  siteId: 's-1',
  parentId: null,
  code: 'A-01',
  name: 'A-01',
  barcode: null,
  archived: false
};

const values: FormValues = {
  direction: 'entry',
  kind: 'receipt',
  product,
  productHint: null,
  serial: 'SN-1',
  lot: '',
  quantity: '1',
  location,
  partner: null,
  label: '',
  document: '',
  condition: 'available',
  date: '2026-03-12',
  capture: 'typed',
  rawScan: null
};

const context = {
  today: '2026-03-12',
  timeZone: 'Europe/Paris',
  archived: false,
  operator: { id: '018f0000-0000-7000-8000-000000000001', name: 'Léa' }
};

const draftOf = (change: Partial<FormValues>) => {
  const result = toDraft({ ...values, ...change }, context);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.draft;
};

describe('a filled form', () => {
  test('becomes a movement that says only what was said', () => {
    expect(draftOf({})).toEqual({
      kind: 'receipt',
      productId: 'p-1',
      serial: 'SN-1',
      quantityMicros: 1_000_000,
      toLocationId: 'l-1',
      effectiveDate: '2026-03-12',
      operator: context.operator,
      capture: 'typed'
    });
  });

  test('an exit leaves from the location', () => {
    const draft = draftOf({ direction: 'exit', kind: 'shipment' });
    expect(draft.fromLocationId).toBe('l-1');
    expect(draft.toLocationId).toBeUndefined();
  });

  test('another day than today is a chosen one, as that site lives it', () => {
    expect(draftOf({ date: '2026-03-11' }).chosenDay).toEqual({
      startsAt: Date.parse('2026-03-10T23:00:00Z'),
      endsAt: Date.parse('2026-03-11T23:00:00Z')
    });
    expect(draftOf({}).chosenDay).toBeUndefined();
  });

  test('a serial is exactly one, whatever stands in the quantity', () => {
    expect(draftOf({ quantity: '7' }).quantityMicros).toBe(1_000_000);
    expect(draftOf({ serial: '', quantity: '2,5' }).quantityMicros).toBe(2_500_000);
  });

  test('a product that nobody knows is kept with what its label said', () => {
    const draft = draftOf({ product: null, productHint: '03401234567895' });
    expect(draft.productId).toBeNull();
    expect(draft.productHint).toBe('03401234567895');
  });
});

describe('what is wrong', () => {
  test.each([
    [{ product: null }, { product: 'product-missing' }],
    [{ serial: ' \u0000 ' }, { serial: 'serial-empty' }],
    [{ serial: 'x'.repeat(10_000) }, { serial: 'serial-too-long' }],
    [{ serial: 'a\ud800' }, { serial: 'serial-not-text' }],
    [{ serial: '', product: { ...product, serialRequired: 'entry' } }, { serial: 'serial-missing' }],
    [{ serial: '', quantity: '0' }, { quantity: 'quantity-bad' }],
    [{ date: '2026-02-30' }, { date: 'date-bad' }],
    [{ date: '' }, { date: 'date-bad' }],
    [{ lot: 'l'.repeat(65) }, { lot: 'lot-too-long' }],
    [{ product: { ...product, tracking: 'lot' } }, { lot: 'lot-missing' }],
    [{ label: 'l'.repeat(501) }, { label: 'label-too-long' }],
    [{ document: 'd'.repeat(81) }, { document: 'document-too-long' }]
  ] satisfies [Partial<FormValues>, object][])('%j is told beside its field', (change, problems) => {
    expect(problemsOf({ ...values, ...change })).toEqual(problems);
  });

  test('an exit does not need its serial when only entries do', () => {
    const onEntry = { ...product, serialRequired: 'entry' as const };
    expect(problemsOf({ ...values, direction: 'exit', product: onEntry, serial: '' })).toEqual({});
  });
});

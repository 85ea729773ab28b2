import { describe, expect, test } from 'vitest';
import { plainProduct, type Product } from '$lib/domain/catalogue/catalogue';
import { problemsOf, toDrafts, type FormValues } from './draft';
import type { ListedSerial } from './take-text';
import { unitsOf } from '$lib/work/units';

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

const tracking = { serialAbsence: null, serialRequired: false, lotShown: true, lotRequired: false };
const elsewhere = { ...location, id: 'l-2', code: 'B-01' };
const [piece, box] = unitsOf({
  ...product,
  packs: [{ unit: 'boîte de 12', quantityMicros: 12_000_000, gtin: null }]
});

const listed = (serial: string, lot: string | null = null): ListedSerial => ({
  key: serial,
  serial,
  lot,
  container: null,
  capture: 'wedge',
  rawScan: `]C0${serial}`
});

const values: FormValues = {
  container: null,
  kind: 'receipt',
  product,
  productHint: null,
  tracking,
  serial: 'SN-1',
  list: [],
  lot: '',
  quantity: '1',
  unit: piece,
  from: null,
  to: location,
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
  operator: { id: '018f0000-0000-7000-8000-000000000001', name: 'Léa' }
};

const draftsOf = (change: Partial<FormValues>) => {
  const result = toDrafts({ ...values, ...change }, context);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.drafts;
};

const draftOf = (change: Partial<FormValues>) => {
  const [draft, ...more] = draftsOf(change);
  if (!draft || more.length > 0) throw new Error('not one draft');
  return draft;
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
    const draft = draftOf({ kind: 'shipment', from: location, to: elsewhere });
    expect(draft.fromLocationId).toBe('l-1');
    expect(draft.toLocationId).toBeUndefined();
  });

  test.each([
    ['transfer', 'l-1', 'l-2'],
    ['transfer-departure', 'l-1', 'l-2'],
    ['transfer-arrival', undefined, 'l-2'],
    ['quarantine', 'l-1', undefined]
  ] as const)('%s is made from %s to %s', (kind, fromId, toId) => {
    const draft = draftOf({ kind, from: location, to: elsewhere });
    expect([draft.fromLocationId, draft.toLocationId]).toEqual([fromId, toId]);
  });

  test('many serials are as many movements, each as it was read and with its own lot', () => {
    const drafts = draftsOf({ serial: '', list: [listed('A1', 'L-9'), listed('A2')], lot: 'L-1' });
    expect(
      drafts.map(({ serial, lot, quantityMicros, capture, rawScan }) => [
        serial,
        lot,
        quantityMicros,
        capture,
        rawScan
      ])
    ).toEqual([
      ['A1', 'L-9', 1_000_000, 'wedge', ']C0A1'],
      ['A2', 'L-1', 1_000_000, 'wedge', ']C0A2']
    ]);
  });

  test('three boxes of twelve are thirty-six of the unit', () => {
    if (!box) throw new Error('no box');
    expect(draftOf({ serial: '', quantity: '3', unit: box }).quantityMicros).toBe(36_000_000);
  });

  test('where serials are not asked for, one that was scanned before is left out', () => {
    const off = { ...tracking, serialAbsence: 'tracked-by-quantity' as const };
    const draft = draftOf({ tracking: off, quantity: '4' });
    expect(draft.serial).toBeUndefined();
    expect(draft.quantityMicros).toBe(4_000_000);
  });

  test('a quantity is not put in quarantine, and what moves within names no partner', () => {
    const partner = { id: 'c-1', code: 'C', name: 'C', roles: ['customer' as const], archived: false };
    expect(draftOf({ condition: 'quarantine' }).condition).toBe('quarantine');
    expect(draftOf({ condition: 'quarantine', serial: '' }).condition).toBeUndefined();
    expect(draftOf({ partner }).partnerId).toBe('c-1');
    expect(draftOf({ kind: 'transfer', to: location, partner }).partnerId).toBeUndefined();
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
    [{ serial: '', tracking: { ...tracking, serialRequired: true } }, { serial: 'serial-missing' }],
    [{ serial: '', quantity: '0' }, { quantity: 'quantity-bad' }],
    [{ date: '2026-02-30' }, { date: 'date-bad' }],
    [{ date: '' }, { date: 'date-bad' }],
    [{ lot: 'l'.repeat(65) }, { lot: 'lot-too-long' }],
    [{ tracking: { ...tracking, lotRequired: true } }, { lot: 'lot-missing' }],
    [{ kind: 'transfer', to: null }, { to: 'to-missing' }],
    [{ kind: 'transfer', from: location, to: location }, { to: 'same-place' }],
    [{ kind: 'transfer', serial: '' }, { from: 'from-missing' }],
    [{ label: 'l'.repeat(501) }, { label: 'label-too-long' }],
    [{ document: 'd'.repeat(81) }, { document: 'document-too-long' }]
  ] satisfies [Partial<FormValues>, object][])('%j is told beside its field', (change, problems) => {
    expect(problemsOf({ ...values, ...change })).toEqual(problems);
  });

  test('labels that say the lot themselves need no field for it', () => {
    const lots = { serial: '', tracking: { ...tracking, lotRequired: true } };
    expect(problemsOf({ ...values, ...lots, list: [listed('A1', 'L-1')] })).toEqual({});
    expect(problemsOf({ ...values, ...lots, list: [listed('A1', 'L-1'), listed('A2')] })).toEqual({
      lot: 'lot-missing'
    });
  });
});

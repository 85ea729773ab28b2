import { expect, test } from 'vitest';
import { plainProduct } from '$lib/domain/catalogue/catalogue';
import { readProduct, valuesOf, type ProductValues } from './product-draft';

const full = plainProduct({
  id: 'p-1',
  code: 'P-1',
  label: 'Écran',
  gtins: ['09521234000013', '00000096385074'],
  packs: [{ unit: 'boîte', quantityMicros: 12_000_000, gtin: '19521234000010' }],
  serialPattern: { source: 'learned', prefix: 'SN', lengths: [8, 10], alphabet: 'digits' },
  unitCostMicros: 12_500_000,
  alertMicros: 0,
  components: [{ productId: 'p-2', quantityMicros: 500_000 }]
});

const filled = (fields: Partial<ProductValues>): ProductValues => ({
  ...valuesOf(full, ',', 'pièce'),
  ...fields
});
const faultsOf = (fields: Partial<ProductValues>) =>
  readProduct('p-1', filled(fields)).faults.map(({ field, code }) => `${field}: ${code}`);

test.each([',', '.'] as const)('a product comes out of the form as it went in, decimals with %j', (sign) => {
  expect(readProduct('p-1', valuesOf(full, sign, 'pièce'))).toEqual({ product: full, faults: [] });
});

test('GTINs are shown as they stand on labels', () => {
  expect(valuesOf(full, ',', 'pièce').gtins).toBe('9521234000013\n96385074');
});

test('a new product is empty but for its unit', () => {
  expect(valuesOf(null, ',', 'pièce')).toMatchObject({ code: '', label: '', unit: 'pièce', packs: [] });
});

test.each([
  ['code: missing', { code: '  ' }],
  ['label: too-long', { label: 'x'.repeat(201) }],
  ['gtins: gtin', { gtins: '9521234000014' }],
  ['packs: number', { packs: [{ unit: 'box', quantity: 'douze', gtin: '' }] }],
  ['packs: missing', { packs: [{ unit: '', quantity: '12', gtin: '' }] }],
  ['unitCostMicros: number', { unitCost: '-3' }],
  ['components: missing', { components: [{ productId: '', quantity: '1' }] }],
  ['components: number', { components: [{ productId: 'p-2', quantity: '0' }] }],
  [
    'serialPattern: lengths',
    { pattern: { source: 'set' as const, prefix: '', lengths: '8, x', alphabet: 'any' as const } }
  ]
])('says %s', (fault, fields) => {
  expect(faultsOf(fields)).toEqual([fault]);
});

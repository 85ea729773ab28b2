import { expect, test } from 'vitest';
import { testDocument, testLine } from '../../../../tests/factories/documents.ts';
import { proposeNumber, readDraft, toDraft } from './document-draft.ts';

const kept = { id: 'document-1', openedAt: 9, product: () => undefined };

test('a document shown and read back is the same', () => {
  const documents = [
    testDocument(),
    testDocument({ expectedOn: '2026-03-02', note: 'Quai 2', lines: [testLine({ units: 2.5, lot: 'L1' })] }),
    testDocument({
      type: 'count',
      blind: true,
      scope: { siteId: 'site-1', locationId: null, productId: null }
    })
  ];
  for (const seen of documents) {
    const draft = toDraft(seen, { type: 'pick', number: 'other' });
    expect(readDraft(draft, { ...kept, seen })).toEqual({ document: seen, faults: [] });
  }
});

test('serials are pasted or written as a range, and say how many there are', () => {
  const fresh = toDraft(null, { type: 'receipt', number: 'BR-1' });
  const draft = {
    ...fresh,
    lines: [{ id: 1, productId: 'p', quantity: '', lot: '', serials: 'A, B\nSN08-SN10' }]
  };
  const { document, faults } = readDraft(draft, { ...kept, seen: null });
  expect(faults).toEqual([]);
  expect(document.lines).toEqual([
    testLine({ productId: 'p', units: 5, serials: ['A', 'B', 'SN08', 'SN09', 'SN10'] })
  ]);
});

test('lines into which nothing was typed are none; every fault is told with its line', () => {
  const fresh = toDraft(null, { type: 'pick', number: ' ' });
  const blank = fresh.lines[0] ?? { id: 1, productId: null, quantity: '', lot: '', serials: '' };
  const bad = { ...blank, id: 2, quantity: '-1', lot: 'x'.repeat(65), serials: 'A'.repeat(200) };
  const draft = { ...fresh, expectedOn: '2026-02-31', note: 'n'.repeat(501), lines: [blank, bad] };
  const { document, faults } = readDraft(draft, { ...kept, seen: null });
  expect(document.lines).toHaveLength(1);
  expect(faults.map(({ field, code, line }) => `${line ?? ''} ${field}: ${code}`)).toEqual([
    '1 productId: product-missing',
    '1 serials: serial-bad',
    '1 quantity: quantity-bad',
    '1 lot: text-too-long',
    ' number: number-missing',
    ' note: text-too-long',
    ' expectedOn: date-bad'
  ]);
});

test('the next number follows the highest of its type, backorders included', () => {
  const known = ['BR-9', 'BR-12-R3', 'BR-x', 'CDE-40'].map((number) => testDocument({ number }));
  expect(proposeNumber('receipt', known)).toBe('BR-13');
  expect(proposeNumber('count', known)).toBe('INV-1');
});

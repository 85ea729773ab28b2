import { describe, expect, test } from 'vitest';
import { assemble, gs1, GTIN, serialsOf, SSCC } from './testing/label-case.ts';

describe('labels with the number of a pallet', () => {
  test('an SSCC names the pallet, whatever stands beside it', () => {
    expect(assemble([`]C100${SSCC}`, 'ROUTE-7', `]C102${GTIN}3712`])).toMatchObject({
      kind: 'sscc',
      sscc: SSCC
    });
  });

  test('two pallets are none: which one is meant is not known', () => {
    expect(assemble([`]C100${SSCC}`, ']C100376000100000000027'])).toEqual({ kind: 'nothing', problems: [] });
  });

  test('an SSCC on a label that declares a serial does not hide it', () => {
    expect(serialsOf(assemble([`]C100${SSCC}`, gs1(GTIN, 'A1')]))).toBe('A1');
  });

  test('a piece carries the pallet that its label names, and none where it names two', () => {
    expect(assemble([`]C100${SSCC}`, gs1(GTIN, 'A1')])).toMatchObject({ kind: 'one', scan: { sscc: SSCC } });
    const two = assemble([`]C100${SSCC}`, ']C100376000100000000027', gs1(GTIN, 'A1')]);
    expect(two.kind === 'one' && two.scan).not.toHaveProperty('sscc');
  });

  test.each([
    ['declared', [gs1(GTIN, 'A1'), gs1(GTIN, 'A2'), gs1(GTIN, 'A3')]],
    ['bare', ['5CG0001AAA', '5CG0002AAA', '5CG0003AAA', '5CG0004AAA', '5CG0005AAA']]
  ])('a sheet of %s pieces with an SSCC is a sheet, and each piece carries the pallet', (_, texts) => {
    const sheet = assemble([...texts, `]C100${SSCC}`]);
    expect(sheet.kind).toBe('many');
    const scans = sheet.kind === 'many' ? sheet.offered.map(({ scan }) => scan.sscc) : [];
    expect(scans).toEqual(texts.map(() => SSCC));
  });
});

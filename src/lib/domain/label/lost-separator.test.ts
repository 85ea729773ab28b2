import { describe, expect, test } from 'vitest';
import { choiceFrom } from './assemble-label.ts';
import { assemble, gs1, GTIN, knowing, laptopPattern as pattern, serialsOf } from './testing/label-case.ts';

const LOST = gs1(GTIN, '5CG1234ABC17271231');

describe('a serial that may have swallowed its neighbour', () => {
  test('is a question with both readings, and they are never two pieces', () => {
    expect(assemble([LOST])).toMatchObject({ kind: 'ask', reason: 'separator-lost', mayBeAll: false });
    expect(serialsOf(assemble([LOST]))).toEqual({ ask: ['5CG1234ABC17271231', '5CG1234ABC'] });
  });

  test('is settled by the pattern of the product', () => {
    expect(serialsOf(assemble([LOST], knowing({ pattern })))).toBe('5CG1234ABC');
    const long = { ...pattern, lengths: [18] };
    expect(serialsOf(assemble([LOST], knowing({ pattern: long })))).toBe('5CG1234ABC17271231');
  });

  test('is settled by another symbol of the label', () => {
    expect(serialsOf(assemble([LOST, 'S/N: 5CG1234ABC']))).toBe('5CG1234ABC');
    expect(serialsOf(assemble([LOST, '5cg1234abc']))).toBe('5CG1234ABC');
  });

  test('is settled by what was answered about a label like it', () => {
    const asked = assemble([LOST]);
    if (asked.kind !== 'ask') throw new Error('not asked');
    const shorter = asked.offered.find(({ serial }) => serial === '5CG1234ABC');
    const choice = shorter ? choiceFrom(asked, shorter) : null;
    const choices = choice ? [choice] : [];
    expect(serialsOf(assemble([gs1(GTIN, '5CG9999XYZ17280101')], knowing({ choices })))).toBe('5CG9999XYZ');
  });

  test('is not ticked on a sheet', () => {
    const sheet = [LOST, gs1(GTIN, '5CG1111AAA'), gs1(GTIN, '5CG2222BBB'), gs1(GTIN, '5CG3333CCC')];
    expect(serialsOf(assemble(sheet))).toEqual({
      ticked: ['5CG1111AAA', '5CG2222BBB', '5CG3333CCC']
    });
  });

  test('leaves nothing ticked on a sheet of such codes, unless the pattern settles them', () => {
    const sheet = [LOST, gs1(GTIN, '5CG1111AAA17271231'), gs1(GTIN, '5CG2222BBB17271231')];
    expect(serialsOf(assemble(sheet))).toEqual({ ticked: [] });
    expect(assemble(sheet, knowing({ pattern }))).toMatchObject({
      kind: 'many',
      offered: ['5CG1234ABC', '5CG1111AAA', '5CG2222BBB'].map((serial) => ({ serial, ticked: true }))
    });
  });

  test('a serial whose end is nothing of the kind is no question', () => {
    expect(serialsOf(assemble([gs1(GTIN, '5CG1234ABC17271331')]))).toBe('5CG1234ABC17271331');
  });
});

test('a lot that may have swallowed the serial is left out', () => {
  expect(assemble([`]d201${GTIN}10LOT21SN1`])).toEqual({
    kind: 'one',
    scan: { productId: 'laptop', gtin: GTIN }
  });
});

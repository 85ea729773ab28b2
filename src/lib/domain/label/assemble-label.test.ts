import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseScan } from '../barcode/parse-scan.ts';
import type { SerialPattern } from '../serial/serial-pattern.ts';
import type { LabelAssembly } from './assemble-label.ts';
import {
  assemble,
  gs1,
  GTIN,
  knowing,
  laptopPattern as pattern,
  OTHER,
  REPLACED,
  serialsOf,
  SSCC,
  STRANGER
} from './testing/label-case.ts';

describe('the codes of one label become one scan', () => {
  test('one GS1 symbol gives product, serial, lot and expiry', () => {
    expect(assemble([`]d201${GTIN}1727123110L1\u001d21SN-0001`])).toEqual({
      kind: 'one',
      scan: { productId: 'laptop', gtin: GTIN, serial: 'SN-0001', lot: 'L1', expiry: '2027-12-31' }
    });
  });

  test('GS1 split over linear codes', () => {
    expect(assemble([`]C101${GTIN}`, ']C121SN-0001', ']C110L1'])).toEqual({
      kind: 'one',
      scan: { productId: 'laptop', gtin: GTIN, serial: 'SN-0001', lot: 'L1' }
    });
  });

  test('a carton label with data identifiers', () => {
    expect(assemble(['P5412345', 'S1234567', 'Q12', 'ORDER-77'])).toEqual({
      kind: 'one',
      scan: { productId: 'laptop', partNumber: '5412345', serial: '1234567', quantity: 12 }
    });
  });

  test('a GTIN that nobody knows is kept as it is', () => {
    expect(assemble([gs1(STRANGER, 'A1')])).toEqual({
      kind: 'one',
      scan: { productId: null, gtin: STRANGER, serial: 'A1' }
    });
  });

  test('a GTIN beside one bare code: that is the serial', () => {
    expect(assemble([']E09501234567891', '5CG1234ABC'])).toMatchObject({
      kind: 'one',
      scan: { productId: 'laptop', serial: '5CG1234ABC' }
    });
  });

  test('a bare code that is the product’s own code, its GTIN, its lot or a shelf is not the serial', () => {
    const others = [
      'LAPTOP-15',
      ']C09501234567891',
      '(01)09501234567891',
      `]C0${GTIN}`,
      'Lot: AB77',
      'AB77',
      'LOC-A-01'
    ];
    expect(serialsOf(assemble([...others, 'X-1']))).toBe('X-1');
    expect(serialsOf(assemble(others))).toBe('none');
  });

  test('a field on which the codes disagree is left out', () => {
    const assembly = assemble([gs1(GTIN, 'A1'), 'Lot: L1', 'Lot: L2']);
    expect(assembly).toEqual({ kind: 'one', scan: { productId: 'laptop', gtin: GTIN, serial: 'A1' } });
  });

  test('a declared serial may be the same as the lot', () => {
    expect(serialsOf(assemble(['S/N: AB77', 'Lot: AB77']))).toBe('AB77');
  });

  test('eight digits are a product where one has them as its GTIN, and else what they are', () => {
    const digits = (text: string) => ({ text, symbology: 'Code128' });
    expect(assemble([digits('96385074')])).toEqual({ kind: 'one', scan: { productId: 'battery' } });
    expect(assemble([digits('96385074'), 'X-1'])).toMatchObject({
      scan: { productId: 'battery', serial: 'X-1' }
    });
    expect(serialsOf(assemble([digits('12345670')]))).toBe('12345670');
  });

  test('a code on its own is taken for what it says', () => {
    expect(serialsOf(assemble(['5CG1234ABC']))).toBe('5CG1234ABC');
    expect(serialsOf(assemble([GTIN]))).toBe('none');
    expect(assemble(['LAPTOP-15'])).toEqual({ kind: 'one', scan: { productId: 'laptop' } });
  });
});

describe('which code is the serial', () => {
  test('a declared one goes before bare codes and a MAC address', () => {
    expect(serialsOf(assemble(['S/N: 5CG1234ABC', 'HELLO-7', '00:1B:44:11:3A:B7', 'LAPTOP-15']))).toBe(
      '5CG1234ABC'
    );
    expect(serialsOf(assemble([gs1(GTIN, 'A1'), 'HELLO-7', '490154203237518']))).toBe('A1');
  });

  test('between a printed S/N and an IMEI a person decides', () => {
    expect(serialsOf(assemble(['S/N: C02ABC', 'IMEI: 490154203237518']))).toEqual({
      ask: ['C02ABC', '490154203237518']
    });
  });

  test('the pattern of the product decides', () => {
    const labels = ['LAPTOP-15', 'PN-99-AB', '5CG1234ABC'];
    expect(serialsOf(assemble(labels, knowing({ pattern })))).toBe('5CG1234ABC');
    expect(serialsOf(assemble(labels))).toEqual({ ask: ['PN-99-AB', '5CG1234ABC'] });
  });

  test('the pattern decides between two declared ones, too', () => {
    const labels = ['LAPTOP-15', 'S/N: 5CG1234ABC', 'Serial: BAT-1'];
    expect(serialsOf(assemble(labels, knowing({ pattern })))).toBe('5CG1234ABC');
    expect(assemble(labels)).toMatchObject({ kind: 'ask', reason: 'several', mayBeAll: true });
  });

  test('the pattern decides whether an S is a data identifier or part of the serial', () => {
    const withS: SerialPattern = { source: 'set', lengths: [8], prefix: 'S', alphabet: 'digits' };
    const without: SerialPattern = { source: 'set', lengths: [7], prefix: '', alphabet: 'digits' };
    expect(serialsOf(assemble(['LAPTOP-15', 'S1234567']))).toBe('1234567');
    expect(serialsOf(assemble(['LAPTOP-15', 'S1234567'], knowing({ pattern: withS })))).toBe('S1234567');
    expect(serialsOf(assemble(['LAPTOP-15', 'S1234567'], knowing({ pattern: without })))).toBe('1234567');
    const both: SerialPattern = {
      source: 'set',
      lengths: [7, 8],
      prefix: '',
      alphabet: 'upper-alphanumeric'
    };
    expect(serialsOf(assemble(['LAPTOP-15', 'S1234567'], knowing({ pattern: both })))).toBe('1234567');
    const printed = ['P5412345', 'S1234567', 'Q12'];
    expect(serialsOf(assemble(printed, knowing({ pattern: withS })))).toBe('S1234567');
    expect(serialsOf(assemble(['LAPTOP-15', 'S/N: S1234567'], knowing({ pattern: without })))).toBe(
      'S1234567'
    );
  });

  test('the last code left is not taken when it does not look like the product’s serials', () => {
    expect(assemble(['LAPTOP-15', 'PN-99-AB'], knowing({ pattern }))).toMatchObject({
      kind: 'ask',
      reason: 'unlikely',
      offered: [{ serial: 'PN-99-AB' }]
    });
  });

  test('a declared one is taken even then: the form tells that it is unusual', () => {
    expect(serialsOf(assemble(['LAPTOP-15', 'S/N: BAT-1'], knowing({ pattern })))).toBe('BAT-1');
  });

  test('the same serial in two symbols is one', () => {
    expect(assemble([gs1(GTIN, 'A1'), `]C101${GTIN}21A1`, 'a1', 'S/N: A1'])).toMatchObject({
      kind: 'one',
      scan: { serial: 'A1' }
    });
    expect(serialsOf(assemble([gs1(GTIN, 'A1'), 'S/N: a1'], knowing({ exactCase: true })))).toEqual({
      ask: ['A1', 'a1']
    });
  });

  test('with two products in the frame a serial of neither’s own symbol is a question', () => {
    expect(assemble([`]C101${GTIN}`, `]C101${OTHER}`, ']C121A1'])).toMatchObject({
      kind: 'ask',
      reason: 'several-products',
      scan: { productId: null },
      layout: null
    });
    const strangers = [`]C101${STRANGER}`, ']C10104006381333948', ']C121A1'];
    expect(assemble(strangers)).toMatchObject({ kind: 'ask', reason: 'several-products' });
    expect(assemble([gs1(GTIN, 'A1'), `]C101${OTHER}`])).toMatchObject({
      kind: 'one',
      scan: { productId: 'laptop', gtin: GTIN, serial: 'A1' }
    });
  });
});

describe('a sheet of several pieces is offered ticked', () => {
  test('symbols that name product and serial, each with its own product', () => {
    const assembly = assemble([gs1(GTIN, 'A1'), gs1(GTIN, 'A2'), gs1(OTHER, 'B1'), 'ORDER-77']);
    expect(
      assembly.kind === 'many' && assembly.offered.map(({ scan, ticked }) => ({ ...scan, ticked }))
    ).toEqual([
      { productId: 'laptop', gtin: GTIN, serial: 'A1', ticked: true },
      { productId: 'laptop', gtin: GTIN, serial: 'A2', ticked: true },
      { productId: 'phone', gtin: OTHER, serial: 'B1', ticked: true },
      { productId: null, serial: 'ORDER-77', ticked: false }
    ]);
  });

  test('twenty declared serials under one product', () => {
    const serials = Array.from({ length: 20 }, (_, at) => `BAT-${String(at).padStart(3, '0')}`);
    const assembly = assemble(['LAPTOP-15', 'Lot: L1', ...serials.map((serial) => `S/N: ${serial}`)]);
    expect(serialsOf(assembly)).toEqual({ ticked: serials });
    expect(assembly.kind === 'many' && assembly.offered[7]?.scan).toEqual({
      productId: 'laptop',
      lot: 'L1',
      serial: 'BAT-007'
    });
  });

  test('serials of one two-dimensional code', () => {
    const message = '[)>\u001e06\u001d1P5412345\u001dSA1\u001dSA2\u001dSA3\u001e\u0004';
    expect(serialsOf(assemble([message]))).toEqual({ ticked: ['A1', 'A2', 'A3'] });
    expect(serialsOf(assemble(['SN: A1\nSN: A2\nSN: A3\nP/N: LAPTOP-15']))).toEqual({
      ticked: ['A1', 'A2', 'A3']
    });
  });

  test('two declared serials are a question that both may answer: a device and its part', () => {
    expect(assemble(['LAPTOP-15', 'S/N: A1', 'S/N: A2'])).toMatchObject({ kind: 'ask', mayBeAll: true });
  });

  test('a part number beside a bare serial is never taken with it', () => {
    expect(assemble(['LAPTOP-15', '5CG0001AAA', 'PN-99-AB'])).toMatchObject({ kind: 'ask', mayBeAll: false });
  });

  test('bare codes that fit the product are ticked, the others offered', () => {
    const texts = ['LAPTOP-15', '5CG0001AAA', '5CG0002AAA', '5CG0003AAA', 'ORDER-77'];
    expect(serialsOf(assemble(texts, knowing({ pattern })))).toEqual({
      ticked: ['5CG0001AAA', '5CG0002AAA', '5CG0003AAA']
    });
  });

  test('five bare codes written alike are a sheet, four are a question', () => {
    const alike = ['5CG0001AAA', '5CG0002AAA', '5CG0003AAA', '5CG0004AAA', '5CG0005AAA'];
    expect(serialsOf(assemble([...alike, 'ORDER-77']))).toEqual({ ticked: alike });
    expect(assemble(alike.slice(0, 4))).toMatchObject({ kind: 'ask', mayBeAll: true });
  });
});

describe('labels without a serial', () => {
  test('a shelf is a location; two of them are nothing', () => {
    expect(assemble(['LOC-A-01'])).toEqual({ kind: 'location', locationId: 'loc-a-01' });
    expect(assemble(['LOC-A-01', 'LOC-A-02'])).toMatchObject({ kind: 'nothing' });
  });

  test('a code that is wrong says why', () => {
    expect(assemble([']d20109501234567892'])).toMatchObject({
      kind: 'nothing',
      problems: [{ code: 'check-digit' }]
    });
    expect(assemble([])).toEqual({ kind: 'nothing', problems: [] });
  });
});

const pieces = fc.constantFrom(
  'LAPTOP-15',
  `]C101${GTIN}`,
  `]C101${OTHER}`,
  `]C101${REPLACED}`,
  gs1(GTIN, 'A1'),
  gs1(GTIN, 'A2'),
  ']C121A1',
  'S/N: 5CG1234ABC',
  'S/N: BAT-1',
  'S1234567',
  'P5412345',
  '5CG1234ABC',
  '5cg1234abc',
  '5CG9876XYZ',
  'PN-99-AB',
  '490154203237518',
  '00:1B:44:11:3A:B7',
  'LOC-A-01',
  'Lot: L1',
  `]C100${SSCC}`,
  ''
);

describe('for any codes in a frame', () => {
  const frames = fc.uniqueArray(pieces, { maxLength: 7 });
  const knowledges = fc.constantFrom(knowing(), knowing({ pattern }), knowing({ exactCase: true }));

  const canonical = (assembly: LabelAssembly): unknown =>
    'offered' in assembly
      ? { ...assembly, offered: [...assembly.offered].sort((a, b) => (a.serial < b.serial ? -1 : 1)) }
      : assembly.kind === 'nothing'
        ? assembly.kind
        : assembly;

  test('their order does not matter', () => {
    const twoOrders = frames.chain((texts) =>
      fc.tuple(fc.constant(texts), fc.shuffledSubarray(texts, { minLength: texts.length }))
    );
    fc.assert(
      fc.property(twoOrders, knowledges, ([texts, shuffled], knowledge) => {
        expect(canonical(assemble(shuffled, knowledge))).toEqual(canonical(assemble(texts, knowledge)));
      }),
      { numRuns: 500 }
    );
  });

  test('a serial is only ever what one of the codes says', () => {
    fc.assert(
      fc.property(frames, knowledges, (texts, knowledge) => {
        const said = texts.flatMap((text) => [text, parseScan(text).serial]);
        const assembly = assemble(texts, knowledge);
        if (assembly.kind === 'one') expect([...said, undefined]).toContain(assembly.scan.serial);
        if ('offered' in assembly) for (const { serial } of assembly.offered) expect(said).toContain(serial);
      })
    );
  });

  test('two different bare codes without pattern or answer are never settled', () => {
    const bare = fc.uniqueArray(fc.constantFrom('HELLO-7', '5CG1234ABC', 'PN-99-AB', 'X.1'), {
      minLength: 2
    });
    fc.assert(
      fc.property(bare, (texts) => {
        expect(assemble(['LAPTOP-15', ...texts]).kind).toBe('ask');
      })
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aiTable } from './gs1-ai-table.ts';
import { buildElementString } from './gs1-element-string.ts';
import { parseScan } from './parse-scan.ts';
import { elementOf, elementsArbitrary } from './testing/ai-value-arbitrary.ts';

const AIMS = fc.constantFrom(']C1', ']d2', ']Q3', ']e0', ']J1');

test.each([...aiTable().values()].map((spec) => [spec.ai, spec] as const))(
  'every right value of identifier %s is read back',
  (_, spec) => {
    fc.assert(
      fc.property(elementOf(spec), (element) => {
        const { elements, problems } = parseScan(`]d2${buildElementString([element])}`);
        expect({ elements, problems }).toEqual({ elements: [element], problems: [] });
      }),
      { numRuns: 20 }
    );
  }
);

describe('any right elements in any order', () => {
  test('come back as they were written', () => {
    fc.assert(
      fc.property(AIMS, elementsArbitrary, (aim, elements) => {
        const scan = parseScan(aim + buildElementString(elements));
        expect(scan.problems).toEqual([]);
        expect(scan.elements).toEqual(elements);
      }),
      { numRuns: 500 }
    );
  });

  test('come back with a separator everywhere, first and last too', () => {
    fc.assert(
      fc.property(elementsArbitrary, (elements) => {
        const text = elements.map(({ id, value }) => `\u001d${id}${value}\u001d`).join('');
        const scan = parseScan(`]d2${text}`);
        expect(scan.problems).toEqual([]);
        expect(scan.elements).toEqual(elements);
        expect(scan.notes).toContainEqual({ code: 'superfluous-separator' });
      })
    );
  });

  test('come back from a Data Matrix in an ISO 15434 envelope', () => {
    fc.assert(
      fc.property(elementsArbitrary, (elements) => {
        const scan = parseScan(`]d1[)>\u001e05\u001d${buildElementString(elements)}\u001e\u0004`);
        expect(scan.problems).toEqual([]);
        expect(scan.elements).toEqual(elements);
      })
    );
  });
});

const usual = fc.uniqueArray(
  fc.constantFrom(...['01', '10', '17', '21', '240'].flatMap((ai) => aiTable().get(ai) ?? [])),
  { minLength: 2, maxLength: 5, selector: ({ ai }) => ai }
);

test('a lost separator is never swallowed in silence', () => {
  fc.assert(
    fc.property(
      usual.chain((specs) => fc.tuple(...specs.map(elementOf))),
      (elements) => {
        const whole = buildElementString(elements);
        fc.pre(whole.includes('\u001d'));
        const { notes, problems } = parseScan(`]d2${whole.replaceAll('\u001d', '')}`);
        expect(notes.length + problems.length).toBeGreaterThan(0);
      }
    )
  );
});

test('a changed digit of a GTIN is always noticed, and nothing that follows is believed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const gtin = '09501234567891';
      const changed = Array.from(gtin, (digit, i) =>
        i === at ? String((Number(digit) + by) % 10) : digit
      ).join('');
      const scan = parseScan(`]d201${changed}21SN-1`);
      expect(scan).toMatchObject({ problems: [{ code: 'check-digit', id: '01', value: changed }] });
      expect([scan.gtin, scan.serial]).toEqual([undefined, undefined]);
    })
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gs1CheckPair, gtinCheckDigit, ibanValid } from './check-digits.ts';
import { aiTable, type AiPart, type AiSpec, type CharacterSet } from './gs1-ai-table.ts';
import { isCountryLetters, isCountryNumber, isCurrencyNumber, isPackageType } from './gs1-code-lists.ts';
import { buildElementString } from './gs1-element-string.ts';
import { parseScan } from './parse-scan.ts';
import type { ScanElement } from './scan.ts';

const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SETS: Record<CharacterSet, string> = {
  N: DIGITS,
  X: `!"%&'()*+,-./:;<=>?_${DIGITS}${UPPER}${UPPER.toLowerCase()}`,
  Y: `#-/${DIGITS}${UPPER}`,
  Z: `_-${DIGITS}${UPPER}${UPPER.toLowerCase()}`
};

const textOf = (set: CharacterSet, min: number, max: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...SETS[set]), minLength: min, maxLength: max });

const digits = (length: number): fc.Arbitrary<string> => textOf('N', length, length);

const number = (min: number, max: number, length: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((value) => String(value).padStart(length, '0'));

const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((all) => all.join(''));

const everyCode = (alphabet: string, length: number, isOne: (code: string) => boolean): string[] => {
  const longer = (stems: string[]): string[] =>
    stems.flatMap((stem) => Array.from(alphabet, (sign) => stem + sign));
  return Array.from({ length }).reduce<string[]>(longer, ['']).filter(isOne);
};

const monthAndDay = joined(number(1, 12, 2), number(1, 28, 2));
const hourAndMinute = joined(number(0, 23, 2), number(0, 59, 2));

const iban = fc.tuple(fc.constantFrom('FR', 'DE', 'GB'), digits(18)).map(([country, account]) => {
  const checks = Array.from({ length: 97 }, (_, i) => String(i + 2).padStart(2, '0'));
  const check = checks.find((two) => ibanValid(country + two + account)) ?? '';
  return country + check + account;
});

const pieceOfTotal = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })).map((two) =>
  two
    .sort((a, b) => a - b)
    .map((value) => String(value).padStart(2, '0'))
    .join('')
);

/** Values of components by the check that the table names, where drawing from the character set would seldom fit. */
const BY_CHECK: Record<string, fc.Arbitrary<string>> = {
  yymmdd: joined(digits(2), monthAndDay),
  yymmd0: joined(digits(2), number(1, 12, 2), number(0, 28, 2)),
  yyyymmdd: joined(number(1900, 2099, 4), monthAndDay),
  hhmi: hourAndMinute,
  hh: number(0, 23, 2),
  mi: number(0, 59, 2),
  ss: number(0, 59, 2),
  iso3166: fc.constantFrom(...everyCode(DIGITS, 3, isCountryNumber)),
  iso3166999: fc.constantFrom('999', ...everyCode(DIGITS, 3, isCountryNumber)),
  iso3166alpha2: fc.constantFrom(...everyCode(UPPER, 2, isCountryLetters)),
  iso4217: fc.constantFrom(...everyCode(DIGITS, 3, isCurrencyNumber)),
  packagetype: fc.constantFrom(...everyCode(DIGITS + UPPER, 2, isPackageType), '8', 'APE'),
  iso5218: fc.constantFrom('0', '1', '2', '9'),
  mediatype: fc.oneof(number(1, 10, 2), number(80, 99, 2)),
  pieceoftotal: pieceOfTotal,
  posinseqslash: fc.constantFrom('1/1', '1/2', '2/9'),
  latitude: number(0, 1_800_000_000, 10),
  longitude: number(0, 3_600_000_000, 10),
  importeridx: fc.constantFrom('-', '_', 'A', 'z', '0'),
  winding: fc.constantFrom('0', '1', '9'),
  yesno: fc.constantFrom('0', '1'),
  zero: fc.constant('0'),
  hyphen: fc.constant('-'),
  iban,
  couponcode: fc.constantFrom(
    '012345612345611110123',
    '0123456123456111101231011012311234567',
    '0123456123456111101231011012341234567890'
  ),
  couponposoffer: fc.constantFrom(
    '001234561234560123456',
    '101234561234560123456',
    '00123456123456512345678901'
  )
};

function withCheck(part: AiPart): fc.Arbitrary<string> | null {
  const { checks, max } = part;
  if (checks.includes('csum')) return digits(max - 1).map((body) => body + gtinCheckDigit(body));
  if (checks.includes('csumalpha')) {
    return joined(digits(4), textOf('X', 1, 10), fc.constant('x')).map(
      (body) => body + (gs1CheckPair(body) ?? '')
    );
  }
  if (checks.includes('gcppos1')) return joined(digits(4), textOf(part.set, 0, max - 4));
  if (checks.includes('nonzero')) return number(1, 10 ** max - 1, max);
  if (checks.includes('nozeroprefix')) return number(1, 999_999_999, 1);
  if (checks.includes('pcenc'))
    return textOf(part.set, part.min, max).map((text) => text.replaceAll('%', 'p'));
  return null;
}

function valueOf(part: AiPart): fc.Arbitrary<string> {
  const named = part.checks.map((check) => BY_CHECK[check]).find((arbitrary) => arbitrary !== undefined);
  return named ?? withCheck(part) ?? textOf(part.set, part.min, part.max);
}

/** A right value: mandatory components, then as many optional ones as drawn. */
function aiValue(spec: AiSpec): fc.Arbitrary<string> {
  const optional = spec.parts.filter((part) => part.optional).length;
  return fc
    .tuple(fc.tuple(...spec.parts.map(valueOf)), fc.nat(optional))
    .map(([values, taken]) => values.slice(0, spec.parts.length - optional + taken).join(''));
}

/** A right element of this identifier. */
const elementOf = (spec: AiSpec): fc.Arbitrary<ScanElement> =>
  aiValue(spec).map((value) => ({ id: spec.ai, value }));

/** Any right elements, no identifier twice. */
const elementsArbitrary: fc.Arbitrary<ScanElement[]> = fc
  .uniqueArray(fc.constantFrom(...aiTable().values()), {
    minLength: 1,
    maxLength: 6,
    selector: ({ ai }) => ai
  })
  .chain((specs) => fc.tuple(...specs.map(elementOf)));

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

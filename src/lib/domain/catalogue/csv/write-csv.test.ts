import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainProduct, type Location, type Partner, type Product, type Site } from '../catalogue.ts';
import { normaliseGtin } from '../../barcode/gtin.ts';
import { gtinCheckDigit } from '../../barcode/check-digits.ts';
import type { CsvLocale } from './csv-cells.ts';
import { importLocations } from './import-locations.ts';
import { importProducts } from './import-products.ts';
import { locationFields, toLocationRow } from './location-csv.ts';
import { importPartners, partnerFields, toPartnerRow } from './partner-csv.ts';
import { productFields, toProductRow } from './product-csv.ts';
import { readCsv } from './read-csv.ts';
import { countingIds, fileOf, valueOf } from './testing/csv-case.ts';
import { writeCsv } from './write-csv.ts';

const locales = fc.constantFrom<CsvLocale>('fr', 'en');

/** Texts as people and attackers put into catalogues: trimmed and printable. */
const nasty = (maxLength: number) =>
  fc
    .array(fc.constantFrom('=', '+', '-', '@', "'", '"', ';', ',', '0', '1', 'E', '/', 'é', 'a', ' ', '=1'), {
      minLength: 1,
      maxLength
    })
    .map((parts) => parts.join('').trim().slice(0, maxLength).trim())
    .filter((text) => text !== '');

const codes = fc.uniqueArray(
  nasty(12).filter((code) => !/^\d[.,]\d+E\+?\d+$/i.test(code)),
  { minLength: 1, maxLength: 5, selector: (code) => code.toLowerCase() }
);
const micros = fc.option(fc.nat(10 ** 12), { nil: null });
const gtins = fc.uniqueArray(
  fc.nat(999_999).map((number) => {
    const body = String(number).padStart(12, '0');
    return normaliseGtin(body + gtinCheckDigit(body)) ?? '';
  }),
  { maxLength: 3 }
);

describe('a written file', () => {
  test('begins with the mark that Excel needs, and speaks its language', () => {
    const rows = [
      toProductRow(plainProduct({ id: 'x', code: 'A', label: 'A', unitCostMicros: 1_500_000 }), () => null)
    ];
    const [french, english] = (['fr', 'en'] as const).map((locale) => writeCsv(productFields, rows, locale));
    expect(french).toMatch(/^\ufeffCode;Libellé;GTIN;.*\r\nA;A;;.*;n° de série;jamais;non;1,5;/);
    expect(english).toMatch(/^\ufeffCode,Label,GTIN,.*\r\nA,A,,.*,serial,never,no,1\.5,/);
  });

  test('a number stays one, below zero too', () => {
    const row = { code: 'A', amount: -1_500_000 };
    const fields = {
      code: { cell: partnerFields.code.cell, heading: { fr: 'Code', en: 'Code' } },
      amount: { cell: productFields.unitCostMicros.cell, heading: { fr: 'Valeur', en: 'Value' } }
    };
    expect(writeCsv<{ code: string; amount: number | null }>(fields, [row], 'fr')).toContain(
      '\r\nA;-1,5\r\n'
    );
  });

  test('a text that looks like a decimal is quoted where it holds the separator', () => {
    const row = { code: 'A', name: '1,5', role: 'both' as const, archived: false };
    expect(writeCsv(partnerFields, [row], 'en')).toContain('\r\nA,"1,5",');
  });

  test('holds no cell that a spreadsheet runs, whatever stands in the catalogue', () => {
    fc.assert(
      fc.property(nasty(20), nasty(20), locales, (code, name, locale) => {
        const text = writeCsv(
          partnerFields,
          [{ code, name, role: 'both' as const, archived: false }],
          locale
        );
        const read = readCsv(text);
        const cells = read.ok ? read.value.lines.flatMap((line) => line.cells) : ['='];
        for (const cell of cells) {
          expect(/^[=+\-@\t\r\n]/.test(cell) && !/^="(?:[^"]|"")*"$/.test(cell)).toBe(false);
        }
      })
    );
  });
});

describe('what was exported can be imported without a change', () => {
  const products = fc
    .tuple(codes, fc.infiniteStream(fc.tuple(nasty(30), micros, micros, fc.boolean())), gtins)
    .map(([list, stream, numbers]): Product[] =>
      list.map((code, at) => {
        const [label, unitCostMicros, quantity, flag] = stream.next().value ?? ['x', null, null, false];
        return plainProduct({
          id: `p${at}`,
          code,
          label,
          unitCostMicros,
          maximumMicros: quantity,
          exactCase: flag,
          tracking: flag ? 'lot-and-serial' : 'none',
          serialRequired: flag ? 'both' : 'exit',
          gtins: at === 0 ? numbers : [],
          packs: flag ? [{ unit: 'boîte', quantityMicros: 12_500_000, gtin: null }] : [],
          components:
            at > 0 && flag && !code.includes('|') ? [{ productId: 'p0', quantityMicros: 500_000 }] : []
        });
      })
    );

  test('products', () => {
    fc.assert(
      fc.property(products, locales, (existing, locale) => {
        const codeOf = (id: string) => existing.find((one) => one.id === id)?.code ?? null;
        const text = writeCsv(
          productFields,
          existing.map((one) => toProductRow(one, codeOf)),
          locale
        );
        const result = importProducts({ ...fileOf(productFields, text), existing, newId: countingIds() });
        expect(valueOf(result).map(({ entity, change }) => ({ entity, change }))).toEqual(
          existing.map((entity) => ({ entity, change: 'same' }))
        );
      })
    );
  });

  test('locations', () => {
    const sites: Site[] = [{ id: 's', code: '0001', name: 'S', timeZone: 'Europe/Paris', archived: false }];
    fc.assert(
      fc.property(codes, nasty(20), locales, (list, barcode, locale) => {
        const existing = list.map((code, at): Location => {
          const parentId = at === 0 ? null : 'l0';
          return {
            id: `l${at}`,
            siteId: 's',
            parentId,
            code,
            name: code,
            barcode: at === 0 ? barcode : null,
            archived: at > 2
          };
        });
        const rows = existing.map((one) => toLocationRow(one, { sites, locations: existing }));
        const file = fileOf(locationFields, writeCsv(locationFields, rows, locale));
        const imported = valueOf(importLocations({ ...file, existing, sites, newId: countingIds() }));
        expect(imported.map(({ entity }) => entity)).toEqual(existing);
        expect(imported.every(({ change }) => change === 'same')).toBe(true);
      })
    );
  });

  test('partners', () => {
    const roles = fc.constantFrom<Partner['roles']>(['supplier'], ['customer'], ['supplier', 'customer']);
    fc.assert(
      fc.property(codes, nasty(30), roles, locales, (list, name, role, locale) => {
        const existing = list.map((code, at): Partner => ({
          id: `t${at}`,
          code,
          name,
          roles: role,
          archived: at > 1
        }));
        const file = fileOf(partnerFields, writeCsv(partnerFields, existing.map(toPartnerRow), locale));
        const imported = valueOf(importPartners({ ...file, existing, newId: countingIds() }));
        expect(imported.map(({ entity }) => entity)).toEqual(existing);
        expect(imported.every(({ change }) => change === 'same')).toBe(true);
      })
    );
  });
});

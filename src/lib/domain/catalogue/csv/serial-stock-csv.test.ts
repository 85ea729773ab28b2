import { describe, expect, test } from 'vitest';
import { plainProduct, type Location, type Site } from '../catalogue.ts';
import {
  importSerialStock,
  serialStockExportFields,
  serialStockFields,
  type SerialStockExportRow
} from './serial-stock-csv.ts';
import { faultsOf, fileOf, valueOf } from './testing/csv-case.ts';
import { writeCsv } from './write-csv.ts';

const products = [
  plainProduct({ id: 'router', code: 'RT-100', label: 'Routeur', gtins: ['03760001000016'] }),
  plainProduct({ id: 'exact', code: 'EX', label: 'Exact', exactCase: true }),
  plainProduct({ id: 'screw', code: 'VIS', label: 'Vis', tracking: 'none' })
];
const site = (id: string): Site => ({
  id,
  code: id.toUpperCase(),
  name: id,
  timeZone: 'Europe/Paris',
  archived: false
});
const place = (id: string, siteId: string, code: string, barcode: string | null = null): Location => ({
  id,
  siteId,
  parentId: null,
  code,
  name: code,
  barcode,
  archived: false
});
const locations = [
  place('p1', 'par', 'A-01', 'LOC-1'),
  place('l1', 'lyo', 'A-01'),
  place('p2', 'par', 'B-02')
];
const known = { products, locations, sites: [site('par'), site('lyo')] };

const importing = (text: string) => importSerialStock({ ...fileOf(serialStockFields, text), ...known });

describe('importing a list of serials', () => {
  test('products are known by code or GTIN, places by code or barcode', () => {
    const text =
      'article;n° de série;lot;emplacement\nrt-100;0001;L1;B-02\n3760001000016;2-3;;loc-1\nEX;abc;;\n';
    expect(valueOf(importing(text))).toEqual([
      { line: 2, productId: 'router', serial: '0001', serialKey: '0001', lot: 'L1', locationId: 'p2' },
      { line: 3, productId: 'router', serial: '2-3', serialKey: '2-3', lot: null, locationId: 'p1' },
      { line: 4, productId: 'exact', serial: 'abc', serialKey: 'abc', lot: null, locationId: null }
    ]);
  });

  test('a code that two sites use needs its site', () => {
    const text = (siteCode: string) => `article;sn;dépôt;emplacement\nRT-100;A1;${siteCode};A-01\n`;
    expect(valueOf(importing(text('LYO')))[0]?.locationId).toBe('l1');
    expect(faultsOf(importing(text('')))).toEqual(['2 location location-ambiguous A-01']);
    expect(faultsOf(importing(text('NICE')))).toEqual(['2 site site-unknown NICE']);
  });

  test('takes nothing when one line is wrong, and tells all that is', () => {
    const text = [
      'product,serial,location',
      'NONE,A1,B-02',
      'VIS,A1,B-02',
      'RT-100,,B-02',
      'RT-100,3.76E+12,B-02',
      'RT-100,A1,Z-99',
      'RT-100,A2,',
      'RT-100,a2,',
      'EX,A2,',
      'EX,a2,'
    ].join('\n');
    expect(faultsOf(importing(text))).toEqual([
      '2 product product-unknown NONE',
      '3 product serial-not-tracked VIS',
      '4 serial value-missing',
      '5 serial number-lost 3.76E+12',
      '6 location location-unknown Z-99',
      '8 serial line-twice'
    ]);
  });
});

describe('the exported list of serials', () => {
  const row = (serial: string): SerialStockExportRow => ({
    product: 'RT-100',
    label: '=1+1;"x"',
    serial,
    lot: null,
    status: 'En stock',
    condition: 'Disponible',
    site: 'PAR',
    location: 'B-02',
    since: '2026-03-02'
  });

  test('keeps serials as text and runs nothing', () => {
    expect(writeCsv(serialStockExportFields, [row('0001')], 'fr')).toBe(
      '\ufeffArticle;Libellé;N° de série;Lot;Statut;État;Dépôt;Emplacement;Depuis\r\n' +
        'RT-100;"\'=1+1;""x""";"=""0001""";;En stock;Disponible;PAR;B-02;2026-03-02\r\n'
    );
  });

  test('can be imported again, in either language', () => {
    const serials = ['0001', '2-3', '1E5', 'MARS1', "'=x", '=cmd|x', 'a;b', 'x"y', '5CG-1'];
    for (const locale of ['fr', 'en'] as const) {
      const lines = valueOf(importing(writeCsv(serialStockExportFields, serials.map(row), locale)));
      expect(lines.map(({ serial }) => serial)).toEqual(serials);
    }
  });
});

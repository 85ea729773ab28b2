import { describe, expect, test } from 'vitest';
import type { Location, Site } from '../catalogue.ts';
import { importLocations } from './import-locations.ts';
import { locationFields } from './location-csv.ts';
import { countingIds, faultsOf, fileOf, valueOf } from './testing/csv-case.ts';

const paris: Site = { id: 'paris', code: 'PAR', name: 'Paris', timeZone: 'Europe/Paris', archived: false };
const lyon: Site = { id: 'lyon', code: 'LYO', name: 'Lyon', timeZone: 'Europe/Paris', archived: false };

const place = (over: Partial<Location>): Location => ({
  id: 'a-01',
  siteId: 'paris',
  parentId: null,
  code: 'A-01',
  name: 'A-01',
  barcode: null,
  archived: false,
  ...over
});

const existing = [place({}), place({ id: 'lyon-a-01', siteId: 'lyon', barcode: 'LOC-1' })];

const importing = (text: string, sites = [paris, lyon]) =>
  importLocations({ ...fileOf(locationFields, text), existing, sites, newId: countingIds() });

describe('importing locations', () => {
  test('known ones are found by site and code, new ones are named by their code', () => {
    const imported = valueOf(importing('dépôt;code;code-barres\npar;a-01;LOC-7\nLyon;B-02;\n'));
    expect(imported).toEqual([
      { line: 2, change: 'changed', entity: place({ code: 'a-01', barcode: 'LOC-7' }) },
      { line: 3, change: 'new', entity: place({ id: 'new-1', siteId: 'lyon', code: 'B-02', name: 'B-02' }) }
    ]);
  });

  test('the site may be left out where there is only one', () => {
    expect(valueOf(importing('code\nB-02\n', [paris]))[0]?.entity.siteId).toBe('paris');
    expect(faultsOf(importing('code\nB-02\n'))).toEqual(['2 site value-missing']);
  });

  test('a location stands in one of its own site, of the same file too, in any order', () => {
    const imported = valueOf(importing('dépôt;code;dans\nPAR;A-01-1;ALLÉE\nPAR;ALLÉE;A-01\nPAR;B;\n'));
    expect(imported.map(({ entity }) => entity.parentId)).toEqual(['new-2', 'a-01', null]);
  });

  test('takes nothing when one line is wrong, and tells all that is', () => {
    const text = [
      'dépôt;code;dans;code-barres',
      'NICE;A;;',
      'PAR;B;NULLE-PART;',
      'PAR;C;D;',
      'PAR;D;C;',
      'PAR;E;E;',
      'PAR;F;;LOC-1',
      'LYO;G;;',
      'lyo;g;;'
    ].join('\n');
    expect(faultsOf(importing(text))).toEqual([
      '2 site site-unknown NICE',
      '3 parent parent-unknown NULLE-PART',
      '4 parent parent-circle C',
      '5 parent parent-circle D',
      '6 parent parent-circle E',
      '7 barcode barcode-taken LOC-1',
      '9 code line-twice'
    ]);
  });

  test('a location beside a circle of others is not blamed for it', () => {
    const text = 'dépôt;code;dans\nPAR;C;D\nPAR;D;C\nPAR;X;C\n';
    expect(faultsOf(importing(text))).toEqual(['2 parent parent-circle C', '3 parent parent-circle D']);
  });
});

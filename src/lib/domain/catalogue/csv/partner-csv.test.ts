import { describe, expect, test } from 'vitest';
import type { Partner } from '../catalogue.ts';
import { importPartners, partnerFields } from './partner-csv.ts';
import { countingIds, faultsOf, fileOf, valueOf } from './testing/csv-case.ts';

const known: Partner = {
  id: 'p1',
  code: 'ACME',
  name: 'Acme',
  roles: ['customer', 'supplier'],
  archived: false
};

const importing = (text: string) =>
  importPartners({ ...fileOf(partnerFields, text), existing: [known], newId: countingIds() });

describe('importing partners', () => {
  test('new ones need a name and a role', () => {
    expect(valueOf(importing('code,name,role\nZED,Zed,vendor\n'))).toEqual([
      {
        line: 2,
        change: 'new',
        entity: { id: 'new-1', code: 'ZED', name: 'Zed', roles: ['supplier'], archived: false }
      }
    ]);
    expect(faultsOf(importing('code;nom\nZED;\n'))).toEqual(['2 name value-missing', '2 role value-missing']);
  });

  test('known ones keep what the file does not say', () => {
    expect(valueOf(importing('code;rôle\nacme;client\n'))[0]).toMatchObject({
      change: 'changed',
      entity: { id: 'p1', name: 'Acme', roles: ['customer'] }
    });
    expect(valueOf(importing('code;rôle\nACME;les deux\n'))[0]).toEqual({
      line: 2,
      change: 'same',
      entity: known
    });
  });

  test('one code on two lines is refused, with the line where it stood first', () => {
    const result = importing('code;nom;rôle\nA;A;client\nB;B;client\na;A;client\n');
    expect(result).toEqual({
      ok: false,
      errors: [{ code: 'line-twice', line: 4, field: 'code', otherLine: 2 }]
    });
  });
});

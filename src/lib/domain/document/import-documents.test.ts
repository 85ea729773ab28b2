import { expect, test } from 'vitest';
import { testCatalogue } from '../../../../tests/factories/catalogue.ts';
import { testDocument, testLine } from '../../../../tests/factories/documents.ts';
import { mapColumns } from '../catalogue/csv/csv-fields.ts';
import { readCsv } from '../catalogue/csv/read-csv.ts';
import { documentFields } from './document-csv.ts';
import type { Document } from './document.ts';
import { importDocuments } from './import-documents.ts';

function read(text: string, existing: Document[] = []) {
  const table = readCsv(text);
  if (!table.ok) throw new Error('no table');
  let made = 0;
  return importDocuments({
    table: table.value,
    mapping: mapColumns(documentFields, table.value.headings),
    newId: () => `new-${++made}`,
    existing,
    known: testCatalogue,
    now: 9
  });
}

const errorsOf = (result: ReturnType<typeof read>) =>
  result.ok ? [] : result.errors.map(({ line, field, code }) => `${line} ${field ?? ''}: ${code}`);

test('several lines of one number are one document, each a line of it', () => {
  const result = read(
    'Numéro;Type;Fournisseur;Vers;Date prévue;Article;Quantité;Numéros de série\n' +
      'BR-1;réception;F1;loc-1;02/03/2026;P-1;2;SN-1 | SN-2\n' +
      'BR-2;préparation;;;;p-2;3;\n' +
      'br-1;;;;;P-2;;A,B'
  );
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  expect(result.value).toEqual([
    {
      line: 2,
      change: 'new',
      entity: testDocument({
        id: 'new-1',
        openedAt: 9,
        expectedOn: '2026-03-02',
        lines: [
          testLine({ units: 2, serials: ['SN-1', 'SN-2'] }),
          testLine({ id: 2, productId: 'product-2', units: 2, serials: ['A', 'B'] })
        ]
      })
    },
    {
      line: 3,
      change: 'new',
      entity: testDocument({
        id: 'new-2',
        number: 'BR-2',
        type: 'pick',
        partnerId: null,
        toLocationId: null,
        openedAt: 9,
        lines: [testLine({ productId: 'product-2', units: 3 })]
      })
    }
  ]);
});

test('a file that says what is known changes nothing; its lines replace those of an open document', () => {
  const known = testDocument();
  const same = read('Number,Product,Quantity,Serials\nbr-1,P-1,2,SN-1|SN-2', [known]);
  expect(same).toMatchObject({ ok: true, value: [{ change: 'same', entity: known }] });
  const other = read('Number,Product,Quantity\nBR-1,P-2,5', [known]);
  expect(other).toMatchObject({
    ok: true,
    value: [{ change: 'changed', entity: { id: known.id, lines: [{ productId: 'product-2' }] } }]
  });
});

test('a count looks at the location that it names', () => {
  expect(read('Number,Type,From\nINV-1,count,LOC-2')).toMatchObject({
    ok: true,
    value: [{ entity: { type: 'count', scope: { locationId: 'loc-2' }, fromLocationId: null, lines: [] } }]
  });
});

test('every fault of every line is told, and nothing is taken', () => {
  const result = read(
    'Numéro;Type;Tiers;Depuis;Date;Article;Quantité;Série\n' +
      'A;réception;nobody;;31/02/2026;P-1;1;\n' +
      'A;préparation;;;;nothing;1;\n' +
      'B;inventaire;;;;;;\n' +
      'C;transfert;;nowhere;;P-1;0,5;\n' +
      'D;;;;;P-1;1;X\n' +
      'E;réception;;;;;4;\n' +
      'F;réception;;;;P-1;1;X|Y\n' +
      'Z;réception;;;;P-1;1;',
    [testDocument({ number: 'Z', state: 'closed' })]
  );
  expect(errorsOf(result)).toEqual([
    '2 expectedOn: date-invalid',
    '2 partner: partner-unknown',
    '3 type: document-contradicts',
    '3 product: product-unknown',
    '4 from: value-missing',
    '5 from: location-unknown',
    '5 serials: number-invalid',
    '6 type: value-missing',
    '7 product: value-missing',
    '8 serials: serials-too-many',
    '9 number: document-closed'
  ]);
});

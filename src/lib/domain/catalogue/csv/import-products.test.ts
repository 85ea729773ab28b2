import { describe, expect, test } from 'vitest';
import { plainProduct, type Product } from '../catalogue.ts';
import { productSchema } from '../catalogue-schemas.ts';
import { importProducts } from './import-products.ts';
import { productFields } from './product-csv.ts';
import { countingIds, faultsOf, fileOf, valueOf } from './testing/csv-case.ts';

const router = plainProduct({ id: 'router', code: 'RT-100', label: 'Routeur', gtins: ['03760001000016'] });
const screw = plainProduct({
  id: 'screw',
  code: 'VIS',
  label: 'Vis',
  tracking: 'none',
  alertMicros: 5_000_000
});

const importing = (text: string, existing: Product[] = [router, screw]) =>
  importProducts({ ...fileOf(productFields, text), existing, newId: countingIds() });

describe('importing products', () => {
  test('makes new ones, with what a product is when nothing is said', () => {
    expect(valueOf(importing('code;libellé;suivi;coût\nEC-24;Écran;lot;99,90\n'))).toEqual([
      {
        line: 2,
        change: 'new',
        entity: plainProduct({
          id: 'new-1',
          code: 'EC-24',
          label: 'Écran',
          tracking: 'lot',
          unitCostMicros: 99_900_000
        })
      }
    ]);
  });

  test('changes known ones by their code in any case, and leaves what the file does not say', () => {
    const [imported] = valueOf(importing('code;stock de sécurité\nvis;2\n'));
    expect(imported).toMatchObject({
      change: 'changed',
      entity: { ...screw, code: 'vis', securityMicros: 2_000_000 }
    });
  });

  test('an empty cell empties what may be empty, and leaves what may not', () => {
    const [imported] = valueOf(importing('code;libellé;stock d’alerte;gtin;unité\nVIS;;;;\n'));
    expect(imported?.entity).toEqual({ ...screw, alertMicros: null });
  });

  test('says when nothing changes', () => {
    expect(valueOf(importing('code;libellé\nRT-100;Routeur\n'))[0]?.change).toBe('same');
  });

  test('components may be products of the same file, in any order', () => {
    const imported = valueOf(importing('code;libellé;composants\nPC;PC;CARTE:1 | vis:12\nCARTE;Carte;\n'));
    expect(imported[0]?.entity.components).toEqual([
      { productId: 'new-2', quantityMicros: 1_000_000 },
      { productId: 'screw', quantityMicros: 12_000_000 }
    ]);
    for (const { entity } of imported) expect(productSchema.safeParse(entity).success).toBe(true);
  });

  test('takes nothing when one line is wrong, and tells all that is', () => {
    const text = [
      'code;libellé;gtin;suivi;stock d’alerte;stock de sécurité;composants',
      'A;;;;;;',
      'B;B;3760001000016;;;;',
      'C;C;;série;2;5;',
      'D;D;;;;;RIEN:1',
      'E;E;;;;;F:1',
      'F;F;;;;;E:1',
      'G;G;;;;;VIS:1|vis:2',
      'H;H;;;;;',
      'h;H;;;;;'
    ].join('\n');
    expect(faultsOf(importing(text))).toEqual([
      '2 label value-missing',
      '3 gtins gtin-taken 03760001000016',
      '4 alertMicros levels-contradict',
      '5 components product-unknown RIEN',
      '6 components component-circle E → F → E',
      '7 components component-circle F → E → F',
      '8 components component-twice VIS',
      '10 code line-twice'
    ]);
  });

  test('a GTIN may move from one product of the file to another, but not stand on two', () => {
    const moved = 'code;libellé;gtin\nRT-100;Routeur;\nRT-200;Routeur 2;3760001000016\n';
    expect(valueOf(importing(moved)).map(({ entity }) => entity.gtins)).toEqual([[], ['03760001000016']]);
    const pack = 'code;libellé;conditionnements\nRT-200;Routeur 2;boîte:12:3760001000016\n';
    expect(faultsOf(importing(pack))).toEqual(['2 gtins gtin-taken 03760001000016']);
  });

  test('a product that holds more than is kept of one is refused', () => {
    const packs = Array.from({ length: 21 }, (_, at) => `p${at}:2`).join('|');
    expect(faultsOf(importing(`code;conditionnements\nVIS;${packs}\n`))).toEqual(['2 packs value-invalid']);
  });

  test('a component that is gone does not stand in the way of another change', () => {
    const kit = { ...screw, components: [{ productId: 'gone', quantityMicros: 1 }] };
    expect(valueOf(importing('code;libellé\nVIS;Kit\n', [kit]))[0]?.entity).toEqual({ ...kit, label: 'Kit' });
  });

  test('a product may not be given itself as a component', () => {
    expect(faultsOf(importing('code;composants\nVIS;VIS:1\n'))).toEqual([
      '2 components component-circle VIS → VIS'
    ]);
  });
});

import { gs1CheckDigitValid } from '../barcode/check-digits.ts';
import { levelProblems } from '../stock/alert-level.ts';
import { billProblems } from '../stock/bill-of-materials.ts';
import type { Product } from './catalogue.ts';
import { checkCodes } from './check-codes.ts';
import type { CatalogueProblem } from './problem.ts';

interface Numbered {
  gtin: string;
  field: 'gtins' | 'packs';
}

const numbersOf = ({ gtins, packs }: Product): Numbered[] => [
  ...gtins.map((gtin): Numbered => ({ gtin, field: 'gtins' })),
  ...packs.flatMap(({ gtin }): Numbered[] => (gtin === null ? [] : [{ gtin, field: 'packs' }]))
];

/** One GTIN names one product and one quantity: what is scanned must mean one thing. */
function checkGtins(changed: readonly Product[], all: readonly Product[]): CatalogueProblem[] {
  const holders = new Map<string, number>();
  for (const { gtin } of all.flatMap(numbersOf)) holders.set(gtin, (holders.get(gtin) ?? 0) + 1);
  return changed.flatMap((product) =>
    numbersOf(product).flatMap(({ gtin, field }): CatalogueProblem[] => {
      const about = { id: product.id, field, value: gtin };
      if (!gs1CheckDigitValid(gtin)) return [{ ...about, code: 'gtin-invalid' }];
      return (holders.get(gtin) ?? 0) > 1 ? [{ ...about, code: 'gtin-taken' }] : [];
    })
  );
}

function checkBill(product: Product, byId: ReadonlyMap<string, Product>): CatalogueProblem[] {
  const codeOf = (id: string): string => byId.get(id)?.code ?? id;
  return billProblems({
    productId: product.id,
    components: product.components,
    componentsOf: (id) => byId.get(id)?.components ?? null
  }).map((problem) => {
    const ids = problem.code === 'component-circle' ? problem.path : [problem.productId];
    return { id: product.id, code: problem.code, field: 'components', value: ids.map(codeOf).join(' → ') };
  });
}

function checkUnits({ id, unit, packs }: Product): CatalogueProblem[] {
  const names = [unit, ...packs.map((pack) => pack.unit)].map((name) => name.toLowerCase());
  const twice = packs.find((pack, place) => names.indexOf(pack.unit.toLowerCase()) !== place + 1);
  return twice ? [{ id, code: 'pack-twice', field: 'packs', value: twice.unit }] : [];
}

/**
 * What is wrong with products beside the shape of each.
 *
 * @param input.changed those to look at, as they would stand
 * @param input.all every product as it would stand afterwards, the changed ones included
 */
export function checkProducts(input: {
  changed: readonly Product[];
  all: readonly Product[];
}): CatalogueProblem[] {
  const { changed, all } = input;
  const byId = new Map(all.map((product) => [product.id, product]));
  return [
    ...checkCodes(input),
    ...checkGtins(changed, all),
    ...changed.flatMap((product): CatalogueProblem[] => [
      ...checkUnits(product),
      ...(levelProblems(product).length > 0
        ? [{ id: product.id, code: 'levels-contradict' as const, field: 'alertMicros' }]
        : []),
      ...checkBill(product, byId)
    ])
  ];
}

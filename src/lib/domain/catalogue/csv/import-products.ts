import { levelProblems } from '../../stock/alert-level.ts';
import { billProblems } from '../../stock/bill-of-materials.ts';
import { plainProduct, type Product } from '../catalogue.ts';
import { productSchema } from '../catalogue-schemas.ts';
import { wholeOrErrors, type CsvResult } from './csv-error.ts';
import { readLines, type ReadLine } from './csv-fields.ts';
import {
  changeOf,
  codeKey,
  Findings,
  refuseRepeats,
  type Imported,
  type ImportInput
} from './import-entities.ts';
import { productFields, type ProductRow } from './product-csv.ts';

interface Draft {
  line: number;
  entity: Product;
  before: Product | undefined;
  /** As the file names them; undefined where it says nothing. */
  components: ProductRow['components'] | undefined;
}

/** The product of a line: the known one with what the file says, or a new one. */
function draftOf(
  { line, row }: ReadLine<ProductRow>,
  before: Product | undefined,
  input: { newId: () => string; findings: Findings }
): Draft | null {
  const { components, code, ...said } = row;
  if (code === undefined) return null;
  if (before) return { line, before, components, entity: { ...before, ...said, code } };
  if (said.label === undefined) {
    input.findings.add('value-missing', { line, field: 'label' });
    return null;
  }
  const entity = plainProduct({ ...said, id: input.newId(), code, label: said.label });
  return { line, before, components, entity };
}

/** Names of components become products, known ones and those of the same file. */
function nameComponents(draft: Draft, byCode: ReadonlyMap<string, Product>, findings: Findings): void {
  if (!draft.components) return;
  const { line } = draft;
  draft.entity.components = draft.components.flatMap(({ name, quantityMicros }) => {
    const product = byCode.get(codeKey(name));
    if (!product) findings.add('product-unknown', { line, field: 'components', value: name });
    return product ? [{ productId: product.id, quantityMicros }] : [];
  });
}

function checkBill({ line, entity }: Draft, byId: ReadonlyMap<string, Product>, findings: Findings): void {
  const problems = billProblems({
    productId: entity.id,
    components: entity.components,
    componentsOf: (productId) => byId.get(productId)?.components ?? null
  });
  for (const problem of problems) {
    if (problem.code === 'component-unknown') continue;
    const ids = problem.code === 'component-circle' ? problem.path : [problem.productId];
    const value = ids.map((id) => byId.get(id)?.code ?? id).join(' → ');
    findings.add(problem.code, { line, field: 'components', value });
  }
}

const numbersOf = ({ gtins, packs }: Product): string[] => [
  ...gtins,
  ...packs.flatMap(({ gtin }) => (gtin === null ? [] : [gtin]))
];

/** One GTIN names one product: what is scanned must mean one thing. */
function checkGtins(drafts: readonly Draft[], all: readonly Product[], findings: Findings): void {
  const holders = new Map<string, string[]>();
  for (const product of all) {
    for (const gtin of numbersOf(product)) holders.set(gtin, [...(holders.get(gtin) ?? []), product.id]);
  }
  for (const { line, entity } of drafts) {
    for (const gtin of new Set(numbersOf(entity))) {
      if ((holders.get(gtin)?.length ?? 0) > 1)
        findings.add('gtin-taken', { line, field: 'gtins', value: gtin });
    }
  }
}

function checkOne({ line, entity }: Draft, findings: Findings): void {
  const [level] = levelProblems(entity);
  if (level) findings.add('levels-contradict', { line, field: 'alertMicros' });
  const parsed = productSchema.safeParse(entity);
  const field = parsed.error?.issues[0]?.path[0];
  if (!parsed.success)
    findings.add('value-invalid', { line, ...(field !== undefined && { field: String(field) }) });
}

/**
 * Reads products from a file, known ones by their code: either all of them, or
 * every fault of every line. Columns that are not there leave what is known as it
 * is; components may be products of the same file, in any order.
 *
 * @param input.existing all products, archived ones too
 */
export function importProducts(
  input: ImportInput<ProductRow> & { existing: readonly Product[] }
): CsvResult<Imported<Product>[]> {
  const { table, mapping, newId, existing } = input;
  const { lines, errors } = readLines(productFields, table, mapping);
  const findings = new Findings(errors);
  const known = new Map(existing.map((product) => [codeKey(product.code), product]));
  refuseRepeats(lines, ({ row }) => (row.code === undefined ? null : codeKey(row.code)), findings, 'code');
  const drafts = lines.flatMap((line) => {
    const before = known.get(codeKey(line.row.code ?? ''));
    return draftOf(line, before, { newId, findings }) ?? [];
  });
  const byCode = new Map(
    [...known.values(), ...drafts.map(({ entity }) => entity)].map((one) => [codeKey(one.code), one])
  );
  for (const draft of drafts) nameComponents(draft, byCode, findings);
  const byId = new Map([...byCode.values()].map((one) => [one.id, one]));
  for (const draft of drafts) {
    checkBill(draft, byId, findings);
    checkOne(draft, findings);
  }
  checkGtins(drafts, [...byId.values()], findings);
  const imported = drafts.map(({ line, entity, before }) => ({
    line,
    entity,
    change: changeOf(before, entity)
  }));
  return wholeOrErrors(imported, findings.errors);
}

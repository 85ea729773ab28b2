import type { Catalogue, Location, Product } from '../catalogue/catalogue.ts';
import { wholeOrErrors, type CsvErrorCode, type CsvResult } from '../catalogue/csv/csv-error.ts';
import { readLines, type ReadLine } from '../catalogue/csv/csv-fields.ts';
import {
  changeOf,
  codeKey,
  Findings,
  type Imported,
  type ImportInput
} from '../catalogue/csv/import-entities.ts';
import { MICROS_PER_UNIT } from '../quantity.ts';
import { checkDocument, documentCatalogue } from './check-documents.ts';
import { documentFields, type DocumentRow } from './document-csv.ts';
import { documentKey } from './document-key.ts';
import { documentSchema, type Document, type DocumentLine } from './document.ts';

type Line = ReadLine<DocumentRow>;
type Known = Omit<Catalogue, 'settings'>;

interface Input extends ImportInput<DocumentRow> {
  existing: readonly Document[];
  known: Known;
  /** When new documents are made, ms since the epoch. */
  now: number;
}

/** What holds for a whole document, wherever in the file it stands. */
const shared = ['type', 'partner', 'from', 'to', 'expectedOn', 'note'] as const;

/** Rows by their folded codes. */
class Codes {
  readonly products: ReadonlyMap<string, Product>;
  readonly partners: ReadonlyMap<string, { id: string }>;
  readonly #locations: readonly Location[];

  constructor({ products, partners, locations }: Known) {
    const byCode = <Row extends { code: string }>(rows: readonly Row[]) =>
      new Map(rows.map((row) => [codeKey(row.code), row]));
    this.products = byCode(products);
    this.partners = byCode(partners);
    this.#locations = locations;
  }

  location(code: string): { id: string } | CsvErrorCode {
    const [found, ...others] = this.#locations.filter((one) => codeKey(one.code) === codeKey(code));
    if (!found) return 'location-unknown';
    return others.length > 0 ? 'location-ambiguous' : found;
  }
}

/** What the lines of one document say of it; who says otherwise further down is at fault. */
function readShared(lines: readonly Line[], findings: Findings): Partial<DocumentRow> {
  const said: Partial<Record<(typeof shared)[number], string>> = {};
  for (const { line, row } of lines) {
    for (const field of shared) {
      const value = row[field];
      if (value === undefined) continue;
      if (said[field] !== undefined && said[field] !== value)
        findings.add('document-contradicts', { line, field, value });
      said[field] ??= value;
    }
  }
  return said as Partial<DocumentRow>;
}

/** One line of a document; null where the file says nothing of one, or something wrong. */
function readDocumentLine(
  { line, row }: Line,
  input: { id: number; codes: Codes; findings: Findings }
): DocumentLine | null {
  const { product: code, quantityMicros, lot = null, serials = [] } = row;
  const { codes, findings, id } = input;
  if (code === undefined) {
    if (quantityMicros !== undefined || serials.length > 0)
      findings.add('value-missing', { line, field: 'product' });
    return null;
  }
  const product = codes.products.get(codeKey(code));
  if (!product) findings.add('product-unknown', { line, field: 'product', value: code });
  const quantity = quantityMicros ?? serials.length * MICROS_PER_UNIT;
  if (quantity <= 0) findings.add('value-missing', { line, field: 'quantityMicros' });
  return product && quantity > 0
    ? { id, productId: product.id, quantityMicros: quantity, lot, serials }
    : null;
}

function namedId(
  code: string | undefined,
  where: { line: number; field: string },
  input: { find: (code: string) => { id: string } | CsvErrorCode; findings: Findings }
): string | null {
  if (code === undefined) return null;
  const found = input.find(code);
  if (typeof found !== 'string') return found.id;
  input.findings.add(found, { ...where, value: code });
  return null;
}

function documentOf(
  lines: readonly [Line, ...Line[]],
  before: Document | undefined,
  input: { codes: Codes; findings: Findings; newId: () => string; now: number }
): Imported<Document> | null {
  const [{ line, row }] = lines;
  const { codes, findings } = input;
  if (before && before.state !== 'open') {
    findings.add('document-closed', { line, field: 'number', value: before.number });
    return null;
  }
  const said = readShared(lines, findings);
  const type = said.type ?? before?.type;
  if (type === undefined) findings.add('value-missing', { line, field: 'type' });
  const place = (field: 'from' | 'to') =>
    namedId(said[field], { line, field }, { find: (code) => codes.location(code), findings });
  const partnerId = namedId(
    said.partner,
    { line, field: 'partner' },
    { find: (code) => codes.partners.get(codeKey(code)) ?? 'partner-unknown', findings }
  );
  const [from, to] = [place('from'), place('to')];
  const read = lines.flatMap((one, at) => readDocumentLine(one, { id: at + 1, codes, findings }) ?? []);
  if (type === undefined) return null;
  const isCount = type === 'count';
  const scope = isCount && from !== null ? { siteId: null, locationId: from, productId: null } : null;
  const entity: Document = {
    id: before?.id ?? input.newId(),
    number: before?.number ?? row.number?.trim() ?? '',
    type,
    state: 'open',
    partnerId: partnerId ?? before?.partnerId ?? null,
    fromLocationId: isCount ? null : (from ?? before?.fromLocationId ?? null),
    toLocationId: to ?? before?.toLocationId ?? null,
    scope: scope ?? before?.scope ?? null,
    blind: before?.blind ?? false,
    expectedOn: said.expectedOn ?? before?.expectedOn ?? null,
    assignedTo: before?.assignedTo ?? null,
    note: said.note ?? before?.note ?? '',
    openedAt: before?.openedAt ?? input.now,
    backorderOf: before?.backorderOf ?? null,
    lines: read.length > 0 ? read : (before?.lines ?? [])
  };
  return { line, entity, change: changeOf(before, entity) };
}

/** What the server would refuse, in the words of a file. */
const problemCodes: Partial<Record<string, CsvErrorCode>> = {
  'serials-too-many': 'serials-too-many',
  'serials-untracked': 'serial-not-tracked',
  'serial-twice': 'line-twice',
  'quantity-broken': 'number-invalid',
  'scope-missing': 'value-missing'
};

/**
 * Reads documents from a file, a line of it for each of their lines; lines with
 * the same number are one document. Either all of them, or every fault of every
 * line. What the file says of the lines of a known open document replaces them.
 */
export function importDocuments(input: Input): CsvResult<Imported<Document>[]> {
  const { table, mapping, newId, existing, known, now } = input;
  const { lines, errors } = readLines(documentFields, table, mapping);
  const findings = new Findings(errors);
  const codes = new Codes(known);
  const before = new Map(existing.map((document) => [documentKey(document.number), document]));
  const byNumber = Map.groupBy(lines, ({ row }) => documentKey(row.number ?? ''));
  byNumber.delete('');
  const imported = [...byNumber].flatMap(([key, [first, ...others]]) =>
    first ? (documentOf([first, ...others], before.get(key), { codes, findings, newId, now }) ?? []) : []
  );
  const catalogue = documentCatalogue(known);
  for (const { line, entity } of imported) {
    if (!documentSchema.safeParse(entity).success) findings.add('value-invalid', { line });
    for (const { code, field, value = '' } of checkDocument(entity, catalogue))
      findings.add(problemCodes[code] ?? 'value-invalid', {
        line,
        field: field === 'scope' ? 'from' : field === 'lines' ? 'serials' : field,
        value
      });
  }
  return wholeOrErrors(imported, findings.errors);
}

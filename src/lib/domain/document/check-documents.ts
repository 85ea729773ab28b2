import type { Catalogue, Product, TrackingMode } from '../catalogue/catalogue.ts';
import type { CatalogueProblem } from '../catalogue/problem.ts';
import { MICROS_PER_UNIT } from '../quantity.ts';
import { normaliseSerial, serialKey } from '../serial/serial-identity.ts';
import { documentKey } from './document-key.ts';
import type { Document, DocumentLine } from './document.ts';

/** What documents refer to. */
export interface DocumentCatalogue {
  products: ReadonlyMap<string, Product>;
  locationIds: ReadonlySet<string>;
  partnerIds: ReadonlySet<string>;
  siteIds: ReadonlySet<string>;
}

/** A catalogue by ids, made once for many documents. */
export function documentCatalogue({
  products,
  locations,
  partners,
  sites
}: Omit<Catalogue, 'settings'>): DocumentCatalogue {
  const idsOf = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id));
  return {
    products: new Map(products.map((product) => [product.id, product])),
    locationIds: idsOf(locations),
    partnerIds: idsOf(partners),
    siteIds: idsOf(sites)
  };
}

type Found = Omit<CatalogueProblem, 'id'>;

const isSerialised = (tracking: TrackingMode): boolean =>
  tracking === 'serial' || tracking === 'lot-and-serial';

function checkSerials(line: DocumentLine, product: Product, taken: Set<string>): Found[] {
  const { serials, quantityMicros } = line;
  const field = 'lines';
  if (serials.length > 0 && !isSerialised(product.tracking))
    return [{ code: 'serials-untracked', field, value: product.code }];
  if (serials.length * MICROS_PER_UNIT > quantityMicros)
    return [{ code: 'serials-too-many', field, value: product.code }];
  return serials.flatMap((serial): Found[] => {
    const normal = normaliseSerial(serial);
    if (!normal.ok) return [{ code: 'serial-unreadable', field, value: serial }];
    const key = `${product.id}/${serialKey(normal.serial, product)}`;
    if (taken.has(key)) return [{ code: 'serial-twice', field, value: serial }];
    taken.add(key);
    return [];
  });
}

function checkLines({ lines }: Document, { products }: DocumentCatalogue): Found[] {
  const ids = new Set<number>();
  const taken = new Set<string>();
  return lines.flatMap((line): Found[] => {
    const field = 'lines';
    if (ids.has(line.id)) return [{ code: 'line-twice', field, value: String(line.id) }];
    ids.add(line.id);
    const product = products.get(line.productId);
    if (!product) return [{ code: 'product-unknown', field, value: line.productId }];
    if (isSerialised(product.tracking) && line.quantityMicros % MICROS_PER_UNIT !== 0)
      return [{ code: 'quantity-broken', field, value: product.code }];
    return checkSerials(line, product, taken);
  });
}

function checkPlaces(document: Document, { locationIds, partnerIds }: DocumentCatalogue): Found[] {
  const { partnerId, fromLocationId, toLocationId, type } = document;
  const found: Found[] = [];
  if (partnerId !== null && !partnerIds.has(partnerId))
    found.push({ code: 'partner-unknown', field: 'partnerId', value: partnerId });
  for (const [field, id] of Object.entries({ fromLocationId, toLocationId })) {
    if (id !== null && !locationIds.has(id)) found.push({ code: 'location-unknown', field, value: id });
  }
  if (type === 'transfer' && fromLocationId !== null && fromLocationId === toLocationId)
    found.push({ code: 'places-equal', field: 'toLocationId' });
  return found;
}

function checkScope({ type, scope }: Document, catalogue: DocumentCatalogue): Found[] {
  if (type !== 'count') return scope === null ? [] : [{ code: 'scope-unused', field: 'scope' }];
  const { siteId = null, locationId = null, productId = null } = scope ?? {};
  const field = 'scope';
  if (siteId === null && locationId === null && productId === null) return [{ code: 'scope-missing', field }];
  if (siteId !== null && !catalogue.siteIds.has(siteId))
    return [{ code: 'location-unknown', field, value: siteId }];
  if (locationId !== null && !catalogue.locationIds.has(locationId))
    return [{ code: 'location-unknown', field, value: locationId }];
  return productId !== null && !catalogue.products.has(productId)
    ? [{ code: 'product-unknown', field, value: productId }]
    : [];
}

/** What is wrong with a document by itself: what it names must exist, and its serials must fit their lines. */
export function checkDocument(document: Document, catalogue: DocumentCatalogue): CatalogueProblem[] {
  return [
    ...checkPlaces(document, catalogue),
    ...checkScope(document, catalogue),
    ...checkLines(document, catalogue)
  ].map((problem) => ({ id: document.id, ...problem }));
}

/** How a document stands among the others and in the work. */
export interface DocumentUse {
  /** Another one has the number. */
  isTaken: (document: Document) => boolean;
  /** Movements name the number that it had. */
  isNamed: boolean;
  /** Somebody works on it. */
  isWorkedOn: boolean;
}

/**
 * What of an edit is not allowed: a document keeps its type, and its number once
 * movements name it; an edit opens and cancels, and never closes.
 *
 * @param input.seen how it stood; null for a new one
 */
export function checkDocumentEdit(input: {
  document: Document;
  seen: Document | null;
  use: DocumentUse;
}): CatalogueProblem[] {
  const { document, seen, use } = input;
  const { id, number, state } = document;
  const problems: CatalogueProblem[] = [];
  if (use.isTaken(document)) problems.push({ id, code: 'number-taken', field: 'number', value: number });
  if (seen && documentKey(seen.number) !== documentKey(number) && use.isNamed)
    problems.push({ id, code: 'number-in-use', field: 'number', value: seen.number });
  if (seen && seen.type !== document.type) problems.push({ id, code: 'type-fixed', field: 'type' });
  const isClosing = state === 'closed' || seen?.state === 'closed';
  if (isClosing || (!seen && state !== 'open'))
    problems.push({ id, code: 'state-fixed', field: 'state', value: number });
  if (state === 'cancelled' && use.isWorkedOn)
    problems.push({ id, code: 'work-open', field: 'state', value: number });
  return problems;
}

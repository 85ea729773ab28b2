import { places } from './places';

const withQuery = (path: string, query: Record<string, string | undefined>): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
};

/** A serial's page. In the query, where `.`, `..`, `/`, `?` and `#` are letters like any other. */
export const serialLink = (identity: { productId: string; serialKey: string }): string =>
  withQuery(places.serial, { article: identity.productId, serie: identity.serialKey });

/** The stock of one product, place by place. */
export const stockDetailLink = ({ productId }: { productId: string }): string =>
  withQuery(places.stockDetail, { article: productId });

/** The stock of everything, or of one place with those inside it. */
export const stockStateLink = ({ locationId }: { locationId?: string } = {}): string =>
  withQuery(places.stockState, { emplacement: locationId });

export const serialsLink = (text?: string): string => withQuery(places.serials, { q: text });

/** The list of serials with the text and the filters that are sought in it. */
export const serialSearchLink = (sought: Record<string, string>): string => withQuery(places.serials, sought);

interface Prefill {
  productId?: string;
  serial?: string;
  locationId?: string;
  /** The kind of movement, where the page offers several. */
  kind?: string;
  /** The number of the document that it belongs to. */
  document?: string;
}

const prefilled = (path: string, { productId, serial, locationId, kind }: Prefill): string =>
  withQuery(path, { article: productId, serie: serial, emplacement: locationId, type: kind });

export const entryLink = (prefill: Prefill = {}): string => prefilled(places.entry, prefill);
export const exitLink = (prefill: Prefill = {}): string => prefilled(places.exit, prefill);
export const transferLink = (prefill: Prefill = {}): string => prefilled(places.transfer, prefill);
export const conditionLink = (prefill: Prefill = {}): string => prefilled(places.condition, prefill);

/** What a movement page was asked to begin with. */
export function readPrefill(url: URL): Prefill {
  const prefill: Prefill = {};
  const names = ['article', 'serie', 'emplacement', 'type', 'liaison'];
  const [productId, serial, locationId, kind, document] = names.map((name) => url.searchParams.get(name));
  if (productId) prefill.productId = productId;
  if (serial) prefill.serial = serial;
  if (locationId) prefill.locationId = locationId;
  if (kind) prefill.kind = kind;
  if (document) prefill.document = document;
  return prefill;
}

export const productLink = (id?: string): string => withQuery(places.product, { article: id });
export const partnerLink = (id?: string): string => withQuery(places.partner, { tiers: id });
export const siteLink = (id?: string): string => withQuery(places.site, { depot: id });
export const locationLink = (id: string): string => withQuery(places.location, { emplacement: id });

/** A new location begins in a site, and perhaps inside another. */
export const newLocationLink = (start: { siteId: string; parentId?: string }): string =>
  withQuery(places.location, { depot: start.siteId, dans: start.parentId });

/** A document; a new one without an id. */
export const documentLink = (id?: string): string => withQuery(places.document, { piece: id });

/** The form of a document. */
export const documentEditLink = (id: string): string =>
  withQuery(places.document, { piece: id, modifier: 'oui' });

/** The list of open documents of one type. */
export const documentsLink = (filter: { type?: string; mine?: boolean } = {}): string =>
  withQuery(places.documents, { type: filter.type, moi: filter.mine ? 'oui' : undefined });

/** What the list of documents was asked to begin with. */
export const readDocumentFilter = (url: URL): { type: string | null; mine: boolean } => ({
  type: url.searchParams.get('type'),
  mine: url.searchParams.has('moi')
});

const taskPlaces = {
  receipt: places.receive,
  pick: places.pick,
  count: places.counts
} as const;

/** The screen on which a document is worked on. A transfer is made on its form, scan by scan. */
export function taskLink(task: {
  type: keyof typeof taskPlaces | 'transfer';
  id: string;
  number?: string;
}): string {
  if (task.type === 'transfer') return withQuery(places.transfer, { liaison: task.number });
  return withQuery(taskPlaces[task.type], { piece: task.id });
}

/** Receiving without an expected document. */
export const freeReceiptLink = (): string => withQuery(places.receive, { libre: '1' });

/** Shipping without an order. */
export const freeShipmentLink = (): string => withQuery(places.pick, { libre: '1' });

const importKinds = {
  articles: 'products',
  emplacements: 'locations',
  tiers: 'partners',
  pieces: 'documents'
} as const;

type ImportKind = (typeof importKinds)[keyof typeof importKinds];

export function importLink(kind: ImportKind): string {
  const [name] = Object.entries(importKinds).find(([, one]) => one === kind) ?? [];
  return withQuery(places.import, { quoi: name });
}

/** What a page was asked to import; products unless it says so. */
export function readImportKind(url: URL): ImportKind {
  const asked = url.searchParams.get('quoi');
  return asked === 'emplacements' || asked === 'tiers' || asked === 'pieces'
    ? importKinds[asked]
    : 'products';
}

/** What a count has shown. */
export const countResultLink = ({ id }: { id: string }): string =>
  withQuery(places.countResult, { piece: id });

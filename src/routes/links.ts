import { places } from './places';

const withQuery = (path: string, query: Record<string, string | undefined>): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
};

/** A serial's page. In the query, where `.`, `..`, `/`, `?` and `#` are letters like any other. */
export const serialLink = (identity: { productId: string; serialKey: string }): string =>
  withQuery(places.serial, { article: identity.productId, serie: identity.serialKey });

export const serialsLink = (text?: string): string => withQuery(places.serials, { q: text });

interface Prefill {
  productId?: string;
  serial?: string;
  locationId?: string;
}

const prefilled = (path: string, { productId, serial, locationId }: Prefill): string =>
  withQuery(path, { article: productId, serie: serial, emplacement: locationId });

export const entryLink = (prefill: Prefill = {}): string => prefilled(places.entry, prefill);
export const exitLink = (prefill: Prefill = {}): string => prefilled(places.exit, prefill);

/** What a movement page was asked to begin with. */
export function readPrefill(url: URL): Prefill {
  const prefill: Prefill = {};
  const [productId, serial, locationId] = ['article', 'serie', 'emplacement'].map((name) =>
    url.searchParams.get(name)
  );
  if (productId) prefill.productId = productId;
  if (serial) prefill.serial = serial;
  if (locationId) prefill.locationId = locationId;
  return prefill;
}

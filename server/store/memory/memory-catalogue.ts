import {
  defaultSettings,
  type Catalogue,
  type Settings
} from '../../../src/lib/domain/catalogue/catalogue.ts';
import type { Change } from '../../../src/lib/protocol/pull.ts';
import type { CatalogueEntries } from '../catalogue-entries.ts';
import { compareCodePoints } from '../key-order.ts';

interface Placed<T> {
  seq: number;
  entry: T;
}

type Entities = Omit<Catalogue, 'settings'>;

const entriesOf = <T>(placed: ReadonlyMap<string, Placed<T>>): T[] =>
  [...placed.values()].map(({ entry }) => entry);

const sorted = <T extends { id: string }>(placed: ReadonlyMap<string, Placed<T>>): T[] =>
  entriesOf(placed).sort((a, b) => compareCodePoints(a.id, b.id));

/** The catalogue on maps, each entry with its place in the feed. */
export class MemoryCatalogue {
  readonly #sites = new Map<string, Placed<Entities['sites'][number]>>();
  readonly #locations = new Map<string, Placed<Entities['locations'][number]>>();
  readonly #products = new Map<string, Placed<Entities['products'][number]>>();
  readonly #partners = new Map<string, Placed<Entities['partners'][number]>>();
  readonly #nextSeq: () => number;
  #settings: Placed<Settings> | null = null;

  /** The feed is shared with the movements. */
  constructor(nextSeq: () => number) {
    this.#nextSeq = nextSeq;
  }

  get isEmpty(): boolean {
    return this.#sites.size === 0 && this.#products.size === 0;
  }

  /** Each list in the order of its ids. */
  get all(): Catalogue {
    return {
      sites: sorted(this.#sites),
      locations: sorted(this.#locations),
      products: sorted(this.#products),
      partners: sorted(this.#partners),
      settings: this.#settings?.entry ?? defaultSettings
    };
  }

  product(id: string): Entities['products'][number] | undefined {
    return this.#products.get(id)?.entry;
  }

  put(entries: CatalogueEntries): void {
    const place = <T>(entry: T): Placed<T> => ({ seq: this.#nextSeq(), entry: structuredClone(entry) });
    for (const site of entries.sites ?? []) this.#sites.set(site.id, place(site));
    for (const location of entries.locations ?? []) this.#locations.set(location.id, place(location));
    for (const product of entries.products ?? []) this.#products.set(product.id, place(product));
    for (const partner of entries.partners ?? []) this.#partners.set(partner.id, place(partner));
    if (entries.settings) this.#settings = place(entries.settings);
  }

  changesAfter(after: number): Change[] {
    const changes: Change[] = [
      ...[...this.#sites.values()].map(({ seq, entry: site }) => ({ type: 'site' as const, seq, site })),
      ...[...this.#locations.values()].map(({ seq, entry: location }) => ({
        type: 'location' as const,
        seq,
        location
      })),
      ...[...this.#products.values()].map(({ seq, entry: product }) => ({
        type: 'product' as const,
        seq,
        product
      })),
      ...[...this.#partners.values()].map(({ seq, entry: partner }) => ({
        type: 'partner' as const,
        seq,
        partner
      }))
    ];
    if (this.#settings)
      changes.push({ type: 'settings', seq: this.#settings.seq, settings: this.#settings.entry });
    return changes.filter(({ seq }) => seq > after);
  }
}

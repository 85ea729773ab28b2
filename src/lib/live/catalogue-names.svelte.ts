import { live } from '$lib/components/live.svelte';
import { visibleName } from '$lib/components/text/visible-text';
import type { DouchetteDatabase } from '$lib/db/database';
import type { Product } from '$lib/domain/catalogue/catalogue';

interface Names {
  products: Map<string, Product>;
  places: Map<string, string>;
  partners: Map<string, string>;
  sites: Map<string, string>;
}

/** Names for the ids that rows and movements carry; an id of another site's stays an id. */
export class CatalogueNames {
  readonly #names;

  /** Call it while a component starts. */
  constructor(db: DouchetteDatabase) {
    this.#names = live(() => async (): Promise<Names> => {
      const [products, locations, partners, sites] = await Promise.all([
        db.products.toArray(),
        db.locations.toArray(),
        db.partners.toArray(),
        db.sites.toArray()
      ]);
      return {
        products: new Map(products.map((product) => [product.id, product])),
        places: new Map(
          locations.map(({ id, code, name }) => [id, visibleName(code === name ? code : `${code} — ${name}`)])
        ),
        partners: new Map(partners.map(({ id, name }) => [id, visibleName(name)])),
        sites: new Map(sites.map(({ id, name }) => [id, visibleName(name)]))
      };
    });
  }

  get ready(): boolean {
    return this.#names.value !== undefined;
  }

  get products(): readonly Product[] {
    return [...(this.#names.value?.products.values() ?? [])];
  }

  /** Places with their names, in the order of these. */
  get places(): readonly { id: string; label: string }[] {
    const places = [...(this.#names.value?.places ?? [])].map(([id, label]) => ({ id, label }));
    return places.sort((a, b) => a.label.localeCompare(b.label));
  }

  product(id: string): Product | undefined {
    return this.#names.value?.products.get(id);
  }

  place(id: string): string {
    return this.#names.value?.places.get(id) ?? id;
  }

  site(id: string): string {
    return this.#names.value?.sites.get(id) ?? id;
  }

  partner(id: string): string {
    return this.#names.value?.partners.get(id) ?? id;
  }
}

import {
  admittedPlaces,
  placeOrder,
  productOrder,
  type SearchCatalogue
} from '../serial/search-catalogue.ts';
import { foldWords, type SearchWord } from '../serial/search-words.ts';
import type { SerialQuery } from '../serial/serial-query.ts';
import { compareCodePoints } from '../text/compare-code-points.ts';
import type { Dictionary } from './dictionary.ts';
import { TextColumn } from './text-column.ts';

/** Numbers that sort as some texts do. */
export interface Ranks {
  /** By the codes of a dictionary. */
  byCode: Float64Array;
  /** The texts themselves, each once, sorted: a rank is a place in here. */
  texts: readonly string[];
  /** The text that a code is sorted by. */
  textOf(code: number): string;
}

/** A catalogue made ready for many searches; another catalogue takes another one. */
export class CatalogueIndex {
  readonly #catalogue: SearchCatalogue;
  readonly #words = new TextColumn((text) => text);
  readonly #orders;
  readonly #exactCase: ReadonlySet<string>;
  readonly #ranks = new Map<Dictionary, Ranks>();

  constructor(catalogue: SearchCatalogue) {
    this.#catalogue = catalogue;
    this.#exactCase = new Set(catalogue.products.filter(({ exactCase }) => exactCase).map(({ id }) => id));
    // No word holds a line end, so none is found across two fields.
    for (const { code, label, gtins } of catalogue.products) {
      this.#words.add(foldWords([code, label, ...gtins].join('\n')));
    }
    this.#orders = { product: productOrder(catalogue), place: placeOrder(catalogue) };
  }

  /** Does the product distinguish `abc` from `ABC`? */
  readonly exactCaseOf = (productId: string): boolean => this.#exactCase.has(productId);

  /** Ids of the products whose code, label or GTIN holds the word. */
  productsHolding({ words }: SearchWord): string[] {
    const { products } = this.#catalogue;
    const marks = new Uint8Array(products.length);
    if (words === '' || this.#words.mark(words, marks).rows?.length === 0) return [];
    return products.flatMap(({ id }, at) => (marks[at] ? [id] : []));
  }

  /** See `admittedPlaces`. */
  admittedPlaces(query: SerialQuery): Set<string> | null {
    return admittedPlaces(query, this.#catalogue);
  }

  /** How the ids of a dictionary sort, as products or as places. */
  ranksOf(ids: Dictionary, kind: 'product' | 'place'): Ranks {
    const known = this.#ranks.get(ids);
    if (known?.byCode.length === ids.size) return known;
    const textOf = (code: number): string => this.#orders[kind](ids.texts[code] ?? '');
    const texts = [...new Set(ids.texts.map((_, code) => textOf(code)))].sort(compareCodePoints);
    const places = new Map(texts.map((text, place) => [text, place]));
    const byCode = Float64Array.from(ids.texts, (_, code) => places.get(textOf(code)) ?? 0);
    const ranks = { byCode, texts, textOf };
    this.#ranks.set(ids, ranks);
    return ranks;
  }
}

/** What can be wrong with a row of the catalogue, or with a document, beside its own shape. The codes are stable and cross the wire. */
export const catalogueProblemCodes = [
  'code-taken',
  'gtin-invalid',
  'gtin-taken',
  'pack-twice',
  'levels-contradict',
  'component-unknown',
  'component-twice',
  'component-circle',
  'time-zone-unknown',
  'site-unknown',
  'site-fixed',
  'parent-unknown',
  'parent-elsewhere',
  'parent-circle',
  'barcode-taken',
  'tracking-with-stock',
  'archive-with-stock',
  'archive-with-children',
  'setting-needs-lots',
  'setting-needs-stock',
  'closing-in-future',
  'reopening-without-reason',
  'number-taken',
  'number-in-use',
  'type-fixed',
  'state-fixed',
  'work-open',
  'product-unknown',
  'partner-unknown',
  'location-unknown',
  'places-equal',
  'scope-missing',
  'scope-unused',
  'line-twice',
  'quantity-broken',
  'serials-too-many',
  'serials-untracked',
  'serial-twice',
  'serial-unreadable'
] as const;

export type CatalogueProblemCode = (typeof catalogueProblemCodes)[number];

/** What is in stock of a product, or in a place. */
export interface StockOnHand {
  serials: number;
  /** Of what has no serial, over all places and lots; may be below zero. */
  quantityMicros: number;
}

export interface CatalogueProblem {
  /** Whose it is: the id of the row, or `settings`. */
  id: string;
  code: CatalogueProblemCode;
  /** The field it stands beside. */
  field: string;
  /** What is wrong there, as people know it: a code, a GTIN, the way of a circle. */
  value?: string | undefined;
  onHand?: StockOnHand | undefined;
}

/** Codes that differ only in the case of ASCII letters are one code: a scanner or a keyboard may change it. */
export const foldCode = (code: string): string => code.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

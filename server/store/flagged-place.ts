/** What a row is of: a serial, or the stock of a product, place and lot. */
export interface FlaggedPlace {
  productId: string;
  serialKey: string | null;
  locationId: string | null;
  lot: string | null;
}

/** Where home leads; the addresses belong to the routes. */
export interface HomeLinks {
  serial: (identity: { productId: string; serialKey: string }) => string;
  serials: (text?: string) => string;
  entry: (prefill?: { locationId?: string; serial?: string }) => string;
  exit: string;
}

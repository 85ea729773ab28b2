/** The key of a serial: its product, and the serial as `serialKey` folds it. */
export interface SerialIdentity {
  productId: string;
  serialKey: string;
}

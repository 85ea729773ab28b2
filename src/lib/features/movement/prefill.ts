import type { DouchetteDatabase } from '$lib/db/database';
import { locationById, productById } from '$lib/db/queries/catalogue';
import type { MovementKind } from '$lib/domain/movement/kind';
import type { MovementForm } from './movement-form.svelte';

/** What a movement begins with, when it was opened from somewhere else. */
export interface Prefill {
  productId?: string;
  serial?: string;
  locationId?: string;
  /** One of the kinds of the form; another one is left out. */
  kind?: string;
  /** The number of the document that it belongs to. */
  document?: string;
}

/** Puts it into the form; ids that are not known here are left out. */
export async function prefill(db: DouchetteDatabase, form: MovementForm, begin: Prefill): Promise<void> {
  const [product, location] = await Promise.all([
    begin.productId === undefined ? null : productById(db, begin.productId),
    begin.locationId === undefined ? null : locationById(db, begin.locationId)
  ]);
  const kind = form.kinds.find((offered: MovementKind) => offered === begin.kind);
  if (kind) form.chooseKind(kind);
  if (product) form.chooseProduct(product);
  if (location) form.placeScanned(location);
  if (begin.document !== undefined) form.document = begin.document;
  if (begin.serial !== undefined) form.serial = begin.serial;
}

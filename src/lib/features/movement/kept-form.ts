import { z } from 'zod';
import type { DouchetteDatabase } from '$lib/db/database';
import { locationById, partnerById, productById } from '$lib/db/queries/catalogue';
import { movementKindCodes } from '$lib/domain/movement/kind';
import { captureMethods } from '$lib/domain/movement/movement-schemas';
import type { Direction } from './direction';
import type { FormFields } from './form-fields.svelte';
import type { Prefill } from './prefill';

/** What stands in a form, so that a reload or a phone that drops the tab loses none of it. */
const keptFormSchema = z.object({
  kind: z.enum(movementKindCodes),
  productId: z.string().nullable(),
  productHint: z.string().nullable(),
  serial: z.string(),
  several: z.boolean(),
  text: z.string(),
  list: z.array(
    z.object({
      key: z.string(),
      serial: z.string(),
      lot: z.string().nullable(),
      container: z.string().nullable(),
      capture: z.enum(captureMethods),
      rawScan: z.string().nullable()
    })
  ),
  lot: z.string(),
  quantity: z.string(),
  unitAt: z.number().int().nonnegative(),
  fromId: z.string().nullable(),
  toId: z.string().nullable(),
  partnerId: z.string().nullable(),
  container: z.string().nullable(),
  label: z.string(),
  document: z.string(),
  condition: z.enum(['available', 'quarantine']),
  /** What a person chose; null for today, whichever day it will be. */
  date: z.string().nullable()
});

export type KeptForm = z.infer<typeof keptFormSchema>;

/** A form opened for something else is another form. */
const keyOf = (direction: Direction, begin: Prefill): string =>
  `douchette.form.${direction}.${JSON.stringify(begin)}`;

/** Keeps it for this tab; null forgets it. */
export function keepForm(direction: Direction, begin: Prefill, kept: KeptForm | null): void {
  const key = keyOf(direction, begin);
  try {
    if (kept) sessionStorage.setItem(key, JSON.stringify(kept));
    else sessionStorage.removeItem(key);
  } catch {
    // No room: the form itself still holds it, and leaving still asks.
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What was kept of that form; null when nothing was, or nobody can read it. */
export function readKeptForm(direction: Direction, begin: Prefill): KeptForm | null {
  const text = sessionStorage.getItem(keyOf(direction, begin));
  const kept = text === null ? null : keptFormSchema.safeParse(parsed(text));
  return kept?.success ? kept.data : null;
}

/** The form as it can be kept. */
export function keptOf(form: FormFields): KeptForm {
  const { kind, productHint, serial, several, lot, quantity, unitAt, label, document, condition } = form;
  return {
    ...{ kind, productHint, serial, several, lot, quantity, unitAt, label, document, condition },
    date: form.chosenDate,
    productId: form.product?.id ?? null,
    text: form.batch.text,
    list: [...form.batch.list],
    fromId: form.from?.id ?? null,
    toId: form.to?.id ?? null,
    partnerId: form.partner?.id ?? null,
    container: form.container
  };
}

const found = <Entity>(
  id: string | null,
  read: (id: string) => Promise<Entity | null>
): Promise<Entity | null> => (id === null ? Promise.resolve(null) : read(id));

/** Puts back what was kept; what the catalogue no longer has is left out. */
export async function restoreForm(db: DouchetteDatabase, form: FormFields, kept: KeptForm): Promise<void> {
  const [product, from, to, partner] = await Promise.all([
    found(kept.productId, (id) => productById(db, id)),
    found(kept.fromId, (id) => locationById(db, id)),
    found(kept.toId, (id) => locationById(db, id)),
    found(kept.partnerId, (id) => partnerById(db, id))
  ]);
  const {
    kind,
    productHint,
    serial,
    several,
    lot,
    quantity,
    unitAt,
    label,
    document,
    condition,
    date,
    container
  } = kept;
  if (form.kinds.includes(kind)) form.chooseKind(kind);
  form.chooseProduct(product, unitAt);
  Object.assign(form, { productHint, serial, several, lot, quantity, label, document, condition, container });
  if (date !== null) form.date = date;
  Object.assign(form, { from, to, partner });
  form.batch.restore(kept.list, kept.text);
}

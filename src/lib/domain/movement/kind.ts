/**
 * The kinds of movement, as data. Everything that differs between a receipt
 * and a shipment stands in this table; `transition.ts` says what a kind does to
 * the status of a serial.
 */

/** `note`: says something about a serial or a movement, and changes no status. */
export type Effect = 'enter' | 'leave' | 'move' | 'condition' | 'observe' | 'void' | 'note';

/** What the serial is after the movement; `keep` leaves the status alone. */
export type StatusLeft =
  | 'in-stock'
  | 'in-transit'
  | 'delivered'
  | 'returned-to-supplier'
  | 'consumed'
  | 'scrapped'
  | 'lost'
  | 'on-loan'
  | 'missing'
  | 'keep';

export type RequiredField = 'toLocationId' | 'reverses' | 'aliasOf' | 'accepts' | 'label';

export interface KindRule {
  effect: Effect;
  leaves: StatusLeft;
  /** Fields without which the movement says nothing. */
  requires: readonly RequiredField[];
  /** The partner it is made with. */
  partner: 'supplier' | 'customer' | null;
  /** The document it usually belongs to. */
  document: 'purchase' | 'sale' | 'production' | 'loan' | 'transfer' | 'count' | null;
  /** Which of the two movement forms offers it. */
  form: 'entry' | 'exit' | null;
}

const rule = (effect: Effect, leaves: StatusLeft, more: Partial<KindRule> = {}): KindRule => ({
  effect,
  leaves,
  requires: [],
  partner: null,
  document: null,
  form: effect === 'enter' ? 'entry' : effect === 'leave' ? 'exit' : null,
  ...more
});

export const movementKinds = {
  receipt: rule('enter', 'in-stock', { partner: 'supplier', document: 'purchase' }),
  'customer-return': rule('enter', 'in-stock', { partner: 'customer', document: 'sale' }),
  'production-output': rule('enter', 'in-stock', { document: 'production' }),
  'inventory-found': rule('enter', 'in-stock', { document: 'count' }),
  'loan-return': rule('enter', 'in-stock', { partner: 'customer', document: 'loan' }),
  shipment: rule('leave', 'delivered', { partner: 'customer', document: 'sale' }),
  'supplier-return': rule('leave', 'returned-to-supplier', { partner: 'supplier', document: 'purchase' }),
  consumption: rule('leave', 'consumed', { document: 'production' }),
  scrap: rule('leave', 'scrapped'),
  loss: rule('leave', 'lost'),
  loan: rule('leave', 'on-loan', { partner: 'customer', document: 'loan' }),
  'inventory-shortage': rule('leave', 'missing', { document: 'count' }),
  transfer: rule('move', 'in-stock', { requires: ['toLocationId'], document: 'transfer' }),
  'transfer-departure': rule('move', 'in-transit', { document: 'transfer' }),
  'transfer-arrival': rule('move', 'in-stock', { requires: ['toLocationId'], document: 'transfer' }),
  quarantine: rule('condition', 'keep'),
  release: rule('condition', 'keep'),
  count: rule('observe', 'keep', { requires: ['toLocationId'], document: 'count' }),
  reversal: rule('void', 'keep', { requires: ['reverses'] }),
  /** The serial was misread: it is in truth another one. Redirects look-ups, never later scans. */
  alias: rule('note', 'keep', { requires: ['aliasOf'] }),
  /** A person has looked at an anomaly and lets it stand; the label gives the reason. */
  acceptance: rule('note', 'keep', { requires: ['accepts', 'label'] })
} as const satisfies Record<string, KindRule>;

export type MovementKind = keyof typeof movementKinds;

export const movementKindCodes = Object.keys(movementKinds) as [MovementKind, ...MovementKind[]];

/** The kinds that are about the thing itself; the others are about movements. */
export type PhysicalKind = Exclude<MovementKind, 'reversal' | 'alias' | 'acceptance'>;

export const physicalKinds = movementKindCodes.filter(isPhysical);

export function isPhysical(kind: MovementKind): kind is PhysicalKind {
  const { effect } = kindRule(kind);
  return effect !== 'void' && effect !== 'note';
}

/** The rule of a kind, with the table's literal types widened. */
export function kindRule(kind: MovementKind): KindRule {
  return movementKinds[kind];
}

/** The kinds that a movement form offers, in the order of the table. */
export function kindsOnForm(form: 'entry' | 'exit'): MovementKind[] {
  return movementKindCodes.filter((kind) => kindRule(kind).form === form);
}

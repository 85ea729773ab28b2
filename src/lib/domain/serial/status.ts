import type { Condition } from '../movement/movement.ts';

/** `unknown` is the status before any movement; the others say where a serial went. */
export const serialStatuses = [
  'unknown',
  'in-stock',
  'in-transit',
  'delivered',
  'returned-to-supplier',
  'consumed',
  'scrapped',
  'lost',
  'on-loan',
  'missing'
] as const;

export type SerialStatus = (typeof serialStatuses)[number];

/** The answer to the question of the screen: is it here, under way, gone, or never seen? */
export type Presence = 'never' | 'in' | 'moving' | 'out';

const presences: Record<SerialStatus, Presence> = {
  unknown: 'never',
  'in-stock': 'in',
  'in-transit': 'moving',
  delivered: 'out',
  'returned-to-supplier': 'out',
  consumed: 'out',
  scrapped: 'out',
  lost: 'out',
  'on-loan': 'out',
  missing: 'out'
};

export function presenceOf(status: SerialStatus): Presence {
  return presences[status];
}

/** Is the serial on a shelf and free to be taken? */
export function isAvailable(state: { status: SerialStatus; condition: Condition }): boolean {
  return state.status === 'in-stock' && state.condition === 'available';
}

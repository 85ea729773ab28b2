/** How a status looks: each has its colour and its icon, and never the colour alone. */
export type StatusLook = 'available' | 'quarantine' | 'moving' | 'out' | 'loan' | 'trouble' | 'unknown';

type StatusCode =
  | 'unknown'
  | 'in-stock'
  | 'in-transit'
  | 'delivered'
  | 'returned-to-supplier'
  | 'consumed'
  | 'scrapped'
  | 'lost'
  | 'on-loan'
  | 'missing';

const looks: Record<StatusCode, StatusLook> = {
  unknown: 'unknown',
  'in-stock': 'available',
  'in-transit': 'moving',
  delivered: 'out',
  'returned-to-supplier': 'out',
  consumed: 'out',
  scrapped: 'trouble',
  lost: 'trouble',
  'on-loan': 'loan',
  missing: 'trouble'
};

/** The look of a serial's status; a status without a look fails to compile. */
export function statusLook(state: { status: StatusCode; condition: 'available' | 'quarantine' }): StatusLook {
  return state.status === 'in-stock' && state.condition === 'quarantine' ? 'quarantine' : looks[state.status];
}

/** The family of colour tokens of a look. */
export const lookTone = {
  available: 'ok',
  quarantine: 'care',
  moving: 'moving',
  out: 'out',
  loan: 'out',
  trouble: 'bad',
  unknown: 'idle'
} as const satisfies Record<StatusLook, string>;

/** What a person may be. Each later one may do all that the ones before may. */
export const roles = ['operator', 'desk', 'admin'] as const;

export type Role = (typeof roles)[number];

/**
 * Who may do what, decided here alone: the server's routes are checked by it, the
 * screens show by it, and the tests are made from it. `null` is for everybody,
 * signed in or not.
 */
export const permissions = {
  /** What must answer before anybody is known: the state of the server, signing in, pairing. */
  open: null,
  /** The work in the aisles: movements, look-ups, the feed. */
  floor: ['operator', 'desk', 'admin'],
  /** Products, places, partners. */
  catalogue: ['desk', 'admin'],
  /** What is to come, to go, to move, to be counted. */
  documents: ['desk', 'admin'],
  /** Saying that the work of a document is over. */
  closeDocuments: ['operator', 'desk', 'admin'],
  devices: ['desk', 'admin'],
  /** Settings of the house, closing, recalculating, purging. */
  house: ['admin'],
  /** What a new server begins with; anybody on this machine while there is no administrator. */
  begin: ['admin'],
  people: ['admin'],
  /** Keys and webhooks for other programs. */
  integrations: ['admin'],
  /** What only another program asks, by its key. */
  keys: [],
  audit: ['admin'],
  /** One's own sessions and password. */
  own: ['operator', 'desk', 'admin']
} as const satisfies Record<string, readonly Role[] | null>;

export type Permission = keyof typeof permissions;

/** May somebody in this role do this? `null` is nobody known. */
export function isAllowed(role: Role | null, permission: Permission): boolean {
  const allowed: readonly Role[] | null = permissions[permission];
  return allowed === null || (role !== null && allowed.includes(role));
}

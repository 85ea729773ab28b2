/**
 * What a key for another program may be given, each by itself. A route names the
 * scopes that it needs (`server/http/route-table.ts`); a route that names none is
 * never answered to a key.
 */
export const scopes = [
  'stock:read',
  'movements:read',
  'movements:write',
  'catalogue:read',
  'catalogue:write',
  'documents:read',
  'documents:write'
] as const;

export type Scope = (typeof scopes)[number];

/** Those that a route needs and a key has not. */
export function missingScopes(needed: readonly Scope[], held: readonly Scope[]): Scope[] {
  return needed.filter((scope) => !held.includes(scope));
}

/** What every key begins with, so that scanners for leaked secrets know one when they see it. */
export const KEY_PREFIX = 'dchk_';

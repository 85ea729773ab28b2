import { roles, type Role } from '$lib/protocol/roles';

const KEY = 'douchette.role';

/** The role that the server last named, for a start without a network; null when none is known. */
export function readRole(storage: Pick<Storage, 'getItem'>): Role | null {
  const remembered = storage.getItem(KEY);
  return roles.find((role) => role === remembered) ?? null;
}

export function writeRole(storage: Pick<Storage, 'setItem'>, role: Role): void {
  storage.setItem(KEY, role);
}

import { isAllowed, type Permission, type Role } from '$lib/protocol/roles';
import type { AccessApi } from '$lib/sync/access-api';
import { readRole, writeRole } from './role-memory';

/**
 * What the server lets whoever holds this device do, so that a screen offers
 * nothing that would be refused. As the server last said, without a network too;
 * while it has never said, everything is offered, and it decides.
 */
export class Rights {
  #role = $state<Role | null>(null);

  /** Call it while a component starts. */
  constructor(api: Pick<AccessApi, 'access'>) {
    this.#role = readRole(localStorage);
    $effect(() => void this.#ask(api));
  }

  may(permission: Permission): boolean {
    return this.#role === null || isAllowed(this.#role, permission);
  }

  async #ask(api: Pick<AccessApi, 'access'>): Promise<void> {
    const answer = await api.access();
    if (!answer.ok || answer.value.role === null) return;
    this.#role = answer.value.role;
    writeRole(localStorage, this.#role);
  }
}

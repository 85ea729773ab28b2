import type { AccessResponse, SetupRequest } from '$lib/protocol/access';
import type { ErrorCode } from '$lib/protocol/errors';
import type { AccessApi } from '$lib/sync/access-api';
import type { Answer } from '$lib/sync/transport';

/** Who this browser is to the server, as it last said. */
export class AccessState {
  access = $state.raw<AccessResponse | null>(null);
  error = $state<ErrorCode | null>(null);
  busy = $state(false);
  readonly api: AccessApi;

  constructor(api: AccessApi) {
    this.api = api;
  }

  async load(): Promise<void> {
    await this.#take(this.api.access());
  }

  async setUp(request: SetupRequest): Promise<boolean> {
    return this.#take(this.api.setUp(request));
  }

  async signIn(request: { login: string; password: string }): Promise<boolean> {
    return this.#take(this.api.signIn(request));
  }

  async signOut(): Promise<void> {
    await this.api.endSession();
    await this.load();
  }

  async #take(answer: Promise<Answer<AccessResponse>>): Promise<boolean> {
    this.busy = true;
    const taken = await answer;
    this.busy = false;
    this.error = taken.ok ? null : (taken.error.code as ErrorCode);
    if (taken.ok) this.access = taken.value;
    return taken.ok;
  }
}

import type { Device, Store } from '../store/store.ts';

/** What every service gets beside its input: who asks, and the world outside, so that tests can set it. */
export interface ServiceContext {
  store: Store;
  /** Server time, ms since the epoch. */
  now: () => number;
  randomBytes: (size: number) => Uint8Array;
  /** The device whose token the request carries, null without one. */
  device: Device | null;
  /** Version of the program. */
  version: string;
}

/** How every service is called. */
export interface Call<Input = undefined> {
  ctx: ServiceContext;
  input: Input;
}

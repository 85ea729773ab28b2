import type { DeviceClock } from './steps.ts';
import type { Locks, Timers } from './pass-lock.ts';

/** As many as browsers give at once (Web Crypto, `getRandomValues`). */
const RANDOM_AT_ONCE = 65_536;

/** Random bytes of the platform. */
export function platformRandom(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let start = 0; start < length; start += RANDOM_AT_ONCE) {
    crypto.getRandomValues(bytes.subarray(start, start + RANDOM_AT_ONCE));
  }
  return bytes;
}

/** The clocks of this page or worker; the monotonic one begins anew with each of them. */
export function platformClock(): DeviceClock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    bootId: crypto.randomUUID()
  };
}

export const platformTimers: Timers = {
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  }
};

/** Web Locks, or null where the browser has none (before Safari 15.4). */
export function platformLocks(): Locks | null {
  const { locks } = navigator;
  if (!locks) return null;
  return { request: (name, options, held) => locks.request(name, options, held) };
}

/** What the device is called until a person names it: its platform, as the browser tells it. */
export function platformName(): string {
  return navigator.platform.slice(0, 80) || 'web';
}

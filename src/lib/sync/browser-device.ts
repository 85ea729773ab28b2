import type { DeviceClock } from './steps.ts';
import type { Locks, Timers } from './pass-lock.ts';

/** Random bytes of the platform. */
export const platformRandom = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

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

import { live } from '$lib/components/live.svelte';
import { readOperator } from '$lib/db/queries/operator';
import type { OperatorsResponse } from '$lib/protocol/access';
import type { Device } from '$lib/sync/device';
import { getContext, setContext } from 'svelte';
import { isPin, whoseBadge } from './check-secret';
import { readLock, writeLock } from './lock-memory';

export type KnownOperator = OperatorsResponse['operators'][number];

const LOOK_EVERY_MS = 10_000;
const TRIES = 5;
const WAIT_MS = 30_000;

/**
 * Who holds this phone. It locks itself when nobody touches it, and says at the
 * next scan who works: what is recorded carries that name for ever. It never asks
 * the network, and never looks at the queue: handing a phone over costs no scan.
 */
export class OperatorLock {
  chosen = $state.raw<KnownOperator | null>(null);
  problem = $state<'wrong' | 'wait' | 'unknown' | null>(null);
  busy = $state(false);
  #locked = $state(false);
  #failures = 0;
  #waitUntil = 0;
  #activeAt = 0;
  readonly #device: Device;
  readonly #known;
  readonly #operator;

  /** Call it while a component starts. */
  constructor(device: Device) {
    this.#device = device;
    this.#known = live(() => async () => (await device.db.readMeta('operators')) ?? null);
    this.#operator = live(() => () => readOperator(device.db));
    const memory = readLock(localStorage);
    this.#locked = memory.locked;
    this.#activeAt = memory.activeAt;
    $effect(() => this.#watch());
  }

  get people(): readonly KnownOperator[] {
    return this.#known.value?.operators ?? [];
  }

  /** Nobody has a PIN or badge: whoever is at the screen says who they are. */
  get isUsed(): boolean {
    return this.people.length > 0;
  }

  get isLocked(): boolean {
    const operator = this.#operator.value;
    if (operator === undefined) return false;
    return operator === null || (this.#locked && this.isUsed);
  }

  lock(): void {
    this.#set(true);
  }

  choose(person: KnownOperator | null): void {
    this.chosen = person;
    this.problem = null;
  }

  async enterPin(pin: string): Promise<void> {
    const verifier = this.chosen?.pin;
    if (!this.chosen || !verifier) return;
    if (this.#device.clock.now() < this.#waitUntil) {
      this.problem = 'wait';
      return;
    }
    this.busy = true;
    const isRight = await isPin(pin, verifier);
    this.busy = false;
    if (isRight) await this.#take(this.chosen);
    else this.#fail();
  }

  async readBadge(badge: string): Promise<boolean> {
    const person = await whoseBadge(badge.trim(), this.people);
    if (person) await this.#take(person);
    else this.problem = 'unknown';
    return person !== null;
  }

  async #take({ id, name }: KnownOperator): Promise<void> {
    const { setOperator } = await import('$lib/db/commands/set-operator');
    const taken = await setOperator(this.#device.db, { id, name });
    if (!taken.ok) return;
    this.#failures = 0;
    this.choose(null);
    this.#activeAt = this.#device.clock.now();
    this.#set(false);
  }

  #fail(): void {
    this.#failures += 1;
    this.problem = 'wrong';
    if (this.#failures < TRIES) return;
    this.#failures = 0;
    this.#waitUntil = this.#device.clock.now() + WAIT_MS;
    this.problem = 'wait';
  }

  #set(locked: boolean): void {
    this.#locked = locked;
    writeLock(localStorage, { locked, activeAt: this.#activeAt });
  }

  /** Only a phone of somebody with a PIN or badge locks itself: another could not be opened again. */
  #look(): void {
    const operator = this.#operator.value;
    const isTheirs = this.people.some(({ id }) => id === operator?.id);
    const lockAfterMs = this.#known.value?.lockAfterMs ?? Infinity;
    const isIdle = this.#activeAt > 0 && this.#device.clock.now() - this.#activeAt >= lockAfterMs;
    if (isTheirs && isIdle && !this.#locked) this.lock();
  }

  #watch(): () => void {
    this.#look();
    const touched = () => {
      this.#activeAt = this.#device.clock.now();
    };
    const timer = setInterval(() => {
      this.#look();
      writeLock(localStorage, { locked: this.#locked, activeAt: this.#activeAt });
    }, LOOK_EVERY_MS);
    const looked = () => this.#look();
    window.addEventListener('pointerdown', touched, { passive: true });
    window.addEventListener('keydown', touched);
    document.addEventListener('visibilitychange', looked);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pointerdown', touched);
      window.removeEventListener('keydown', touched);
      document.removeEventListener('visibilitychange', looked);
    };
  }
}

const KEY = Symbol('operator-lock');

export const setOperatorLock = (lock: OperatorLock): OperatorLock => setContext(KEY, lock);
export const useOperatorLock = (): OperatorLock => getContext<OperatorLock>(KEY);

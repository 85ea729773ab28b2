import { setTimeout as after } from 'node:timers/promises';
import { SeededRandom } from '../factories/device.ts';
import type { KillWorld } from './browser-process.ts';
import type { Found, KillTally } from './report.ts';

/** A write takes some milliseconds: the kill falls anywhere in one, or between two. */
const LONGEST_GRACE_MS = 250;

/** What is checked when the browser is back: nothing that beeped may be gone. */
class Ledger {
  readonly tally: KillTally = { rounds: 0, beeps: 0, empty: 0, smaller: 0, copySmaller: 0, problems: [] };
  readonly #places = new Map<string, string>();
  #beeped = new Set<string>();

  beep(id: string): void {
    this.tally.beeps += 1;
    this.#beeped.add(id);
  }

  check(round: number, found: Found): void {
    const { tally } = this;
    const beeped = [...this.#beeped];
    const [database, copy] = [new Set(found.inDatabase.map(({ id }) => id)), new Set(found.inCopy)];
    const after = new Set(found.after.map(({ id }) => id));
    const wanting = beeped.filter((id) => !database.has(id));
    const say = (problem: string) => tally.problems.push(`round ${round}: ${problem}`);
    if (wanting.length > 0) {
      tally.smaller += 1;
      if (wanting.length === beeped.length) tally.empty += 1;
      if (!found.told) say(`${wanting.length} scans gone from the database, and nobody is told`);
    }
    if (beeped.some((id) => !copy.has(id))) tally.copySmaller += 1;
    const lost = wanting.filter((id) => !copy.has(id));
    if (lost.length > 0) say(`${lost.length} scans in neither copy`);
    const unrestored = beeped.filter((id) => !after.has(id));
    if (unrestored.length > 0) say(`${unrestored.length} scans not restored`);
    if (found.copyState !== 'kept') say(`second copy ${found.copyState}`);
    if (found.damaged > 0) say(`second copy damaged in ${found.damaged} places`);
    for (const { id, place } of found.after) {
      if ((this.#places.get(place) ?? id) !== id) say(`number ${place} given twice`);
      this.#places.set(place, id);
    }
    this.#beeped = new Set();
    tally.rounds += 1;
  }
}

/** Kills the browser while it writes its queue, again and again on the same profile. */
export async function killRounds(
  world: KillWorld,
  input: { durability: 'strict' | 'relaxed'; rounds: number; seed: number }
): Promise<KillTally> {
  const { durability, rounds, seed } = input;
  const random = new SeededRandom(seed);
  const ledger = new Ledger();
  world.on('/failed', (error) => ledger.tally.problems.push(`a scan failed: ${JSON.stringify(error)}`));
  for (let round = 0; round <= rounds; round += 1) {
    const found = world.next('/found') as Promise<Found>;
    const { promise: firstBeep, resolve: beeped } = Promise.withResolvers<void>();
    world.on('/beep', (id) => {
      ledger.beep(String(id));
      beeped();
    });
    world.start(durability, `?durability=${durability}`);
    const state = await found;
    if (round > 0) ledger.check(round, state);
    if (round === rounds) break;
    await firstBeep;
    await after(random.next() * LONGEST_GRACE_MS);
    await world.kill();
  }
  await world.kill();
  return ledger.tally;
}

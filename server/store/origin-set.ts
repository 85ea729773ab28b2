import type { Origin } from '../../src/lib/domain/movement/movement.ts';

/** A set of (device, incarnation, sequence); nested maps, because this is on the hot path and joined keys are dear. */
export class OriginSet {
  readonly #sequences = new Map<string, Map<string, Set<number>>>();

  has({ deviceId, incarnation, sequence }: Origin): boolean {
    return this.#sequences.get(deviceId)?.get(incarnation)?.has(sequence) ?? false;
  }

  add({ deviceId, incarnation, sequence }: Origin): void {
    const ofDevice = this.#sequences.get(deviceId) ?? new Map<string, Set<number>>();
    const ofStream = ofDevice.get(incarnation) ?? new Set<number>();
    this.#sequences.set(deviceId, ofDevice);
    ofDevice.set(incarnation, ofStream);
    ofStream.add(sequence);
  }
}

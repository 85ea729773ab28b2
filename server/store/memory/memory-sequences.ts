import { noteSequences, RangeList } from '../../../src/lib/domain/movement/sequence-run.ts';
import { compareCodePoints } from '../key-order.ts';
import type { Origin, StreamGap } from '../store.ts';

interface Stream {
  highest: number;
  missing: RangeList;
}

/** Which numbers of each device and incarnation have come. */
export class MemorySequences {
  readonly #devices = new Map<string, Map<string, Stream>>();

  #streamOf({ deviceId, incarnation }: Origin): Stream {
    const streams = this.#devices.get(deviceId) ?? new Map<string, Stream>();
    this.#devices.set(deviceId, streams);
    const stream = streams.get(incarnation) ?? { highest: 0, missing: new RangeList() };
    streams.set(incarnation, stream);
    return stream;
  }

  note(origins: readonly Origin[]): void {
    for (const origin of origins) {
      const stream = this.#streamOf(origin);
      stream.highest = noteSequences(stream, [origin.sequence]);
    }
  }

  highestOf(deviceId: string, incarnation: string): number {
    return this.#devices.get(deviceId)?.get(incarnation)?.highest ?? 0;
  }

  gapsOf(deviceId: string, limit: number): StreamGap[] {
    const streams = [...(this.#devices.get(deviceId) ?? [])].sort(([a], [b]) => compareCodePoints(a, b));
    return streams
      .flatMap(([incarnation, { missing }]) => missing.all.map((range) => ({ incarnation, ...range })))
      .slice(0, limit);
  }
}

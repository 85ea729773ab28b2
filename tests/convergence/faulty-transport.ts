import { failed } from '../../src/lib/db/result.ts';
import type { Answer, Transport } from '../../src/lib/sync/transport.ts';
import type { SeededRandom } from '../factories/device.ts';

export const faultNames = [
  'request-lost',
  'answer-lost',
  'delivered-twice',
  'delivered-late',
  'partly-delivered',
  'server-busy',
  'crash-before-send',
  'crash-after-commit'
] as const;

export type Fault = (typeof faultNames)[number];

export interface FaultOptions {
  random: SeededRandom;
  /** How likely a request meets a fault, 0 to 1. */
  rate: number;
  /** Ends the device's process as it is. */
  crash: () => void;
  /** Told of each fault, for the count. */
  onFault: (fault: Fault) => void;
}

const unreachable = failed<{ code: 'unreachable' }>({ code: 'unreachable' });

/** A process that is gone never hears an answer. */
const never = <Value>(): Promise<Value> => new Promise(() => undefined);

/** The network between a device and its server at its worst. */
export function createFaultyTransport(inner: Transport, options: FaultOptions): Transport {
  const { random, rate, crash, onFault } = options;
  /** Requests that the network still holds, to be delivered after later ones. */
  const held: (() => Promise<unknown>)[] = [];

  /** @param part the request as it is when only its beginning arrives; the whole where it has no parts */
  async function through<Value>(
    call: () => Promise<Answer<Value>>,
    part: () => Promise<Answer<Value>> = call
  ): Promise<Answer<Value>> {
    if (held.length > 0 && random.next() < 0.5) await held.shift()?.();
    if (random.next() >= rate) return call();
    const fault = random.pick(faultNames);
    onFault(fault);
    switch (fault) {
      case 'request-lost':
        return unreachable;
      case 'answer-lost':
        await call();
        return unreachable;
      case 'delivered-twice':
        await call();
        return call();
      case 'delivered-late':
        held.push(call);
        return unreachable;
      case 'partly-delivered':
        return part();
      case 'server-busy':
        return failed({ code: 'busy' });
      case 'crash-before-send':
        crash();
        return never();
      case 'crash-after-commit':
        await call();
        crash();
        return never();
    }
  }

  return {
    ...inner,
    enrol: (request) => through(() => inner.enrol(request)),
    push: (request) =>
      through(
        () => inner.push(request),
        () => inner.push({ ...request, movements: request.movements.slice(0, random.below(3) + 1) })
      ),
    pull: (request) => through(() => inner.pull(request)),
    segmentManifest: (known) => through(() => inner.segmentManifest(known)),
    segment: (hash) => through(() => inner.segment(hash))
  };
}

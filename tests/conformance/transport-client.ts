import { expect } from 'vitest';
import type { Product } from '../../src/lib/domain/catalogue/catalogue.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { movementSchema } from '../../src/lib/domain/movement/movement-schemas.ts';
import type { MovementDraft } from '../../src/lib/db/commands/record-movement.ts';
import type { Answer, Transport } from '../../src/lib/sync/transport.ts';
import { draftOf, SeededRandom, testId, testProduct, TEST_EPOCH_MS } from '../factories/device.ts';

/** A server and the ways to it. */
export interface TransportWorld {
  /** A new browser's transport. */
  connect(): Transport;
  addProduct(product: Product): Promise<void>;
}

/** What was answered; throws on an error. */
export function valueOf<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(`${answer.error.code} ${answer.error.field} ${answer.error.detail}`);
  return answer.value;
}

export const codeOf = (answer: Answer<unknown>): string => (answer.ok ? 'ok' : answer.error.code);

/** An enrolled device that makes movements as a real one does. */
export class Client {
  readonly transport: Transport;
  readonly #random: SeededRandom;
  readonly deviceId: string;
  readonly #incarnation: string;
  readonly #startsAt: number;
  #sequence = 0;

  private constructor(transport: Transport, deviceId: string, seed: number) {
    const random = new SeededRandom(seed);
    this.transport = transport;
    this.deviceId = deviceId;
    this.#random = random;
    // Clients of higher seeds scan later, or the server's random device ids would decide ties.
    this.#startsAt = TEST_EPOCH_MS + seed * 1000;
    this.#incarnation = testId(random);
  }

  static async enrol(world: TransportWorld, seed: number): Promise<Client> {
    const transport = world.connect();
    const { deviceId } = valueOf(await transport.enrol({ name: `phone ${seed}` }));
    return new Client(transport, deviceId, seed);
  }

  make(over: Partial<MovementDraft> = {}): Movement {
    this.#sequence += 1;
    return movementSchema.parse({
      ...draftOf(over),
      id: testId(this.#random),
      recordedAt: this.#startsAt + this.#sequence,
      clock: { wallMs: this.#startsAt + this.#sequence, monotonicMs: this.#sequence, bootId: 'boot' },
      origin: { deviceId: this.deviceId, incarnation: this.#incarnation, sequence: this.#sequence }
    });
  }

  push(...movements: unknown[]) {
    return this.transport.push({ sentAt: TEST_EPOCH_MS, movements });
  }

  /** Everything behind a seq, page by page. */
  async pullAll(epoch: string, seq: number, limit: number) {
    const changes = [];
    for (let cursor = { epoch, seq }, more = true; more;) {
      const page = valueOf(await this.transport.pull({ cursor, limit }));
      expect(page.changes.length).toBeLessThanOrEqual(limit);
      changes.push(...page.changes);
      ({ cursor, more } = page);
    }
    return changes;
  }
}

/** A device of a server that knows the test product. */
export async function withProduct(makeWorld: () => Promise<TransportWorld>) {
  const world = await makeWorld();
  await world.addProduct(testProduct);
  const client = await Client.enrol(world, 1);
  return { world, client };
}

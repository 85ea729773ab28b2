import { gzipSync } from 'node:zlib';
import type { SeededRandom } from '../../server/services/demo/random.ts';
import { FACTORY_START, type MovementFactory } from './movements.ts';

/** A push as bytes, with the headers that go with it. */
export interface FuzzedPush {
  /** What was done to it. */
  mutation: string;
  body: Buffer;
  headers: Record<string, string>;
  /** Nothing was done to it: it must be taken. */
  isValid: boolean;
}

const SERIALS = 50_000;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What programs choke on, in any place of a message. */
const poisons: readonly Json[] = [
  null,
  true,
  -1,
  0,
  0.5,
  2 ** 53,
  1e308,
  -1e15,
  '',
  ' ',
  '\u0000',
  '\ud83d',
  '\u202eabc',
  '__proto__',
  "'; DROP TABLE movement; --",
  '2024-02-30',
  'x'.repeat(5000),
  '9'.repeat(400),
  [],
  {},
  [[[[[[]]]]]],
  { toString: 1 },
  '00000000-0000-7000-8000-000000000000'
];

const optionalFields = ['reverses', 'before', 'standsFor', 'aliasOf', 'accepts', 'group', 'chosenDay', 'lot'];

const copyOf = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** The objects and arrays of a message, itself first. */
function branchesOf(value: Json): (Json[] | { [key: string]: Json })[] {
  if (value === null || typeof value !== 'object') return [];
  return [value, ...Object.values(value).flatMap(branchesOf)];
}

/** Puts a poison, or a part of the same message, in the place of any value. */
function spoil(random: SeededRandom, message: Json): void {
  const branches = branchesOf(message).filter((branch) => Object.keys(branch).length > 0);
  // All of it may be gone by now.
  if (branches.length === 0) return;
  const branch = random.pick(branches);
  const key = random.pick(Object.keys(branch));
  // A copy, for the next one may spoil it.
  const other = copyOf(random.pick(random.chance(0.2) ? branches : poisons));
  if (Array.isArray(branch)) branch[Number(key)] = other;
  else if (random.chance(0.2)) delete branch[key];
  else if (random.chance(0.2)) branch[random.pick(['__proto__', 'constructor', key.toUpperCase()])] = other;
  else branch[key] = other;
}

/** Changes, drops or doubles some bytes. */
function corrupt(random: SeededRandom, bytes: Buffer): Buffer {
  const at = random.below(bytes.length);
  const size = 1 + random.below(8);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + size)];
  if (random.chance(0.3)) return before;
  if (random.chance(0.3)) return Buffer.concat([before, after]);
  return Buffer.concat([before, random.bytes(size), random.chance(0.5) ? after : bytes.subarray(at)]);
}

/**
 * Pushes of one device, endlessly: valid ones, and the same spoilt in their values,
 * their shape, their bytes, their packing and their headers, or made of chance alone.
 */
export class PushFuzzer {
  readonly #random: SeededRandom;
  readonly #make: MovementFactory;
  #last: Json[] = [];

  constructor(random: SeededRandom, make: MovementFactory) {
    this.#random = random;
    this.#make = make;
  }

  next(): FuzzedPush {
    const random = this.#random;
    const mutations = {
      none: () => this.#pack(this.#message(), {}),
      values: () => this.#spoilt(1 + random.below(3)),
      shape: () => this.#spoilt(10),
      facts: () => this.#pack(this.#strangeFacts(), {}),
      repeat: () => this.#pack({ sentAt: FACTORY_START, movements: this.#last }, {}),
      relay: () => this.#pack({ ...this.#message(), relay: { deviceId: this.#otherId() } }, {}),
      known: () => this.#pack({ ...this.#message(), known: this.#cursor() }, {}),
      bytes: () => ({ body: corrupt(random, Buffer.from(JSON.stringify(this.#message()))), headers: {} }),
      packing: () => ({
        body: corrupt(random, gzipSync(JSON.stringify(this.#message()))),
        headers: { 'content-encoding': 'gzip' }
      }),
      headers: () => this.#pack(this.#message(), this.#strangeHeaders()),
      chance: () => ({ body: Buffer.from(random.bytes(random.below(2000))), headers: {} })
    };
    const mutation = random.pick(Object.keys(mutations)) as keyof typeof mutations;
    return { mutation, isValid: mutation === 'none', ...mutations[mutation]() };
  }

  #message(): { sentAt: number; movements: Json[] } {
    this.#last = Array.from({ length: 1 + this.#random.below(3) }, () => this.#movement());
    return { sentAt: FACTORY_START, movements: [...this.#last] };
  }

  /** Of one of so many serials that a million pushes give each a long and contradictory history. */
  #movement(): { [key: string]: Json } {
    const serial = `F-${this.#random.below(SERIALS)}`;
    const kind = this.#random.pick(['receipt', 'shipment', 'transfer', 'scrap'] as const);
    const places = { fromLocationId: 'loc-1', toLocationId: 'loc-2' };
    return copyOf(this.#make({ serial, kind, ...places })) as { [key: string]: Json };
  }

  #spoilt(times: number) {
    const message = copyOf(this.#message());
    for (let time = 0; time < times; time += 1) spoil(this.#random, message);
    return this.#pack(message, {});
  }

  /** Well formed, and hardly possible: foreign or repeated numbers, circles, envelopes that never fill. */
  #strangeFacts(): Json {
    const random = this.#random;
    const message = this.#message();
    const [id, other] = [this.#otherId(), random.pick(this.#last)];
    for (const movement of message.movements as { [key: string]: Json }[]) {
      const field = random.pick(optionalFields);
      const values: Record<string, Json> = {
        group: { id, size: 2 + random.below(4999) },
        aliasOf: { productId: movement.productId ?? null, serial: movement.serial ?? null },
        accepts: { anomalyId: 'any', against: id },
        chosenDay: { startsAt: FACTORY_START, endsAt: FACTORY_START + 1 },
        lot: 'L'
      };
      const earlier = (other as { id: Json }).id;
      movement[field] = values[field] ?? (random.chance(0.5) ? earlier : id);
      if (random.chance(0.2)) movement.origin = copyOf((other as { origin: Json }).origin);
      if (random.chance(0.2)) movement.recordedAt = random.pick([-62e12, 253e12, 0]);
    }
    return message;
  }

  #cursor(): Json {
    return { epoch: this.#otherId(), seq: this.#random.below(1e9), id: this.#otherId() };
  }

  #otherId(): string {
    const hex = Buffer.from(this.#random.bytes(10)).toString('hex');
    return `01924bd0-5f00-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
  }

  #strangeHeaders(): Record<string, string> {
    const random = this.#random;
    return random.pick<Record<string, string>>([
      { 'content-encoding': random.pick(['br', 'gzip, gzip', 'identity', '*', 'GZIP']) },
      {
        'content-type': random.pick([
          'text/html',
          'application/json; charset=utf-16',
          'x',
          'multipart/form-data'
        ])
      },
      { 'douchette-protocol': random.pick(['0', '2', '-1', '1.0', '999999999', 'one']) },
      { cookie: random.pick(['douchette_device=x', '=;=', `a=${'b'.repeat(4000)}`]) },
      { origin: random.pick(['null', 'https://evil.example', 'not an origin']) },
      { 'x-forwarded-for': '::::' }
    ]);
  }

  #pack(message: Json, headers: Record<string, string>) {
    const text = JSON.stringify(message);
    if (!this.#random.chance(0.3) || 'content-encoding' in headers)
      return { body: Buffer.from(text), headers };
    return { body: gzipSync(text, { level: 1 }), headers: { ...headers, 'content-encoding': 'gzip' } };
  }
}

import { setImmediate as breathe } from 'node:timers/promises';
import { uuidV7 } from '../../../src/lib/domain/id.ts';
import type { Movement } from '../../../src/lib/domain/movement/movement.ts';
import { demoRequestSchema } from '../../../src/lib/protocol/queries.ts';
import { PUSH_LIMIT } from '../../../src/lib/protocol/version.ts';
import type { Device } from '../../store/store.ts';
import type { Call, ServiceContext } from '../context.ts';
import { newSecret } from '../access/secrets.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { pushMovements } from '../sync/push-movements.ts';
import { demoCatalogue, demoDevices } from './demo-catalogue.ts';
import { demoDocuments } from './demo-documents.ts';
import { demoMovements } from './demo-movements.ts';
import { seededRandom, type SeededRandom } from './random.ts';

const SEED = 20_240_229;

/** Movements between two breaths of the event loop: other requests are answered while a million is made. */
const WINDOW = 4 * PUSH_LIMIT;

/** Serials among which those are chosen that the documents name. */
const PLANNED_FROM = 5000;

export interface DemoFill {
  serials: number;
  movements: number;
}

/**
 * Fills an empty server with a demonstration: a site, its places, products and
 * partners, and serials whose histories are real movements that went in by the
 * same push as everyone's, and the documents that people are to work on. The same `now` gives the same data.
 *
 * Errors: `malformed-request`, `not-empty`, `busy`.
 */
export async function fillDemo({ ctx, input }: Call<unknown>): Promise<Result<DemoFill>> {
  const request = parseInput(demoRequestSchema, input);
  if (!request.ok) return request;
  const { serials } = request.value;

  const started = await ctx.store.initialise(demoCatalogue);
  if (!started.ok) return fail(started.code);
  if (!started.value) return fail('not-empty');

  const random = seededRandom(SEED);
  const devices = await enrolDevices(ctx, random);
  if (!devices.ok) return devices;
  let movements = 0;
  for (const window of demoMovements({
    random,
    now: ctx.now(),
    serials,
    devices: devices.value,
    size: WINDOW
  })) {
    for (const device of devices.value) {
      const own = window.filter(({ origin }) => origin.deviceId === device.id);
      const pushed = await pushAll({ ...ctx, device }, own);
      if (!pushed.ok) return pushed;
    }
    movements += window.length;
    await breathe();
  }
  const { rows } = await ctx.store.readRows({ after: null, limit: PLANNED_FROM });
  const documents = demoDocuments({ rows, now: ctx.now(), random });
  const planned = await ctx.store.editDocuments(() => ({ value: null, documents }));
  return planned.ok ? succeed({ serials, movements }) : fail(planned.code);
}

async function enrolDevices(ctx: ServiceContext, random: SeededRandom): Promise<Result<Device[]>> {
  const devices: Device[] = [];
  for (const name of demoDevices) {
    const id = uuidV7({ now: ctx.now(), random: random.bytes(10) });
    // Nobody ever holds this token: the device belongs to the demonstration.
    const { hash } = newSecret(ctx.randomBytes);
    const added = await ctx.store.addDevice({ id, name, tokenHash: hash, enrolledAt: ctx.now() });
    if (!added.ok) return fail(added.code);
    devices.push({ id, name });
  }
  return succeed(devices);
}

async function pushAll(ctx: ServiceContext, movements: readonly Movement[]): Promise<Result<null>> {
  for (let at = 0; at < movements.length; at += PUSH_LIMIT) {
    const input = { sentAt: ctx.now(), movements: movements.slice(at, at + PUSH_LIMIT) };
    const pushed = await pushMovements({ ctx, input });
    if (!pushed.ok) return pushed;
    const refused = pushed.value.answers.find(({ verdict }) => verdict !== 'accepted');
    if (refused)
      throw new Error(`a movement of the demonstration was not accepted: ${JSON.stringify(refused)}`);
  }
  return succeed(null);
}

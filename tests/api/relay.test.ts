import { beforeEach, describe, expect, test } from 'vitest';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { pushResponseSchema } from '../../src/lib/protocol/push.ts';
import { FACTORY_START } from '../factories/movements.ts';
import { TestServer, type TestDevice } from '../factories/server.ts';

let server: TestServer;
let phone: TestDevice;
let other: TestDevice;

beforeEach(async () => {
  server = await TestServer.open();
  phone = await server.enrol();
  other = await server.enrol();
});

async function relay(movements: Movement[], deviceId: string) {
  const body = JSON.stringify({ sentAt: FACTORY_START, relay: { deviceId }, movements });
  return pushResponseSchema.parse(await (await phone.pushRaw(body)).json());
}

describe('a relay', () => {
  test('hands in what another device made: the token says who carried it, the payload who made it', async () => {
    const made = other.make();
    expect((await relay([made], other.deviceId)).answers[0]).toMatchObject({ verdict: 'accepted' });
    const { changes } = await phone.pull();
    const [told] = changes.flatMap((change) => (change.type === 'movement' ? [change.committed] : []));
    expect(told).toMatchObject({
      movement: made,
      stamp: { carrierDeviceId: phone.deviceId },
      deviceName: 'Terminal 2'
    });
  });

  test('and the device itself, later, store it once', async () => {
    const made = other.make();
    await relay([made], other.deviceId);
    expect((await other.push([made])).answers[0]).toMatchObject({ verdict: 'duplicate' });
  });

  test('takes the movements of the one device that it names, and of no other', async () => {
    const { answers } = await relay([other.make(), phone.make()], other.deviceId);
    expect(answers.map(({ verdict }) => verdict)).toEqual(['accepted', 'refused']);
    expect(answers[1]).toMatchObject({ code: 'foreign-origin' });
  });
});

describe('numbers', () => {
  test('that never came are named in the answer until they come; refused ones are not missed', async () => {
    const [first, second, refused, last] = [other.make(), other.make(), other.make(), other.make()];
    const { incarnation, sequence } = second.origin;
    const answer = await other.push([first, { ...refused, serial: '' }, last]);
    expect(answer.missing).toEqual([{ incarnation, from: sequence, to: sequence }]);
    expect((await phone.push([phone.make()])).missing).toEqual([]);
    expect((await other.push([second])).missing).toEqual([]);
  });
});

import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { FACTORY_START } from '../factories/movements.ts';
import { TestServer, type TestDevice } from '../factories/server.ts';

const NOW = FACTORY_START + 3_600_000;
let server: TestServer;
let phone: TestDevice;

beforeEach(async () => {
  server = await TestServer.open();
  phone = await server.enrol();
});

describe('a push', () => {
  test('is answered movement by movement, in the order of the request', async () => {
    const movements = [phone.make(), phone.make(), phone.make()];
    const { answers, at, serverNow } = await phone.push(movements);
    expect(at).toEqual(await server.store.readPresent());
    expect(serverNow).toBe(NOW);
    expect(answers.map(({ verdict, id }) => [verdict, id])).toEqual(
      movements.map(({ id }) => ['accepted', id])
    );
  });

  test('may be gzip', async () => {
    const movement = phone.make();
    const body = gzipSync(JSON.stringify({ sentAt: NOW, movements: [movement] }));
    const response = await phone.pushRaw(new Uint8Array(body), { 'content-encoding': 'gzip' });
    expect(response.status).toBe(200);
    expect(await phone.pullMovements()).toEqual([movement]);
  });

  test('whose answer is lost can be repeated: duplicates with the first verdict, stored once', async () => {
    const movements = [phone.make(), phone.make()];
    const lost = await phone.push(movements);
    const again = await phone.push(movements);
    expect(again.answers).toEqual(lost.answers.map((answer) => ({ ...answer, verdict: 'duplicate' })));
    expect(await phone.pullMovements()).toEqual(movements);
  });

  test('is the same movement whatever the order of its fields', async () => {
    const movement = phone.make();
    await phone.push([movement]);
    const reordered = Object.fromEntries(Object.entries(movement).reverse());
    const { answers } = await phone.push([reordered]);
    expect(answers[0]).toMatchObject({ verdict: 'duplicate', id: movement.id });
  });

  test('with a known id and other content is refused as a conflict, and the first content stays', async () => {
    const movement = phone.make();
    await phone.push([movement]);
    const { answers } = await phone.push([{ ...movement, label: 'autre' }]);
    expect(answers[0]).toEqual({ verdict: 'refused', id: movement.id, code: 'id-conflict', field: 'id' });
    expect(await phone.pullMovements()).toEqual([movement]);
  });

  test('of a scan whose product nobody knows is accepted and kept for the desk', async () => {
    const nameless = phone.make({ productId: null, productHint: 'carton sans étiquette' });
    const unknown = phone.make({ productId: 'nobody-knows' });
    const { answers } = await phone.push([nameless, unknown]);
    expect(answers.map((answer) => answer.verdict === 'accepted' && answer.unidentified)).toEqual([
      true,
      true
    ]);
    const listed = await phone.request('/api/unidentified');
    const { scans } = (await listed.json()) as { scans: { movement: unknown }[] };
    expect(scans.map(({ movement }) => movement)).toEqual([unknown, nameless]);
  });

  test('never refuses a fact that contradicts what is believed, nor a place that nobody knows', async () => {
    const shipped = phone.make({ serial: 'S', kind: 'shipment' });
    const again = phone.make({ serial: 'S', kind: 'shipment', fromLocationId: 'nowhere' });
    const { answers } = await phone.push([shipped, again]);
    expect(answers.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted']);
    const response = await phone.request('/api/serial?productId=product-1&serialKey=S');
    const { row } = (await response.json()) as { row: { anomalies: { type: string }[] } };
    expect(row.anomalies.map(({ type }) => type)).toEqual(['exit-without-entry', 'double-exit']);
  });
});

describe('one bad row among good ones', () => {
  test('is refused with its code and field, and the others are taken', async () => {
    const first = phone.make();
    const bad = { ...phone.make(), serial: '' };
    const last = phone.make();
    const { answers } = await phone.push([first, bad, last]);
    expect(answers.map(({ verdict }) => verdict)).toEqual(['accepted', 'refused', 'accepted']);
    expect(answers[1]).toMatchObject({ id: bad.id, code: 'serial-empty', field: 'serial' });
    expect(await phone.pullMovements()).toEqual([first, last]);
  });

  const wrongMovements: [name: string, fields: Record<string, unknown>, code: string, field: string][] = [
    ['an empty serial', { serial: '' }, 'serial-empty', 'serial'],
    ['a serial of blanks and controls', { serial: ' \u001d ' }, 'serial-empty', 'serial'],
    ['a serial of 10,000 characters', { serial: 'A'.repeat(10_000) }, 'serial-too-long', 'serial'],
    ['a serial of 129 characters', { serial: 'A'.repeat(129) }, 'serial-too-long', 'serial'],
    ['a lone surrogate as serial', { serial: 'A\ud800' }, 'serial-not-text', 'serial'],
    ['a serial that is not normalised', { serial: ' A' }, 'malformed-movement', 'serial'],
    ['a number as serial', { serial: 12 }, 'malformed-movement', 'serial'],
    ['two pieces of one serial', { quantityMicros: 2_000_000 }, 'malformed-movement', 'quantityMicros'],
    [
      'a transfer to nowhere',
      { kind: 'transfer', toLocationId: undefined },
      'malformed-movement',
      'toLocationId'
    ],
    ['an unknown kind', { kind: 'magic' }, 'malformed-movement', 'kind'],
    ['an unknown field', { admin: true }, 'malformed-movement', ''],
    ['a date that does not exist', { effectiveDate: '2024-02-30' }, 'malformed-movement', 'effectiveDate'],
    ['a clock of text', { recordedAt: 'yesterday' }, 'malformed-movement', 'recordedAt'],
    ['a clock of 2^53 + 1', { recordedAt: 2 ** 53 + 2 }, 'malformed-movement', 'recordedAt'],
    ['no clock', { recordedAt: undefined }, 'malformed-movement', 'recordedAt'],
    ['an id that is no UUIDv7', { id: 'x' }, 'malformed-movement', 'id']
  ];
  test.each(wrongMovements)('%s', async (_name, fields, code, field) => {
    const good = phone.make();
    const bad = { ...phone.make(), ...fields };
    const { answers } = await phone.push([bad, good]);
    const id = fields.id === undefined ? bad.id : null;
    expect(answers[0]).toMatchObject({ verdict: 'refused', id, code, field });
    expect(answers[1]).toMatchObject({ verdict: 'accepted', id: good.id });
    expect(await phone.pullMovements()).toEqual([good]);
  });

  test.each([[null], [42], ['text'], [[]], [{}]])('a row that is %j', async (row) => {
    const good = phone.make();
    const { answers } = await phone.push([row, good]);
    expect(answers[0]).toMatchObject({ verdict: 'refused', id: null, code: 'malformed-movement' });
    expect(answers[1]).toMatchObject({ verdict: 'accepted' });
  });

  test('a movement that claims another device is refused', async () => {
    const other = await server.enrol();
    const foreign = other.make();
    const { answers } = await phone.push([foreign, phone.make()]);
    expect(answers[0]).toEqual({
      verdict: 'refused',
      id: foreign.id,
      code: 'foreign-origin',
      field: 'origin.deviceId'
    });
    expect(answers[1]).toMatchObject({ verdict: 'accepted' });
    expect((await other.push([foreign])).answers[0]).toMatchObject({ verdict: 'accepted' });
  });

  test('a refused row may be tried again once it is put right', async () => {
    const movement = phone.make();
    await phone.push([{ ...movement, serial: '' }]);
    expect((await phone.push([movement])).answers[0]).toMatchObject({ verdict: 'accepted', id: movement.id });
  });

  test('a prototype in a movement touches nothing', async () => {
    const text = JSON.stringify({ sentAt: NOW, movements: [phone.make()] });
    const poisoned = text.replace('{"id"', '{"__proto__":{"admin":true},"constructor":{"prototype":{}},"id"');
    const response = await phone.pushRaw(poisoned);
    expect(await response.json()).toMatchObject({
      answers: [{ verdict: 'refused', code: 'malformed-movement' }]
    });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('identity of a scan', () => {
  test('the same number with a new id: both are kept and the second is stamped', async () => {
    const first = phone.make();
    const second = { ...phone.make(), origin: first.origin };
    await phone.push([first]);
    const { answers } = await phone.push([second]);
    expect(answers[0]).toMatchObject({ verdict: 'accepted', sequenceReused: true });
    expect(await phone.pullMovements()).toEqual([first, second]);
  });

  test('numbers that arrive backwards give the state of those that arrive in order', async () => {
    const received = phone.make({ serial: 'S' });
    const moved = phone.make({
      serial: 'S',
      kind: 'transfer',
      fromLocationId: 'loc-1',
      toLocationId: 'loc-2'
    });
    const shipped = phone.make({ serial: 'S', kind: 'shipment', fromLocationId: 'loc-2' });
    for (const movement of [shipped, moved, received]) await phone.push([movement]);
    const response = await phone.request('/api/serial?productId=product-1&serialKey=S');
    expect(await response.json()).toMatchObject({
      row: { state: { status: 'delivered', lastMovementId: shipped.id }, anomalies: [], movementCount: 3 },
      history: [{ movement: received }, { movement: moved }, { movement: shipped }]
    });
  });
});

describe('a wrong clock', () => {
  test('is corrected, never refused, and the correction travels', async () => {
    const HOUR = 3_600_000;
    const wallMs = NOW - HOUR - 60_000;
    const movement = phone.make({ recordedAt: wallMs, clock: { wallMs, monotonicMs: 1, bootId: 'b' } });
    const { answers } = await phone.push([movement], NOW - HOUR);
    expect(answers[0]).toMatchObject({ verdict: 'accepted', correctedAt: NOW - 60_000 });
    const again = await phone.push([movement], NOW - HOUR);
    expect(again.answers[0]).toMatchObject({ verdict: 'duplicate', correctedAt: NOW - 60_000 });
    const { changes } = await phone.pull();
    expect(changes.at(-1)).toMatchObject({ committed: { movement, stamp: { correctedAt: NOW - 60_000 } } });
  });

  test('of the year 2099 does not shadow later honest movements', async () => {
    const future = Date.UTC(2099, 0, 1);
    const clock = { wallMs: future, monotonicMs: 1, bootId: 'b' };
    const mad = phone.make({ serial: 'S', recordedAt: future, clock });
    await phone.push([mad], future);
    const honest = await server.enrol();
    const shipped = honest.make({ serial: 'S', kind: 'shipment', recordedAt: NOW + 60_000 });
    await honest.push([shipped]);
    const response = await phone.request('/api/serial?productId=product-1&serialKey=S');
    expect(await response.json()).toMatchObject({
      row: {
        state: { status: 'delivered' },
        anomalies: [{ type: 'clock-suspect', movementId: mad.id }]
      }
    });
  });
});

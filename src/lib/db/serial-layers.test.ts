import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testId,
  testProduct,
  TEST_EPOCH_MS
} from '../../../tests/factories/device.ts';
import { step, withScans, World } from '../../../tests/factories/layers-world.ts';
import { testAuthor } from '../../../tests/factories/phones.ts';
import { correctionOf, isCorrectable } from '../domain/settlement/correction.ts';
import type { PushAnswer } from '../protocol/push.ts';
import { acknowledge } from './commands/acknowledge.ts';
import { recordMovement } from './commands/record-movement.ts';
import { recordMovements } from './commands/record-movements.ts';
import { ID_BYTES } from './commands/stamp-drafts.ts';
import { readKnownMoment } from './moments.ts';
import { readSerialView } from './queries/serial-view.ts';

test('an own scan never disappears: through any push, answer, pull and snapshot the view holds it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
      const world = new World(await openTestDatabase());
      for (const next of steps) {
        await world.take(next);
        await world.checkView('A');
        await world.checkView('B');
      }
      await world.finish();
      for (const row of world.server.rows) {
        const view = await readSerialView(world.device.db, row);
        const { version, ...shown } = row;
        expect(view).toMatchObject({
          row: shown,
          standing: 'confirmed',
          waiting: [],
          serverVersion: version
        });
      }
      world.device.db.close();
    }),
    { numRuns: 150 }
  );
});

const identity = { productId: testProduct.id, serialKey: 'SN-0001' };

test('an own scan stays that a restored server has answered for, while the rows here are those of before', async () => {
  const world = await withScans([{}]);
  await world.finish();
  const { db, random } = world.device;
  const shipped = await recordMovement(db, world.device.input(draftOf({ kind: 'shipment' })));
  const id = shipped.ok ? shipped.value.id : '';
  const answer: PushAnswer = { verdict: 'accepted', id, seq: 1, arrivedAt: TEST_EPOCH_MS };
  const noted = {
    asked: await readKnownMoment(db),
    at: { epoch: testId(random), seq: 1 },
    sentIds: [id],
    answers: [answer],
    now: TEST_EPOCH_MS
  };
  expect(await acknowledge(db, noted)).toMatchObject({ ok: true, value: { accepted: 1 } });
  expect(await readSerialView(db, identity)).toMatchObject({
    standing: 'provisional',
    row: { state: { status: 'delivered' } }
  });
});

test('taking an own scan back shows at once while the whole history is held here', async () => {
  const world = await withScans([{}, { kind: 'shipment' }]);
  const reverses = world.own[1]?.id ?? '';
  const { db } = world.device;
  await recordMovement(db, world.device.input(draftOf({ kind: 'reversal', reverses })));
  expect(await readSerialView(db, identity)).toMatchObject({
    standing: 'provisional',
    row: { state: { status: 'in-stock' } }
  });
});

test('a scan made and taken back here without a network is decided here, on a row whose history is not', async () => {
  const world = await withScans([{}]);
  await world.finish();
  const { db } = world.device;
  await db.movements.clear();
  const before = (await readSerialView(db, identity))?.row;
  const shipped = await recordMovement(db, world.device.input(draftOf({ kind: 'shipment' })));
  const reverses = shipped.ok ? shipped.value.id : '';
  await recordMovement(db, world.device.input(draftOf({ kind: 'reversal', reverses })));
  expect(await readSerialView(db, identity)).toMatchObject({
    standing: 'provisional',
    row: { state: before?.state, anomalies: [], movementCount: 3 }
  });
});

test('a correction made here shows at once: X without it, Y with it where it stood', async () => {
  const world = await withScans([{}, { kind: 'shipment' }, { serial: 'SN-0002' }]);
  await world.finish();
  const movement = world.own[1];
  if (!movement || !isCorrectable(movement)) throw new Error('no scan');
  const { db } = world.device;
  const truth = { productId: testProduct.id, serial: 'SN-0002' };
  const drafts = correctionOf({ movement, truth, by: testAuthor });
  const { draft: _draft, ...input } = world.device.input(draftOf());
  const random = world.device.random.bytes(4 * ID_BYTES);
  await recordMovements(db, { ...input, drafts, group: true, random });
  expect(await readSerialView(db, identity)).toMatchObject({
    standing: 'provisional',
    row: { state: { status: 'in-stock' }, alias: truth }
  });
  expect(await readSerialView(db, { ...identity, serialKey: 'SN-0002' })).toMatchObject({
    standing: 'provisional',
    waiting: [{ kind: 'shipment', standsFor: { movementId: movement.id } }]
  });
});

test('what cannot be decided from the row alone is left to the server, and says so', async () => {
  const world = await withScans([{}]);
  await world.finish();
  const { db } = world.device;
  await db.movements.clear();
  const reverses = world.own[0]?.id ?? '';
  await recordMovement(db, world.device.input(draftOf({ kind: 'reversal', reverses })));
  expect(await readSerialView(db, identity)).toMatchObject({
    standing: 'server-decides',
    row: { state: { status: 'in-stock' } },
    waiting: [{ kind: 'reversal' }]
  });
});

test('a scan that the server keeps as unidentified stays on the screen of its device', async () => {
  const world = await withScans([{ productId: 'not-there' }]);
  await world.finish();
  expect(await readSerialView(world.device.db, { ...identity, productId: 'not-there' })).toMatchObject({
    standing: 'provisional',
    row: { state: { status: 'in-stock' } }
  });
});

test('a scan whose answer was lost is confirmed by the feed, though it still waits for its answer', async () => {
  const world = await withScans([]);
  await world.finish();
  await world.take({ do: 'scan', kind: 'receipt', serial: 'A', at: 0 });
  await world.take({ do: 'push', count: 1, answerLost: true });
  await world.take({ do: 'other', kind: 'shipment', serial: 'A', at: 5 });
  await world.take({ do: 'pull', limit: 9 });
  expect(await readSerialView(world.device.db, { ...identity, serialKey: 'A' })).toMatchObject({
    standing: 'confirmed',
    row: { state: { status: 'delivered' }, movementCount: 2 },
    waiting: [{ kind: 'receipt' }]
  });
});

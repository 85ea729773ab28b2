import { expect, test } from 'vitest';
import { draftOf, testId } from '../../../../tests/factories/device.ts';
import { openPhones, type Phone } from '../../../../tests/factories/phones.ts';
import { listNotices } from '../queries/notices.ts';
import { readSerialView } from '../queries/serial-view.ts';
import { applyChanges } from '../commands/apply-changes.ts';

test('a row that changed without a movement of its own replaces the one held, and its warning is told', async () => {
  const { server, phones } = await openPhones(1);
  const [phone] = phones as [Phone];
  const received = await phone.scan(1);
  await phone.sync();
  const [row] = server.rows;
  if (!row) throw new Error('no row');
  const against = testId(phone.device.random);
  const warning = {
    id: `same-serial-other-product:${received.id}`,
    type: 'same-serial-other-product' as const,
    movementId: received.id,
    againstMovementId: against
  };
  const seq = server.seq + 1;
  const from = { epoch: server.epoch, seq: server.seq };
  const changed = { ...row, warnings: [warning], version: seq };
  const changes = [{ type: 'row' as const, seq, row: changed }];
  expect(await applyChanges(phone.db, { from, changes, cursor: { ...from, seq } })).toMatchObject({
    ok: true
  });

  const identity = { productId: row.productId, serialKey: row.serialKey };
  expect(await readSerialView(phone.db, identity)).toMatchObject({
    standing: 'confirmed',
    serverVersion: seq,
    row: { warnings: [warning] }
  });
  expect(await listNotices(phone.db)).toMatchObject([
    { notice: { id: warning.id, state: 'open' }, against: null }
  ]);

  await phone.record(2, [draftOf({ kind: 'shipment' })]);
  expect((await readSerialView(phone.db, identity))?.row.warnings).toEqual([warning]);
});

test('an older row never replaces a newer one', async () => {
  const { server, phones } = await openPhones(1);
  const [phone] = phones as [Phone];
  await phone.scan(1);
  await phone.sync();
  const [row] = server.rows;
  if (!row) throw new Error('no row');
  const from = { epoch: server.epoch, seq: server.seq };
  const old = { ...row, state: { ...row.state, status: 'lost' as const }, version: row.version - 1 };
  const changes = [{ type: 'row' as const, seq: server.seq + 1, row: old }];
  await applyChanges(phone.db, { from, changes, cursor: { ...from, seq: server.seq + 1 } });
  expect(await phone.db.serials.toArray()).toMatchObject([{ state: { status: 'in-stock' } }]);
});

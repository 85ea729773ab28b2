import { expect, test } from 'vitest';
import { draftOf } from '../../../tests/factories/device.ts';
import { setOf, takeOverSet } from '../../../tests/factories/segments.ts';
import { openPhones, testAuthor as by, type Phone } from '../../../tests/factories/phones.ts';
import { acceptanceOf } from '../domain/settlement/acceptance.ts';
import { missingMovement } from '../domain/settlement/missing-movement.ts';
import { reversalOf } from '../domain/settlement/reversal.ts';
import { acknowledgeNotice } from './commands/acknowledge-notice.ts';
import { countNotices, listNotices, type NoticeView } from './queries/notices.ts';

const subject = { productId: draftOf().productId ?? '', serial: 'SN-0001' };

const syncAll = async (phones: readonly Phone[]): Promise<void> => {
  for (const phone of [...phones, ...phones]) await phone.sync();
};

async function onlyNotice(phone: Phone): Promise<NoticeView> {
  const [notice, ...others] = await listNotices(phone.db);
  if (!notice || others.length > 0) throw new Error(`${others.length + 1} notices`);
  return notice;
}

/** Two pickers ship one serial, each without a network; a third phone received it. */
async function doubleExit() {
  const { server, phones } = await openPhones(3);
  const [receiver, first, second] = phones as [Phone, Phone, Phone];
  await receiver.scan(0);
  await syncAll(phones);
  const [shipped, again] = [
    await first.scan(10, { kind: 'shipment', document: 'BL-1' }),
    await second.scan(20, { kind: 'shipment', document: 'BL-2' })
  ];
  return { server, phones, receiver, first, second, shipped, again };
}

test.each(['the first picker syncs first', 'the second picker syncs first'])(
  'both pickers of a double exit are told, with both claims, and nobody else: %s',
  async (order) => {
    const { phones, receiver, first, second, shipped, again } = await doubleExit();
    await syncAll(order.startsWith('the first') ? phones : [...phones].reverse());
    for (const [phone, own] of [
      [first, shipped],
      [second, again]
    ] as const) {
      const { notice, movement, against, closing } = await onlyNotice(phone);
      expect(notice).toMatchObject({
        id: `double-exit:${again.id}`,
        state: 'open',
        ownMovementIds: [own.id],
        subject: { of: 'serial', serialKey: 'SN-0001' }
      });
      expect([movement?.movement.document, against?.movement.document]).toEqual(['BL-2', 'BL-1']);
      expect([movement?.isOwn, against?.isOwn]).toEqual([phone === second, phone === first]);
      expect(closing).toBeNull();
    }
    expect(await listNotices(receiver.db)).toEqual([]);
  }
);

test('a notice stays until it is acknowledged, over restarts, and is told once', async () => {
  const { phones, first, second } = await doubleExit();
  await syncAll(phones);
  const { notice } = await onlyNotice(first);
  const reopened = await first.device.reopen();
  expect(await countNotices(reopened)).toBe(1);
  expect(await acknowledgeNotice(reopened, notice)).toEqual({ ok: true, value: null });
  expect(await countNotices(reopened)).toBe(0);
  await second.scan(30, { kind: 'customer-return' });
  await second.scan(31, { serial: 'SN-2' });
  await syncAll(phones);
  expect(await listNotices(first.db)).toEqual([]);
  reopened.close();
});

test('an acknowledged notice is told again when the anomaly ends, with who ended it and why', async () => {
  const { phones, receiver, first, second } = await doubleExit();
  await syncAll(phones);
  const { notice } = await onlyNotice(first);
  await acknowledgeNotice(first.db, notice);
  await receiver.record(40, [acceptanceOf({ anomaly: notice.anomaly, subject, reason: 'vu au quai', by })]);
  await syncAll(phones);
  for (const phone of [first, second]) {
    const told = await onlyNotice(phone);
    expect(told.notice).toMatchObject({ state: 'accepted', acknowledged: 0 });
    expect(told.closing?.movement).toMatchObject({ label: 'vu au quai', operator: by.operator });
  }
  const stale = await acknowledgeNotice(first.db, { id: notice.id, state: 'open' });
  expect(stale).toMatchObject({ ok: false, error: { code: 'not-waiting' } });
  expect(await countNotices(first.db)).toBe(1);
});

test('an anomaly that a reversal ends is told as reversed, one that a late movement ends as healed', async () => {
  const { phones, receiver, first, again } = await doubleExit();
  await syncAll(phones);
  await receiver.record(40, [reversalOf({ movement: again, by })]);
  await syncAll(phones);
  const reversed = await onlyNotice(first);
  expect(reversed.notice.state).toBe('reversed');
  expect(reversed.closing?.movement).toMatchObject({ kind: 'reversal', reverses: again.id });

  const other = await doubleExit();
  await syncAll(other.phones);
  const missing = missingMovement({ kind: 'customer-return', of: subject, before: other.again.id, by });
  await other.receiver.record(40, [missing]);
  await syncAll(other.phones);
  expect((await onlyNotice(other.first)).notice).toMatchObject({ state: 'healed', acknowledged: 0 });
});

test('an anomaly that opens again, resting on something else, is told again', async () => {
  const { phones, receiver, first, second, again } = await doubleExit();
  await syncAll(phones);
  await acknowledgeNotice(first.db, (await onlyNotice(first)).notice);
  await acknowledgeNotice(second.db, (await onlyNotice(second)).notice);
  const scrapped = await receiver.scan(15, { kind: 'scrap' });
  await syncAll(phones);
  const told = (await listNotices(second.db)).map(({ notice }) => notice);
  expect(told).toMatchObject([{ id: `double-exit:${again.id}`, state: 'open', ownMovementIds: [again.id] }]);
  expect(told[0]?.anomaly.againstMovementId).toBe(scrapped.id);
});

test('negative stock is told to who took it', async () => {
  const { phones } = await openPhones(2);
  const [first, second] = phones as [Phone, Phone];
  const { serial: _serial, toLocationId: _to, ...quantity } = draftOf({ quantityMicros: 3_000_000 });
  await first.record(1, [{ ...quantity, kind: 'shipment', fromLocationId: 'a-01' }]);
  await syncAll(phones);
  expect((await onlyNotice(first)).notice).toMatchObject({
    anomaly: { type: 'negative-quantity' },
    subject: { of: 'stock', locationId: 'a-01', lot: null }
  });
  expect(await listNotices(second.db)).toEqual([]);
  await second.record(2, [
    { ...quantity, toLocationId: 'a-01', chosenDay: { startsAt: 0, endsAt: 86_400_000 } }
  ]);
  await syncAll(phones);
  expect((await onlyNotice(first)).notice.state).toBe('healed');
});

test('a first sync anew tells the same and no more', async () => {
  const { server, phones, first, second } = await doubleExit();
  await syncAll(phones);
  await acknowledgeNotice(first.db, (await onlyNotice(first)).notice);
  for (const { db } of [first, second]) {
    await takeOverSet(db, await setOf(server, 2));
  }
  await syncAll(phones);
  expect(await countNotices(first.db)).toBe(0);
  expect((await onlyNotice(second)).notice.state).toBe('open');
});

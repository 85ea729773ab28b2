import { expect, test } from 'vitest';
import { draftOf, testId } from '../../../tests/factories/device.ts';
import { loopOf, scan, setUpSync, syncOnce } from '../../../tests/factories/sync.ts';
import { recordMovement } from '../db/commands/record-movement.ts';
import { setOperator } from '../db/commands/set-operator.ts';

/** Fault f17: who holds the phone changes while movements wait. */
test('what waits goes out under who scanned it, whoever holds the phone by then', async () => {
  const setting = await setUpSync();
  const { device } = setting;
  const loop = loopOf(setting);
  await syncOnce(loop);
  const [ada, bob] = [
    { id: testId(device.random), name: 'Ada' },
    { id: testId(device.random), name: 'Bob' }
  ];
  await setOperator(device.db, ada);
  const waiting = await scan(device, { operator: ada }, 2);
  await setOperator(device.db, bob);
  const later = await recordMovement(device.db, device.input(draftOf({ serial: 'SN-B', operator: bob })));
  if (!later.ok) throw new Error(later.error.code);
  await syncOnce(loop);
  const pulled = await device.db.movements.toArray();
  const operatorOf = new Map(pulled.map(({ id, committed }) => [id, committed.movement.operator.name]));
  expect(waiting.map((id) => operatorOf.get(id))).toEqual(['Ada', 'Ada']);
  expect(operatorOf.get(later.value.id)).toBe('Bob');
});

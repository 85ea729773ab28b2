import { describe, expect, test } from 'vitest';
import { LATEST_DOCUMENTS } from '../../server/store/documents.ts';
import type { Document } from '../../src/lib/domain/document/document.ts';
import type { WorkReport } from '../../src/lib/protocol/documents.ts';
import { testDocument } from '../factories/documents.ts';
import { ARRIVED, device, deviceId, newId, type StoreHarness } from './store-harness.ts';

const WORK_ID = newId();

const report = (fields: Partial<WorkReport> = {}): WorkReport => ({
  workId: WORK_ID,
  documentId: 'document-1',
  type: 'receipt',
  state: 'working',
  operator: { id: newId(), name: 'Claire' },
  deviceId,
  startedAt: ARRIVED,
  reportedAt: ARRIVED + 1,
  count: 1,
  missing: 0,
  ...fields
});

/** Documents, the movements that name them, and who works on them. */
export function documentsConformance(harness: StoreHarness): void {
  const { append, make, feed } = harness;

  const put = (...documents: Document[]) => harness.store.editDocuments(() => ({ value: null, documents }));

  describe('documents', () => {
    test('take a place in the feed, at every change, and stand in a snapshot', async () => {
      const [first, changed] = [testDocument(), testDocument({ note: 'Quai 2' })];
      await put(first);
      const { cursor } = await feed();
      await put(changed);
      const { changes } = await feed(1000, cursor.seq);
      expect(changes).toEqual([{ type: 'document', seq: cursor.seq + 1, document: changed }]);
      const snapshot = await harness.store.readSnapshot();
      expect(snapshot).toMatchObject({ documents: [changed], cursor: { seq: cursor.seq + 1 } });
    });

    test('that are no longer open stand in a snapshot while they are among the latest', async () => {
      const closed = Array.from({ length: LATEST_DOCUMENTS + 1 }, (_, at) =>
        testDocument({ id: `document-${at}`, number: `BR-${at}`, state: 'closed' })
      );
      await put(...closed, testDocument({ id: 'open', number: 'BR-open' }));
      const ids = (await harness.store.readSnapshot()).documents.map(({ id }) => id);
      expect(ids).toHaveLength(LATEST_DOCUMENTS + 1);
      expect(ids).toContain('open');
      expect(ids).not.toContain('document-0');
      expect(ids).toEqual([...ids].sort());
    });

    test('are found by id, and by number in any case', async () => {
      await put(testDocument({ number: 'Br-Été-1' }));
      const found = await harness.store.editDocuments(({ document, documentNumbered }) => ({
        value: [document('document-1'), documentNumbered('BR-Été-1'), documentNumbered('BR-1')].map(
          (one) => one?.id ?? null
        )
      }));
      expect(found).toEqual({ ok: true, value: ['document-1', 'document-1', null] });
    });

    test('have the movements that name them, in any case and between spaces, and those that take these back', async () => {
      const named = make({ serial: 'A', document: ' br-1' });
      const other = make({ serial: 'B', document: 'BR-2' });
      const unnamed = make({ serial: 'C' });
      await append([named, other, unnamed]);
      const undone = make({ serial: 'A', kind: 'reversal', reverses: named.id });
      const redone = make({ serial: 'A', kind: 'reversal', reverses: undone.id });
      await append([undone, make({ serial: 'B', kind: 'reversal', reverses: other.id })]);
      await append([redone]);
      await put(testDocument());
      const found = await harness.store.readDocument('document-1');
      expect(found?.movements.map(({ movement }) => movement.id)).toEqual([named.id, undone.id, redone.id]);
      expect(found?.movements[0]).toMatchObject({ deviceName: device.name });
      expect(await harness.store.readDocument('nobody')).toBeNull();
    });

    test('say which movements are not here', async () => {
      const here = make({ serial: 'A' });
      await append([here]);
      const absent = newId();
      const found = await harness.store.editDocuments(({ missingOf }) => ({
        value: missingOf([absent, here.id])
      }));
      expect(found).toEqual({ ok: true, value: [absent] });
    });

    test('keep of each work session what was last reported', async () => {
      await put(testDocument());
      const { cursor } = await feed();
      const last = report({ state: 'finished', count: 2, missing: 1, reportedAt: ARRIVED + 9 });
      for (const one of [report(), last])
        await harness.store.editDocuments(() => ({ value: null, report: one }));
      const found = await harness.store.readDocument('document-1');
      expect(found?.work).toEqual([{ ...last, deviceName: device.name }]);
      const read = await harness.store.editDocuments(({ workReport }) => ({ value: workReport(WORK_ID) }));
      expect(read).toEqual({ ok: true, value: last });
      expect((await feed()).cursor).toEqual(cursor);
    });
  });
}

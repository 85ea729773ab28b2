import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestDatabase, testProduct, TEST_EPOCH_MS } from '../../../../tests/factories/device.ts';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { setOperator } from '$lib/db/commands/set-operator';
import { done, failed, type Result } from '$lib/db/result';
import type { MovementDraft } from '$lib/domain/movement/draft';
import type { Movement } from '$lib/domain/movement/movement';
import type { Device } from '$lib/sync/device';
import { MovementForm } from './movement-form.svelte';
import type { Told } from './outcome';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });

const operator = { id: '018f0000-0000-7000-8000-000000000001', name: 'Léa' };

const recordedAs = (draft: MovementDraft): Movement =>
  ({
    ...draft,
    id: `mov-${draft.kind}-${draft.serial}`,
    recordedAt: TEST_EPOCH_MS,
    clock: { wallMs: TEST_EPOCH_MS, monotonicMs: 0, bootId: 'test' },
    origin: { deviceId: 'test', incarnation: 'test', sequence: 1 }
  }) satisfies Movement;

/** Answers a recording when the test says so. */
class HeldRecorder {
  asked: readonly MovementDraft[] = [];
  record = async (draft: MovementDraft): Promise<Result<Movement>> => {
    const all = await this.recordAll([draft]);
    return all.ok ? done(recordedAs(draft)) : all;
  };
  answer: (result: Result<Movement[]>) => void = () => undefined;

  readonly recordAll = (drafts: readonly MovementDraft[]): Promise<Result<Movement[]>> => {
    this.asked = drafts;
    return new Promise((resolve) => {
      this.answer = (result) => resolve(result.ok ? done(drafts.map(recordedAs)) : result);
    });
  };
}

const { db } = await openTestDatabase();
await setOperator(db, operator);
await db.products.put(testProduct);

let recorder: HeldRecorder;
let heard: Told[];
let wallMs = TEST_EPOCH_MS;

function newForm(direction: 'entry' | 'exit' = 'entry'): MovementForm {
  const clock = { now: () => wallMs, monotonic: () => wallMs - TEST_EPOCH_MS, bootId: 'test' };
  const sync = { state: { serverOffsetMs: 0 } };
  const device = {
    db,
    clock,
    sync,
    recordAll: recorder.recordAll,
    record: recorder.record
  } as unknown as Device;
  const form = new MovementForm({ device, direction, hear: (told) => heard.push(told) });
  form.chooseProduct(testProduct);
  return form;
}

const scan = (serial: string): ReadScan => ({ source: 'wedge', raw: serial, codes: [serial], serial });

beforeEach(() => {
  recorder = new HeldRecorder();
  heard = [];
  wallMs = TEST_EPOCH_MS;
});

async function untilAsked(): Promise<void> {
  await vi.waitFor(() => expect(recorder.asked.length).toBeGreaterThan(0));
}

describe('the last scan', () => {
  async function stored(form: MovementForm): Promise<void> {
    recorder.asked = [];
    const saving = form.save();
    await untilAsked();
    recorder.answer(done([]));
    await saving;
  }

  async function undone(form: MovementForm): Promise<readonly MovementDraft[]> {
    recorder.asked = [];
    const undoing = form.undo();
    await untilAsked();
    recorder.answer(done([]));
    await undoing;
    return recorder.asked;
  }

  test('that was stored is taken back by a movement that names it, and may be scanned again', async () => {
    const form = newForm();
    for (const serial of ['SN1', 'SN2']) {
      await form.take(scan(serial));
      await stored(form);
    }
    expect(await undone(form)).toMatchObject([
      { kind: 'reversal', reverses: 'mov-receipt-SN2', serial: 'SN2' }
    ]);
    expect(form.told).toEqual({ kind: 'taken-back', code: 'SN2', count: 1, wasStored: true });
    expect([form.session.tally, form.undoable]).toEqual([1, { code: 'SN1', count: 1 }]);
    await form.take(scan('SN2'));
    await stored(form);
    expect(form.session.acts.map(({ code, takenBack }) => [code, takenBack])).toEqual([
      ['SN2', false],
      ['SN2', true],
      ['SN1', false]
    ]);
  });

  test('of a stored list is the whole list', async () => {
    const form = newForm();
    form.paste('SN1\nSN2');
    await stored(form);
    expect(form.undoable).toEqual({ code: null, count: 2 });
    expect((await undone(form)).map(({ reverses }) => reverses)).toEqual([
      'mov-receipt-SN1',
      'mov-receipt-SN2'
    ]);
    expect([form.session.tally, form.undoable]).toEqual([0, null]);
  });

  test('that is not stored yet leaves the field or the list, and no movement is made', async () => {
    const form = newForm();
    await form.take(scan('SN1'));
    await form.undo();
    expect([form.serial, form.told]).toEqual([
      '',
      { kind: 'taken-back', code: 'SN1', count: 1, wasStored: false }
    ]);
    form.takeSeveral(true);
    await form.take(scan('SN2'));
    await form.take(scan('SN3'));
    await form.undo();
    expect(form.batch.list.map(({ serial }) => serial)).toEqual(['SN2']);
    expect(recorder.asked).toEqual([]);
  });

  test('that could not be taken back still counts', async () => {
    const form = newForm();
    await form.take(scan('SN1'));
    await stored(form);
    recorder.asked = [];
    const undoing = form.undo();
    await untilAsked();
    recorder.answer(failed({ code: 'storage-full' }));
    await undoing;
    expect([form.told, form.session.tally]).toEqual([{ kind: 'failed', code: 'storage-full' }, 1]);
  });

  test('that comes again is told with how long ago it was, stored or in the list', async () => {
    const form = newForm();
    await form.take(scan('SN1'));
    await stored(form);
    wallMs += 12_000;
    await form.take(scan('SN1'));
    await form.save();
    expect(form.told).toEqual({ kind: 'repeat', code: 'SN1', agoMs: 12_000 });
    form.takeSeveral(true);
    await form.take(scan('SN2'));
    wallMs += 3_000;
    await form.take(scan('SN2'));
    expect(form.told).toMatchObject({ kind: 'listed', added: 0, repeated: 1, agoMs: 3_000 });
    await form.take(scan('SN1'));
    expect(form.told).toMatchObject({ kind: 'listed', judgement: 'repeat', agoMs: 15_000 });
  });
});

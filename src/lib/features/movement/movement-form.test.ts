import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestDatabase, testProduct, TEST_EPOCH_MS } from '../../../../tests/factories/device.ts';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { setOperator } from '$lib/db/commands/set-operator';
import { done, failed, type Result } from '$lib/db/result';
import type { MovementDraft } from '$lib/domain/movement/draft';
import type { Movement } from '$lib/domain/movement/movement';
import type { Device } from '$lib/sync/device';
import { keptOf, restoreForm } from './kept-form';
import { MovementForm } from './movement-form.svelte';
import { signalOf, type Told } from './outcome';

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

describe('a list', () => {
  test('is one recording, and the good beep waits until it is stored', async () => {
    const form = newForm();
    form.paste('SN1\nSN2\nSN2\nSN3');
    const saving = form.save();
    await untilAsked();
    expect(recorder.asked.map(({ serial }) => serial)).toEqual(['SN1', 'SN2', 'SN3']);
    expect(heard.map(signalOf)).not.toContain('ok');
    expect(form.saving.busy).toBe(true);
    recorder.answer(done([]));
    await saving;
    expect(heard.at(-1)).toMatchObject({ kind: 'stored-many', count: 3, judged: [['fine', 3]] });
    expect(signalOf(heard.at(-1) ?? { kind: 'ready' })).toBe('ok');
    expect([form.batch.list, form.saving.busy]).toEqual([[], false]);
  });

  test('leaves what stays for the next one, and nothing that leaving would lose', async () => {
    const form = newForm();
    form.paste('SN1');
    form.document = 'BL-7';
    const saving = form.save();
    await untilAsked();
    recorder.answer(done([]));
    await saving;
    expect([form.document, form.holdsWork]).toEqual(['BL-7', false]);
    form.document = 'BL-8';
    expect(form.holdsWork).toBe(true);
  });

  test('that could not be stored stays whole', async () => {
    const form = newForm();
    form.paste('SN1\nSN2');
    const saving = form.save();
    await untilAsked();
    recorder.answer(failed({ code: 'storage-full' }));
    await saving;
    expect(form.told).toEqual({ kind: 'failed', code: 'storage-full' });
    expect(form.batch.list.map(({ serial }) => serial)).toEqual(['SN1', 'SN2']);
  });

  test('stored before is told and not stored again', async () => {
    const form = newForm();
    form.paste('SN1\nSN2');
    const first = form.save();
    await untilAsked();
    recorder.answer(done([]));
    await first;
    form.paste('SN2\nSN3');
    const second = form.save();
    await vi.waitFor(() => expect(recorder.asked.map(({ serial }) => serial)).toEqual(['SN3']));
    recorder.answer(done([]));
    await second;
    expect(form.told).toMatchObject({ kind: 'stored-many', count: 1, skipped: 1 });
    expect(form.session.tally).toBe(3);
  });

  test('with lines that were not taken is not saved until a person has looked', async () => {
    const form = newForm();
    form.takeSeveral(true);
    form.batch.text = 'SN1\n001-010';
    await form.save();
    expect(form.told).toMatchObject({ kind: 'listed', added: 1, problems: 1 });
    await form.save();
    expect(recorder.asked).toEqual([]);
    expect(form.batch.text).toBe('001-010');
  });
});

describe('the field of one serial', () => {
  test('a typed range becomes a list to be looked at; a scanned one is one serial', async () => {
    const form = newForm();
    form.serial = 'SN010-SN012';
    expect(form.typedRange).toMatchObject({ first: 'SN010', last: 'SN012', count: 3 });
    await form.save();
    expect([form.several, form.batch.list.length, recorder.asked.length]).toEqual([true, 3, 0]);

    const other = newForm();
    await other.take(scan('SN010-SN012'));
    expect([other.serial, other.typedRange]).toEqual(['SN010-SN012', null]);
  });

  test('goes along when several are to be entered', () => {
    const form = newForm();
    form.serial = 'SN1';
    form.takeSeveral(true);
    expect([form.serial, form.batch.text]).toEqual(['', 'SN1']);
  });
});

describe('scans in a row', () => {
  test('go into the list, and a repeat is heard', async () => {
    const form = newForm();
    form.takeSeveral(true);
    await form.take(scan('SN1'));
    await form.take(scan('sn1'));
    expect(form.batch.list.map(({ serial }) => serial)).toEqual(['SN1']);
    expect(heard.map(signalOf)).toEqual([null, 'already-scanned']);
  });

  test('leave alone what was typed and not understood', async () => {
    const form = newForm();
    form.paste('SN1\n001-010');
    await form.take(scan('SN2'));
    expect(form.batch.text).toBe('001-010');
    expect(form.batch.problems.map(({ code }) => code)).toEqual(['range-ambiguous']);
    expect(form.batch.list.map(({ serial }) => serial)).toEqual(['SN1', 'SN2']);
  });

  test('that will be a contradiction are heard at once', async () => {
    const form = newForm('exit');
    form.takeSeveral(true);
    await form.take(scan('NEVER-SEEN'));
    expect(heard.map(signalOf)).toEqual(['unknown']);
  });
});

test('what stands in a form comes back as it was kept', async () => {
  const form = newForm();
  form.paste('SN1\nSN2');
  form.batch.text = '001-010';
  form.label = 'Palette';
  form.date = '2026-02-27';
  const kept = keptOf(form);
  const again = newForm();
  await restoreForm(db, again, structuredClone(kept));
  expect(keptOf(again)).toEqual(kept);
});

const otherProduct = { ...testProduct, id: 'prd-other', code: 'OTHER', gtins: ['09521234000099'] };
const labelled = (serial: string, productId: string): ReadScan => ({ ...scan(serial), productId });
await db.products.put(otherProduct);

describe('no scan is lost between two others', () => {
  test('one that comes while another is being stored waits, and stands in the form afterwards', async () => {
    const form = newForm();
    await form.take(scan('SN1'));
    const saving = form.save();
    await untilAsked();
    const taking = form.take(scan('SN2'));
    recorder.answer(done([]));
    await Promise.all([saving, taking]);
    expect(form.serial).toBe('SN2');
  });

  test('one that comes before the last one was saved goes into a list with it', async () => {
    const form = newForm();
    await form.take(scan('SN1'));
    await form.take(scan('SN2'));
    expect(form.batch.list.map(({ serial, capture }) => [serial, capture])).toEqual([
      ['SN1', 'wedge'],
      ['SN2', 'wedge']
    ]);
    await form.take(scan('SN3'));
    expect(form.batch.list).toHaveLength(3);
  });

  test('the same one again stays one', async () => {
    const form = newForm();
    await form.take(scan('SN1'));
    await form.take(scan('SN1'));
    expect([form.several, form.serial]).toEqual([false, 'SN1']);
  });

  test('one of another product does not carry what waits over to its product', async () => {
    for (const several of [false, true]) {
      const form = newForm();
      form.takeSeveral(several);
      await form.take(scan('SN1'));
      await form.take(labelled('SN2', otherProduct.id));
      expect(form.told).toEqual({ kind: 'not-taken', product: 'OTHER — ' + otherProduct.label });
      expect(signalOf(form.told)).toBe('refused');
      expect(form.product?.id).toBe(testProduct.id);
      expect(several ? form.batch.list.map(({ serial }) => serial) : [form.serial]).toEqual(['SN1']);
    }
  });

  test('the label of the product may follow its serials where none was chosen yet', async () => {
    const form = newForm();
    form.chooseProduct(null);
    form.takeSeveral(true);
    await form.take(scan('SN1'));
    await form.take({ source: 'wedge', raw: 'OTHER', codes: ['OTHER'], productId: otherProduct.id });
    expect(form.product?.id).toBe(otherProduct.id);
    expect(form.batch.list).toHaveLength(1);
  });
});

describe('storing on scan', () => {
  test('waits for a person when the serial does not look like the others of the chosen product', async () => {
    const form = newForm();
    form.chooseProduct({
      ...testProduct,
      serialPattern: { source: 'set', lengths: [6], prefix: 'SN', alphabet: 'digits' }
    });
    form.autoSave = true;
    await form.take(scan('LAPTOP-77'));
    expect(form.told).toMatchObject({ kind: 'doubtful', why: 'format' });
    expect(signalOf(form.told)).toBe('wrong-product');
    expect([recorder.asked, form.serial]).toEqual([[], 'LAPTOP-77']);
  });

  test('stores at once what fits', async () => {
    const form = newForm();
    form.autoSave = true;
    const taking = form.take(scan('SN0001'));
    await untilAsked();
    recorder.answer(done([]));
    await taking;
    expect(form.told).toMatchObject({ kind: 'stored' });
  });
});

test('a fault of the database is told, and what was typed stays', async () => {
  recorder.record = () => Promise.reject(new Error('InvalidStateError'));
  const form = newForm();
  form.serial = 'SN1';
  await form.save();
  expect(form.told).toEqual({ kind: 'failed', code: 'storage-failed' });
  expect([form.serial, form.saving.busy]).toEqual(['SN1', false]);
});

test('a form that stays open past midnight dates nothing back', async () => {
  const form = newForm();
  const evening = form.date;
  wallMs += 24 * 3600_000;
  expect(form.date).not.toBe(evening);
  form.serial = 'SN1';
  const saving = form.save();
  await untilAsked();
  expect(recorder.asked[0]?.chosenDay).toBeUndefined();
  recorder.answer(done([]));
  await saving;

  form.step(-1);
  const chosen = form.date;
  wallMs += 24 * 3600_000;
  expect(form.date).toBe(chosen);
});

test('a scan of an unknown product that comes again is told, not stored twice', async () => {
  const form = newForm();
  form.chooseProduct(null);
  for (const turn of [1, 2]) {
    await form.take({ ...scan('SN1'), gtin: '09521234009999' });
    const saving = form.save();
    if (turn === 1) {
      await untilAsked();
      recorder.answer(done([]));
    }
    await saving;
    if (turn === 1) wallMs += 12_000;
  }
  expect(form.told).toEqual({ kind: 'repeat', code: 'SN1', agoMs: 12_000 });
});

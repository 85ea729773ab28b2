import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestDatabase, testProduct, TEST_EPOCH_MS } from '../../../../tests/factories/device.ts';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { setOperator } from '$lib/db/commands/set-operator';
import { done, type Result } from '$lib/db/result';
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

describe('a pallet', () => {
  const SSCC = '376000100000000010';
  const NEXT = '376000100000000027';
  const pallet = (sscc: string): ReadScan => ({
    source: 'wedge',
    raw: `00${sscc}`,
    codes: [`00${sscc}`],
    sscc
  });

  async function saved(form: MovementForm): Promise<readonly MovementDraft[]> {
    recorder.asked = [];
    const saving = form.save();
    await untilAsked();
    recorder.answer(done([]));
    await saving;
    return recorder.asked;
  }

  test('that comes in is told, and is what the pieces after it are recorded on, one after the other', async () => {
    const form = newForm();
    await form.take(pallet(SSCC));
    expect(form.told).toEqual({ kind: 'pallet-begun', sscc: SSCC });
    for (const serial of ['SN1', 'SN2']) {
      await form.take(scan(serial));
      expect(await saved(form)).toMatchObject([{ serial, container: SSCC }]);
    }
    form.container = null;
    await form.take(scan('SN3'));
    expect((await saved(form))[0]).not.toHaveProperty('container');
  });

  test('begun in the middle of a list takes nothing over from the one before', async () => {
    const form = newForm();
    form.takeSeveral(true);
    await form.take(scan('SN1'));
    await form.take(pallet(SSCC));
    await form.take(scan('SN2'));
    form.paste('SN3');
    await form.take(pallet(NEXT));
    await form.take({ ...scan('SN4') });
    await form.take({ ...scan('SN5'), sscc: SSCC });
    const drafts = await saved(form);
    expect(drafts.map(({ serial, container }) => [serial, container])).toEqual([
      ['SN1', undefined],
      ['SN2', SSCC],
      ['SN3', SSCC],
      ['SN4', NEXT],
      ['SN5', SSCC]
    ]);
  });

  test('that goes out unknown is said in words and holds nothing back', async () => {
    const form = newForm('exit');
    await form.take(pallet(SSCC));
    expect(form.told).toEqual({ kind: 'pallet-unknown', sscc: SSCC });
    expect(signalOf(form.told)).toBe('unknown');
    await form.take(scan('SN1'));
    expect((await saved(form))[0]).not.toHaveProperty('container');
  });

  test('goes out with the piece that is on it and not with the next one', async () => {
    const form = newForm('exit');
    await form.take({ ...scan('SN1'), sscc: SSCC });
    expect(await saved(form)).toMatchObject([{ serial: 'SN1', container: SSCC }]);
    await form.take(scan('SN2'));
    expect((await saved(form))[0]).not.toHaveProperty('container');
  });

  test('is kept with the form', async () => {
    const form = newForm();
    await form.take(pallet(SSCC));
    const again = newForm();
    await restoreForm(db, again, keptOf(form));
    expect(again.container).toBe(SSCC);
  });
});

import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Told } from './outcome';
import { Pieces, type PieceForm } from './pieces.svelte';

/** A movement form as far as pieces need it: it stores what has a place. */
class FakeForm implements PieceForm {
  told: Told = { kind: 'ready' };
  serial = '';
  place: string | null = 'A-01';
  savesOnScan = false;
  readonly stored: string[] = [];

  async take(scan: ReadScan): Promise<void> {
    if (scan.serial === undefined) this.place = scan.raw;
    else this.serial = scan.serial;
    this.told = { kind: 'filled', note: null };
    if (this.savesOnScan && scan.serial !== undefined) await this.save();
  }

  async save(): Promise<void> {
    if (this.place === null) {
      this.told = { kind: 'invalid', count: 1 };
      return;
    }
    const code = this.serial;
    this.told = this.stored.includes(code)
      ? { kind: 'repeat', code, agoMs: 0 }
      : { kind: 'stored', judgement: 'fine', direction: 'entry', code, otherProduct: null };
    if (this.told.kind === 'stored') this.stored.push(code);
    this.serial = '';
  }
}

const scanOf = (raw: string, serial?: string): ReadScan => ({ source: 'camera', raw, codes: [raw], serial });
const sheet = (...serials: string[]): ReadScan[] => serials.map((serial) => scanOf(serial, serial));

let form: FakeForm;
let pieces: Pieces;

beforeEach(() => {
  form = new FakeForm();
  pieces = new Pieces(form);
});

describe('the pieces of a sheet', () => {
  test('are stored one after the other, one that was there already told and passed', async () => {
    await pieces.takeAll(sheet('A1', 'A2', 'A1', 'A3'));
    expect(form.stored).toEqual(['A1', 'A2', 'A3']);
    expect(pieces.waiting).toEqual([]);
  });

  test('are stored once each where scans are saved by themselves', async () => {
    form.savesOnScan = true;
    await pieces.takeAll(sheet('A1', 'A2'));
    expect(form.stored).toEqual(['A1', 'A2']);
  });

  test('wait while a field is missing, and go on after OK', async () => {
    form.place = null;
    await pieces.takeAll(sheet('A1', 'A2', 'A3'));
    expect(form.stored).toEqual([]);
    expect(pieces.waiting).toHaveLength(3);
    await pieces.goOn();
    expect(pieces.waiting).toHaveLength(3);

    await pieces.take(scanOf('B-02'));
    await form.save();
    await pieces.goOn();
    expect(form.stored).toEqual(['A1', 'A2', 'A3']);
    expect(pieces.waiting).toEqual([]);
  });

  test('are joined by what is scanned meanwhile', async () => {
    form.place = null;
    await pieces.takeAll(sheet('A1'));
    await pieces.take(scanOf('A2', 'A2'));
    await pieces.takeAll(sheet('A3'));
    expect(form.serial).toBe('A1');
    form.place = 'A-01';
    await form.save();
    await pieces.goOn();
    expect(form.stored).toEqual(['A1', 'A2', 'A3']);
  });

  test('may be dropped; a scan is then a scan again', async () => {
    form.place = null;
    await pieces.takeAll(sheet('A1', 'A2'));
    pieces.drop();
    form.place = 'A-01';
    await pieces.take(scanOf('B1', 'B1'));
    await form.save();
    await pieces.goOn();
    expect(form.stored).toEqual(['B1']);
  });
});

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { idFactory, movementFactory } from '../../../../tests/factories/movements.ts';
import { MemoryLogFile } from './log-file.ts';
import { canonicalJson, decodeLogRecord } from './log-record.ts';
import type { Mark } from './mark.ts';
import type { CopiedRow } from './queue-copy.ts';
import { QueueLog } from './queue-log.ts';

const next = movementFactory(1);
const rows: CopiedRow[] = Array.from({ length: 40 }, () => {
  const movement = next();
  return { id: movement.id, movement };
});

/** So small that a few acknowledged rows make a compaction. */
const COMPACT_ABOVE = 1500;

const mark: Mark = {
  deviceId: idFactory(2)(),
  deviceName: 'Quai 2',
  incarnation: next.incarnation,
  next: 1,
  operator: null
};

type Slots = [MemoryLogFile, MemoryLogFile];
const newSlots = (): Slots => [new MemoryLogFile(), new MemoryLogFile()];

/** Steps that files may still take before the machine stops in the midst of one. */
interface Budget {
  left: number;
}

class Crash extends Error {}

/** A file on a machine that stops: the step it stops in is done in part, and none after it. */
class CrashingFile extends MemoryLogFile {
  readonly #budget: Budget;
  readonly #part: number;

  constructor(from: MemoryLogFile, budget: Budget, part: number) {
    super();
    this.bytes = from.bytes;
    this.flushed = from.bytes;
    this.#budget = budget;
    this.#part = part;
  }

  #spend(): boolean {
    this.#budget.left -= 1;
    if (this.#budget.left < 0) throw new Crash();
    return this.#budget.left === 0;
  }

  override write(bytes: Uint8Array, options: { at: number }): number {
    if (!this.#spend()) return super.write(bytes, options);
    super.write(bytes.subarray(0, Math.floor(bytes.length * this.#part)), options);
    throw new Crash();
  }

  override truncate(size: number): void {
    const isLast = this.#spend();
    if (!isLast || this.#part > 0.5) super.truncate(size);
    if (isLast) throw new Crash();
  }

  override flush(): void {
    const isLast = this.#spend();
    if (!isLast || this.#part > 0.5) super.flush();
    if (isLast) throw new Crash();
  }

  /** What stands in the file afterwards: after a power cut, only some of what was not flushed. */
  leftBy(cut: 'killed' | 'power'): MemoryLogFile {
    const left = new MemoryLogFile();
    const unflushed = this.bytes.subarray(this.flushed.length);
    const kept = unflushed.subarray(0, Math.floor(unflushed.length * this.#part));
    left.bytes = cut === 'killed' ? this.bytes : Uint8Array.from([...this.flushed, ...kept]);
    return left;
  }
}

type Act = { do: 'append'; count: number } | { do: 'acknowledge'; count: number } | { do: 'reopen' };
const acts = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant<'append'>('append'), count: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ do: fc.constant<'acknowledge'>('acknowledge'), count: fc.integer({ min: 1, max: 5 }) }),
    fc.constant<Act>({ do: 'reopen' })
  ),
  { maxLength: 20 }
);

/** What a careful person would write down beside the log. */
class Ledger {
  given = 0;
  readonly waiting = new Set<string>();
  /** Begun, and not known to have ended. */
  readonly uncertain = new Set<string>();

  async carryOut(log: QueueLog, act: Act): Promise<void> {
    if (act.do === 'append') {
      const batch = rows.slice(this.given, this.given + act.count);
      this.given += batch.length;
      for (const { id } of batch) this.uncertain.add(id);
      await log.append(batch);
      for (const { id } of batch) this.#settle(id, true);
    }
    if (act.do === 'acknowledge') {
      const ids = [...this.waiting].slice(0, act.count);
      for (const id of ids) this.uncertain.add(id);
      await log.acknowledge(ids.map((id) => ({ id, seq: 1 })));
      for (const id of ids) this.#settle(id, false);
    }
  }

  #settle(id: string, waits: boolean): void {
    this.uncertain.delete(id);
    if (waits) this.waiting.add(id);
    else this.waiting.delete(id);
  }
}

const byId = new Map(rows.map((row) => [row.id, row]));

/** Everything that surely waits is there, nothing that surely is acknowledged, and no wrong content. */
function check(log: QueueLog, ledger: Ledger): void {
  const { unsent } = log.read();
  for (const row of unsent) expect(row).toEqual(byId.get(row.id));
  const ids = unsent.map(({ id }) => id).filter((id) => !ledger.uncertain.has(id));
  expect(new Set(ids)).toEqual(new Set([...ledger.waiting].filter((id) => !ledger.uncertain.has(id))));
}

test('any rows and acknowledgements, compacted and opened again at will, are those of a plain account', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (made) => {
      const slots = newSlots();
      const ledger = new Ledger();
      let log = await QueueLog.open(slots, COMPACT_ABOVE);
      for (const act of made) {
        if (act.do === 'reopen') log = await QueueLog.open(slots, COMPACT_ABOVE);
        else await ledger.carryOut(log, act);
        check(log, ledger);
      }
    })
  );
});

test('a machine that stops in any step loses nothing that was written, killed or without power', async () => {
  let crashes = 0;
  const cuts = fc.constantFrom<'killed' | 'power'>('killed', 'power');
  const parts = fc.double({ min: 0, max: 1, noNaN: true });
  await fc.assert(
    fc.asyncProperty(acts, fc.integer({ min: 1, max: 60 }), parts, cuts, async (made, left, part, cut) => {
      const budget = { left };
      const before = newSlots();
      const files = before.map((file) => new CrashingFile(file, budget, part)) as [
        CrashingFile,
        CrashingFile
      ];
      const ledger = new Ledger();
      try {
        let log = await QueueLog.open(files, COMPACT_ABOVE);
        for (const act of made) {
          if (act.do === 'reopen') log = await QueueLog.open(files, COMPACT_ABOVE);
          else await ledger.carryOut(log, act);
        }
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        crashes += 1;
      }
      budget.left = Number.POSITIVE_INFINITY;
      const [first, second] = files;
      check(await QueueLog.open([first.leftBy(cut), second.leftBy(cut)], COMPACT_ABOVE), ledger);
    }),
    { numRuns: 400 }
  );
  expect(crashes).toBeGreaterThan(100);
});

test('a compacted log is small again and holds what still waits, with its mark', async () => {
  const slots = newSlots();
  const log = await QueueLog.open(slots, COMPACT_ABOVE);
  await log.note(mark);
  await log.append(rows);
  const full = slots[0].bytes.length + slots[1].bytes.length;
  await log.acknowledge(rows.slice(0, 38).map(({ id }) => ({ id, seq: 1 })));
  expect(slots[0].bytes.length + slots[1].bytes.length).toBeLessThan(full / 4);
  const opened = await QueueLog.open(slots);
  expect(opened.read()).toEqual({
    mark: { ...mark, next: 41 },
    unsent: rows.slice(38),
    unreadable: 0,
    damaged: 0
  });
});

test('a mark that says nothing new is not written: passes without work do not fill the disk', async () => {
  const slots = newSlots();
  const log = await QueueLog.open(slots);
  await log.note(mark);
  await log.append(rows.slice(0, 2));
  const size = () => slots.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const before = size();
  for (const next of [1, 2, 3]) await log.note({ ...mark, next });
  expect(size()).toBe(before);
  await log.note({ ...mark, next: 3, deviceName: 'Quai 3' });
  expect((await QueueLog.open(slots)).read().mark).toEqual({ ...mark, next: 3, deviceName: 'Quai 3' });
});

test('a full disk stores nothing of a batch, says so, and what was there stays', async () => {
  const slots = newSlots();
  const log = await QueueLog.open(slots);
  await log.append(rows.slice(0, 2));
  for (const file of slots) file.space = file.bytes.length + 20;
  await expect(log.append(rows.slice(2, 4))).rejects.toMatchObject({ name: 'QuotaExceededError' });
  expect(log.read().unsent).toEqual(rows.slice(0, 2));
  for (const file of slots) file.space = Number.POSITIVE_INFINITY;
  await log.append(rows.slice(4, 5));
  expect((await QueueLog.open(slots)).read().unsent).toEqual([...rows.slice(0, 2), ...rows.slice(4, 5)]);
});

test('a batch whose flush failed leaves nothing behind, not even under what is written next', async () => {
  const slots = newSlots();
  const log = await QueueLog.open(slots);
  await log.append(rows.slice(0, 1));
  const failing = slots.map((file) =>
    vi.spyOn(file, 'flush').mockRejectedValueOnce(new Error('disk') as never)
  );
  await expect(log.append(rows.slice(1, 4))).rejects.toThrow('disk');
  for (const flush of failing) flush.mockRestore();
  await log.acknowledge([{ id: rows[0]?.id ?? '', seq: 1 }]);
  expect((await QueueLog.open(slots)).read()).toMatchObject({ unsent: [], damaged: 0 });
});

test('of two sealed files the younger counts: emptying the older may not have reached the disk', async () => {
  const slots = newSlots();
  const log = await QueueLog.open(slots, COMPACT_ABOVE);
  await log.append(rows.slice(0, 10));
  const old = slots.map(({ bytes }) => bytes);
  await log.acknowledge(rows.slice(0, 9).map(({ id }) => ({ id, seq: 1 })));
  await log.append(rows.slice(10, 12));
  slots.forEach((file, place) => {
    if (file.bytes.length === 0) file.bytes = old[place] ?? file.bytes;
  });
  expect(slots.every(({ bytes }) => bytes.length > 0)).toBe(true);
  expect((await QueueLog.open(slots)).read().unsent).toEqual([rows[9], rows[10], rows[11]]);
});

test('a damaged record is told, once: what is whole is written anew', async () => {
  const slots = newSlots();
  await (await QueueLog.open(slots)).append(rows.slice(0, 3));
  const [file] = slots.filter(({ bytes }) => bytes.length > 0) as [MemoryLogFile];
  const place = Math.floor(file.bytes.length / 2);
  file.bytes[place] = (file.bytes[place] ?? 0) ^ 1;
  expect((await QueueLog.open(slots)).read()).toMatchObject({ unsent: [rows[0], rows[2]], damaged: 1 });
  expect((await QueueLog.open(slots)).read()).toMatchObject({ unsent: [rows[0], rows[2]], damaged: 0 });
});

test('two files without a seal, whatever damaged it, are read together', async () => {
  const slots = newSlots();
  await (await QueueLog.open(slots)).append(rows.slice(0, 1));
  const other = newSlots();
  await (await QueueLog.open(other)).append(rows.slice(1, 2));
  const unsealed = [...slots, ...other].flatMap(({ bytes }) => {
    const at = new TextDecoder('latin1').decode(bytes).indexOf('sealed');
    if (at < 0) return [];
    const file = new MemoryLogFile();
    file.bytes = Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte));
    return [file];
  }) as Slots;
  const ids = (log: QueueLog) => log.read().unsent.map(({ id }) => id);
  expect(new Set(ids(await QueueLog.open(unsealed)))).toEqual(new Set([rows[0]?.id, rows[1]?.id]));
  expect(new Set(ids(await QueueLog.open(unsealed)))).toEqual(new Set([rows[0]?.id, rows[1]?.id]));
});

test('the text of a record depends on its content alone, and what is of no known form is no record', () => {
  expect(canonicalJson({ b: 1, a: { d: [undefined, 2], c: undefined } })).toBe('{"a":{"d":[null,2]},"b":1}');
  const encode = (text: string) => new TextEncoder().encode(text);
  for (const text of [
    '',
    '{',
    '[]',
    '{"type":"row"}',
    '{"type":"toString"}',
    '{"type":"row","row":{"id":"x"}}'
  ]) {
    expect(decodeLogRecord(encode(text)), text).toBeNull();
  }
});

import type { LogFile } from './log-file.ts';
import {
  acknowledgedRecord,
  canonicalJson,
  decodeLogRecord,
  encodeLogRecord,
  type LogRecord
} from './log-record.ts';
import { laterMark, markAfter, replaceMark, type Mark } from './mark.ts';
import type { CopiedRow, CopyAcknowledgement, CopyContents } from './queue-copy.ts';
import { decodeRecords, encodeRecord } from './record-codec.ts';

/** Below this a file is not worth compacting, unless told otherwise. */
const COMPACT_ABOVE_BYTES = 64 * 1024;
/** Compacted when no more than a quarter of it is still needed. */
const COMPACT_BELOW_LIVE = 0.25;

type Slots = readonly [LogFile, LogFile];

/** What one file says, read from its beginning. */
class FileView {
  readonly rows = new Map<string, { row: CopiedRow; bytes: number }>();
  readonly unreadable: Uint8Array[] = [];
  generation = 0;
  mark: Mark | null = null;
  sealed = false;
  end = 0;
  damaged = 0;

  take(record: LogRecord, bytes: number): void {
    if (record.type === 'generation') this.generation = record.generation;
    if (record.type === 'sealed') this.sealed = true;
    if (record.type === 'mark') this.mark = replaceMark(this.mark, record.mark);
    if (record.type === 'acknowledged') this.rows.delete(record.id);
    if (record.type === 'row') {
      this.rows.set(record.row.id, { row: record.row, bytes });
      if (this.mark) this.mark = markAfter(this.mark, record.row.movement.origin);
    }
  }

  get liveBytes(): number {
    return [...this.rows.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }
}

async function readFile(file: LogFile): Promise<FileView> {
  const bytes = new Uint8Array(await file.getSize());
  const { payloads, end, damaged } = decodeRecords(bytes.subarray(0, file.read(bytes, { at: 0 })));
  const view = new FileView();
  view.end = end;
  view.damaged = damaged;
  for (const payload of payloads) {
    const record = decodeLogRecord(payload);
    if (record) view.take(record, payload.length);
    else view.unreadable.push(payload.slice());
  }
  return view;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * The second copy as a log over two files, of which one counts at a time.
 *
 *   append ─▶ file A ──mostly acknowledged──▶ all that is needed, sealed, flushed ─▶ file B
 *                                             only then A is emptied
 *
 * A crash at any moment leaves a sealed file that holds everything: an unsealed
 * one is thrown away at the next opening, and of two sealed ones the higher
 * generation has it all.
 */
export class QueueLog {
  readonly #slots: Slots;
  readonly #compactAbove: number;
  #current: 0 | 1;
  #view: FileView;

  private constructor(input: { slots: Slots; current: 0 | 1; view: FileView; compactAbove: number }) {
    this.#slots = input.slots;
    this.#current = input.current;
    this.#view = input.view;
    this.#compactAbove = input.compactAbove;
  }

  static async open(slots: Slots, compactAbove: number = COMPACT_ABOVE_BYTES): Promise<QueueLog> {
    const views = [await readFile(slots[0]), await readFile(slots[1])] as const;
    const isSecond = views[1].sealed && (!views[0].sealed || views[1].generation > views[0].generation);
    const current = isSecond ? 1 : 0;
    const log = new QueueLog({ slots, current, view: views[current], compactAbove });
    await log.#recover(views[isSecond ? 0 : 1]);
    return log;
  }

  async #recover(other: FileView): Promise<void> {
    const view = this.#view;
    await this.#file.truncate(view.end);
    if (!view.sealed) await this.#takeOver(other);
    if (!view.sealed || view.damaged > 0) await this.#tryRewrite();
    else await this.#other.truncate(0);
  }

  /** Rows of a file that lost its seal to damage are still rows: they are here before the other is emptied. */
  async #takeOver(other: FileView): Promise<void> {
    const view = this.#view;
    const rows = [...other.rows.values()].filter(({ row }) => !view.rows.has(row.id));
    const records: LogRecord[] = rows.map(({ row }) => ({ type: 'row', row }));
    const mark = laterMark(other.mark, view.mark);
    if (mark) records.unshift({ type: 'mark', mark });
    await this.#write(records, other.unreadable);
    view.unreadable.push(...other.unreadable);
  }

  get #file(): LogFile {
    return this.#slots[this.#current];
  }

  get #other(): LogFile {
    return this.#slots[this.#current === 0 ? 1 : 0];
  }

  read(): CopyContents {
    const { mark, rows, unreadable, damaged } = this.#view;
    return {
      mark,
      unsent: [...rows.values()].map(({ row }) => row),
      unreadable: unreadable.length,
      damaged
    };
  }

  async append(rows: readonly CopiedRow[]): Promise<void> {
    await this.#write(rows.map((row) => ({ type: 'row', row })));
  }

  async acknowledge(acknowledgements: readonly CopyAcknowledgement[]): Promise<void> {
    const known = acknowledgements.filter(({ id }) => this.#view.rows.has(id));
    if (known.length === 0) return;
    await this.#write(known.map(acknowledgedRecord));
    const { end } = this.#view;
    const isMostlyDone = this.#view.liveBytes < end * COMPACT_BELOW_LIVE;
    if (end > this.#compactAbove && isMostlyDone) await this.#tryRewrite();
  }

  /** Nothing is written when it says nothing new: every pass of the sync notes it. */
  async note(mark: Mark): Promise<void> {
    const held = this.#view.mark;
    if (held && canonicalJson(replaceMark(held, mark)) === canonicalJson(held)) return;
    await this.#write([{ type: 'mark', mark }]);
  }

  async close(): Promise<void> {
    for (const file of this.#slots) await file.close();
  }

  /** All of them or, when the disk is full, none. */
  async #write(records: readonly LogRecord[], others: readonly Uint8Array[] = []): Promise<void> {
    const payloads = records.map(encodeLogRecord);
    const bytes = joined([...payloads, ...others].map(encodeRecord));
    const at = this.#view.end;
    try {
      writeAll(this.#file, bytes, at);
      await this.#file.flush();
    } catch (error) {
      await this.#file.truncate(at);
      throw error;
    }
    this.#view.end = at + bytes.length;
    records.forEach((record, place) => this.#view.take(record, payloads[place]?.length ?? 0));
  }

  /** Without space for the new file the old one goes on: it holds everything. */
  async #tryRewrite(): Promise<void> {
    try {
      await this.#rewrite();
    } catch {
      await this.#other.truncate(0);
    }
  }

  /** Writes what is still needed into the other file, which then counts. */
  async #rewrite(): Promise<void> {
    const { rows, mark, unreadable, generation, damaged } = this.#view;
    const next = new FileView();
    next.damaged = damaged;
    next.unreadable.push(...unreadable);
    const records: LogRecord[] = [{ type: 'generation', generation: generation + 1 }];
    if (mark) records.push({ type: 'mark', mark });
    for (const { row } of rows.values()) records.push({ type: 'row', row });
    records.push({ type: 'sealed' });
    const payloads = records.map(encodeLogRecord);
    const bytes = joined([...unreadable, ...payloads].map(encodeRecord));
    await this.#other.truncate(0);
    writeAll(this.#other, bytes, 0);
    await this.#other.flush();
    records.forEach((record, place) => next.take(record, payloads[place]?.length ?? 0));
    next.end = bytes.length;
    await this.#file.truncate(0);
    await this.#file.flush();
    this.#view = next;
    this.#current = this.#current === 0 ? 1 : 0;
  }
}

function writeAll(file: LogFile, bytes: Uint8Array, at: number): void {
  const written = file.write(bytes, { at });
  if (written < bytes.length) throw new DOMException('short write', 'QuotaExceededError');
}

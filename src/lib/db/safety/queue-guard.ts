import type { DouchetteDatabase } from '../database.ts';
import { ownInState } from '../queries/own-rows.ts';
import type { Result } from '../result.ts';
import type { OutboxRow } from '../schema.ts';
import { isLacking } from './find-loss.ts';
import type { Witnesses } from './judge-start.ts';
import { markAfter, type Mark, type MarkStore } from './mark.ts';
import { toCopiedRow, type CopyContents, type CopyFailure, type QueueCopy } from './queue-copy.ts';

/** How the second copy stands: `kept`, or why there is only one copy now. */
export type CopyState = 'starting' | 'kept' | CopyFailure['code'];

/** Watches over the queue from outside its database. */
export interface QueueGuard {
  readonly state: CopyState;
  /** Calls back at once and after each change; returns what ends it. */
  subscribe(listener: (state: CopyState) => void): () => void;
  /** Compares and restores; before the first scan after a start. */
  begin(): Promise<void>;
  /**
   * Takes in what has just been committed. Resolves once it is on disk a second
   * time, or patience is over: the first copy is durable by itself.
   */
  recorded(rows: readonly OutboxRow[]): Promise<void>;
  /** Brings the copy level with the database: what was acknowledged goes, what is wanting comes. */
  level(): Promise<void>;
  close(): Promise<void>;
}

export interface GuardOptions {
  db: DouchetteDatabase;
  copy: QueueCopy;
  marks: MarkStore;
  /** Wall clock, raw ms. */
  now: () => number;
  /** Fills so many random bytes. */
  random: (length: number) => Uint8Array;
  /** Calls back once after `ms`; returns what cancels it. */
  after?: (ms: number, call: () => void) => () => void;
}

/** How long a beep waits for the second copy; many rows at once take a while to be written. */
const COPY_PATIENCE_MS = 250;
const COPY_PATIENCE_MS_FOR_EACH = 1;
/** How long a start does: another tab may have to let go of the files. */
const START_PATIENCE_MS = 4000;

const browserTimer = (ms: number, call: () => void): (() => void) => {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
};

/** The mark that a device has after its scans: its own, or that of the incarnation it has begun since. */
function raised(mark: Mark | null, rows: readonly OutboxRow[]): Mark | null {
  return rows.reduce<Mark | null>((so, { movement: { origin, operator }, relayedFrom }) => {
    if (relayedFrom !== undefined || !so) return so;
    const { deviceId, incarnation } = origin;
    const current = so.incarnation === incarnation ? so : { ...so, deviceId, incarnation, next: 1 };
    return { ...markAfter(current, origin), operator };
  }, mark);
}

export function createQueueGuard(options: GuardOptions): QueueGuard {
  const { db, copy, marks, now, random, after = browserTimer } = options;
  const listeners = new Set<(state: CopyState) => void>();
  let state: CopyState = 'starting';
  let mark: Mark | null = null;

  function tell(answer: Result<unknown, CopyFailure>): void {
    const next = answer.ok ? 'kept' : answer.error.code;
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener(state);
  }

  /** An answer, or `silent` when it takes too long; a late one still tells how the copy stands. */
  function patiently<Value>(
    asked: Promise<Result<Value, CopyFailure>>,
    ms: number
  ): Promise<Result<Value, CopyFailure>> {
    return new Promise((resolve) => {
      const cancel = after(ms, () => {
        const silent = { ok: false as const, error: { code: 'silent' as const } };
        tell(silent);
        resolve(silent);
      });
      void asked.then((answer) => {
        cancel();
        tell(answer);
        resolve(answer);
      });
    });
  }

  async function readMark(): Promise<Mark | null> {
    const [identity, sequence, operator] = await Promise.all([
      db.readMeta('identity'),
      db.readMeta('sequence'),
      db.readMeta('operator')
    ]);
    return identity && sequence ? { ...identity, next: sequence.next, operator: operator ?? null } : null;
  }

  async function levelWith(contents: CopyContents): Promise<void> {
    const held = await db.outbox.bulkGet(contents.unsent.map(({ id }) => id));
    const settled = held.flatMap((row) =>
      row?.state === 'acknowledged' ? [{ id: row.id, seq: row.acknowledgement?.seq ?? null }] : []
    );
    const copied = new Set(contents.unsent.map(({ id }) => id));
    const unsent = await Promise.all([
      ownInState(db, 'waiting').toArray(),
      ownInState(db, 'parked').toArray()
    ]);
    const wanting = unsent.flat().filter(({ id }) => !copied.has(id));
    if (wanting.length > 0) tell(await copy.append(wanting.map(toCopiedRow)));
    if (settled.length > 0) tell(await copy.acknowledge(settled));
  }

  async function noteMark(): Promise<void> {
    mark = await readMark();
    if (!mark) return;
    marks.write(mark);
    tell(await copy.note(mark));
  }

  /** Its code and the schema that it checks with are loaded only in this rare case. */
  async function restore(witnesses: Witnesses): Promise<void> {
    const { restoreQueue } = await import('../commands/restore-queue.ts');
    await restoreQueue(db, { ...witnesses, now: now(), random: random(10) });
  }

  /** The database may be closed meanwhile: then the next start does it. */
  async function levelling(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      await noteMark();
    } catch {
      return;
    }
  }

  return {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
    async begin() {
      const contents = await patiently(copy.read(), START_PATIENCE_MS);
      const read = contents.ok ? contents.value : null;
      const witnesses = { stored: marks.read(), copy: read };
      if (await isLacking(db, witnesses)) await restore(witnesses);
      mark = await readMark();
      if (mark) marks.write(mark);
      if (!read) return;
      // The first screen does not wait for this.
      void levelling(() => levelWith(read));
    },
    async recorded(rows) {
      mark = raised(mark, rows);
      if (mark) marks.write(mark);
      // Behind a tab that sleeps each scan would wait in vain: an answer, once it comes, ends that.
      const isAnswering = state !== 'silent';
      const patience = COPY_PATIENCE_MS + COPY_PATIENCE_MS_FOR_EACH * rows.length;
      const copied = patiently(copy.append(rows.map(toCopiedRow)), patience);
      if (isAnswering) await copied;
    },
    level: () =>
      levelling(async () => {
        const contents = await copy.read();
        if (contents.ok) await levelWith(contents.value);
        else tell(contents);
      }),
    close: () => copy.close()
  };
}

/** Where there is no second copy, and nobody was promised one. */
export const unguarded: QueueGuard = {
  state: 'unsupported',
  subscribe(listener) {
    listener('unsupported');
    return () => undefined;
  },
  begin: () => Promise.resolve(),
  recorded: () => Promise.resolve(),
  level: () => Promise.resolve(),
  close: () => Promise.resolve()
};

import { canonicalJson } from '../../src/lib/db/safety/log-record.ts';
import type { Mark } from '../../src/lib/db/safety/mark.ts';
import type { CopiedRow, CopyContents, QueueCopy } from '../../src/lib/db/safety/queue-copy.ts';
import type { Result } from '../../src/lib/db/result.ts';

/**
 * What every second copy of the queue must do, as plain functions: the one in the
 * browser's files runs them inside a browser, where there is no test runner.
 */
export interface CopyCase {
  name: string;
  run(world: CopyWorld): Promise<void>;
}

export interface CopyWorld {
  /** Opens the copy; again after it was closed, on what it held. Each case begins with an empty one. */
  open(): QueueCopy;
  /** At least 300 of one incarnation, numbered from 1. */
  rows: readonly CopiedRow[];
  mark: Mark;
}

function same(actual: unknown, expected: unknown): void {
  const [a, b] = [canonicalJson(actual), canonicalJson(expected)];
  if (a !== b) throw new Error(`${a.slice(0, 500)} is not ${b.slice(0, 500)}`);
}

async function value<Value>(result: Promise<Result<Value, unknown>>): Promise<Value> {
  const answer = await result;
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

const idsOf = ({ unsent }: CopyContents): string[] => unsent.map(({ id }) => id);
const acknowledged = (rows: readonly CopiedRow[]) => rows.map(({ id }, place) => ({ id, seq: place + 1 }));

export const queueCopyCases: readonly CopyCase[] = [
  {
    name: 'a new copy holds nothing',
    async run({ open }) {
      const copy = open();
      same(await value(copy.read()), { mark: null, unsent: [], unreadable: 0, damaged: 0 });
      await copy.close();
    }
  },
  {
    name: 'rows are there whole and in order after it was closed and opened again',
    async run({ open, rows }) {
      const before = open();
      await value(before.append(rows.slice(0, 3)));
      await value(before.append(rows.slice(3, 4)));
      await before.close();
      const after = open();
      same((await value(after.read())).unsent, rows.slice(0, 4));
      await after.close();
    }
  },
  {
    name: 'what is acknowledged is held no more; unknown ids and repeats change nothing',
    async run({ open, rows }) {
      const copy = open();
      await value(copy.append(rows.slice(0, 4)));
      for (let time = 0; time < 2; time += 1) await value(copy.acknowledge(acknowledged(rows.slice(1, 3))));
      await value(copy.acknowledge([{ id: 'nobody', seq: null }]));
      const left = [rows[0]?.id, rows[3]?.id];
      same(idsOf(await value(copy.read())), left);
      await copy.close();
      const opened = open();
      same(idsOf(await value(opened.read())), left);
      await opened.close();
    }
  },
  {
    name: 'a row written twice is one row',
    async run({ open, rows }) {
      const copy = open();
      await value(copy.append(rows.slice(0, 2)));
      await value(copy.append(rows.slice(0, 2)));
      same(idsOf(await value(copy.read())), [rows[0]?.id, rows[1]?.id]);
      await copy.close();
    }
  },
  {
    name: 'the mark rises with the rows of its incarnation, never falls, and another incarnation replaces it',
    async run({ open, rows, mark }) {
      const copy = open();
      await value(copy.note(mark));
      await value(copy.append(rows.slice(0, 5)));
      await value(copy.note({ ...mark, next: 2 }));
      same((await value(copy.read())).mark?.next, 6);
      const incarnation = `f${mark.incarnation.slice(1)}`;
      await value(copy.note({ ...mark, incarnation, next: 1 }));
      await value(copy.append(rows.slice(5, 6)));
      await copy.close();
      const opened = open();
      const held = (await value(opened.read())).mark;
      same([held?.incarnation, held?.next], [incarnation, 1]);
      await opened.close();
    }
  },
  {
    name: 'requests made at once are carried out in the order in which they were made',
    async run({ open, rows }) {
      const copy = open();
      const made = rows.slice(0, 30).map((row) => copy.append([row]));
      const read = copy.read();
      await Promise.all(made.map(value));
      same(
        idsOf(await value(read)),
        rows.slice(0, 30).map(({ id }) => id)
      );
      await copy.close();
    }
  },
  {
    name: 'hundreds of rows that come and go leave those that wait, over any compaction',
    async run({ open, rows }) {
      let copy = open();
      for (let start = 0; start < 300; start += 50) {
        await value(copy.append(rows.slice(start, start + 50)));
        await value(copy.acknowledge(acknowledged(rows.slice(start + 1, start + 50))));
        await copy.close();
        copy = open();
      }
      const left = [0, 50, 100, 150, 200, 250].map((place) => rows[place]?.id);
      same(idsOf(await value(copy.read())), left);
      await copy.close();
    }
  }
];

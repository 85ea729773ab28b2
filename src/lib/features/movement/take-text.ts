import type { CaptureMethod } from '$lib/domain/movement/movement';
import { normaliseSerial, serialKey } from '$lib/domain/serial/serial-identity';
import {
  MAX_LIST_PROBLEMS,
  MAX_LISTED_SERIALS,
  readSerialList,
  type ListPlace,
  type ListProblem,
  type SerialList
} from '$lib/domain/serial/serial-list';

/** One serial of a list that is being made. */
export interface ListedSerial {
  /** `serialKey` under the rule of the product. */
  key: string;
  serial: string;
  lot: string | null;
  /** The pallet (SSCC) it is on. */
  container: string | null;
  capture: CaptureMethod;
  rawScan: string | null;
}

/** A serial that was given again; it counts once. */
export interface Repeated {
  serial: string;
  /** Its number in the list, from 1. */
  at: number;
  /** Where the text has it again. */
  places: ListPlace[];
}

/** What became of a text. */
export interface Taken {
  /** The list with what was added at its end. */
  list: readonly ListedSerial[];
  added: number;
  repeated: Repeated[];
  problems: ListProblem[];
  /** What could not be taken, as it was written: it stays in the field. */
  rest: string;
}

const BREAK = /\r\n|[\r\n\u2028\u2029]/g;
const ENTRY_END = /[\r\n\t,;\u2028\u2029]/g;

/** Where each line of a text begins, by the same line breaks as `readSerialList`. */
function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(BREAK)].map((found) => found.index + found[0].length)];
}

function entryEnd(text: string, from: number): number {
  ENTRY_END.lastIndex = from;
  return ENTRY_END.exec(text)?.index ?? text.length;
}

/** The entries that were not understood, whole, and everything behind the place where reading stopped. */
function restOf(text: string, problems: readonly ListProblem[]): string {
  const starts = lineStarts(text);
  const offset = ({ line, column }: ListPlace): number => (starts[line - 1] ?? 0) + column - 1;
  const entries = problems.map((problem) =>
    text.slice(offset(problem), entryEnd(text, offset(problem))).trim()
  );
  const last = problems.at(-1);
  const stopped = last && problems.length >= MAX_LIST_PROBLEMS;
  const unread = stopped ? text.slice(entryEnd(text, offset(last)) + 1).trim() : '';
  return [...entries, unread].filter((part) => part !== '').join('\n');
}

/** Nothing is taken of a text that is too much: half a list would look like the whole. */
function refusedWhole(text: string, list: readonly ListedSerial[], problem: ListProblem): Taken {
  return { list, added: 0, repeated: [], problems: [problem], rest: text };
}

interface Numbered {
  numbers: Map<string, number>;
  keyOf: (serial: string) => string;
}

function repetitions(
  read: SerialList,
  before: ReadonlySet<string>,
  { numbers, keyOf }: Numbered
): Repeated[] {
  const twice = new Map(read.duplicates.map(({ serial, places }) => [keyOf(serial), places]));
  return read.serials.flatMap((serial) => {
    const key = keyOf(serial);
    const wasThere = before.has(key);
    const places = twice.get(key);
    if (!wasThere && !places) return [];
    // Its first place is its own, unless the list had it before.
    return [
      { serial, at: numbers.get(key) ?? 0, places: wasThere ? (places ?? []) : (places ?? []).slice(1) }
    ];
  });
}

/**
 * Takes the serials of a text into a list: sound entries go in, each once; what
 * was not understood stays behind, and loses none of the others.
 *
 * @param input.ambiguous what a person answered about entries that may be a range or a serial
 */
export function takeText(input: {
  text: string;
  list: readonly ListedSerial[];
  exactCase: boolean;
  container?: string | null;
  ambiguous?: 'range' | 'serial';
}): Taken {
  const { text, list, exactCase, container = null, ambiguous } = input;
  const before = list.at(-1)?.serial ?? null;
  const read = readSerialList(text, { exactCase, before, ...(ambiguous && { ambiguous }) });
  const tooMuch = read.problems.find(({ code }) => code === 'too-many' || code === 'text-too-long');
  if (tooMuch) return refusedWhole(text, list, tooMuch);
  const keyOf = (serial: string) => serialKey(serial, { exactCase });
  const known = new Set(list.map(({ key }) => key));
  const added = read.serials
    .map((serial): ListedSerial => ({
      key: keyOf(serial),
      serial,
      lot: null,
      container,
      capture: 'typed',
      rawScan: null
    }))
    .filter(({ key }) => !known.has(key));
  if (list.length + added.length > MAX_LISTED_SERIALS) {
    return refusedWhole(text, list, { code: 'too-many', line: 1, column: 1, text: text.slice(0, 200) });
  }
  const whole = [...list, ...added];
  const numbers = new Map(whole.map(({ key }, at) => [key, at + 1]));
  return {
    list: whole,
    added: added.length,
    repeated: repetitions(read, known, { numbers, keyOf }),
    problems: read.problems,
    rest: restOf(text, read.problems)
  };
}

/** What a scan adds: one serial exactly as it was read, whatever it looks like. */
export function takeScan(input: {
  serial: string;
  lot: string | null;
  container: string | null;
  capture: CaptureMethod;
  rawScan: string;
  list: readonly ListedSerial[];
  exactCase: boolean;
}): Taken | null {
  const { list, exactCase, lot, container, capture, rawScan } = input;
  const normal = normaliseSerial(input.serial);
  if (!normal.ok) return null;
  const { serial } = normal;
  const key = serialKey(serial, { exactCase });
  const at = list.findIndex((listed) => listed.key === key) + 1;
  const none = { problems: [], rest: '' };
  if (at > 0) return { ...none, list, added: 0, repeated: [{ serial, at, places: [] }] };
  if (list.length >= MAX_LISTED_SERIALS) {
    return refusedWhole('', list, { code: 'too-many', line: 1, column: 1, text: serial });
  }
  return {
    ...none,
    list: [...list, { key, serial, lot, container, capture, rawScan }],
    added: 1,
    repeated: []
  };
}

import { normaliseSerial, serialKey } from './serial-identity.ts';
import {
  expandRange,
  nextSerial,
  rangeAfter,
  rangeCount,
  rangeEnds,
  readRange,
  splitPlus,
  type SerialRange
} from './serial-range.ts';

/** As many serials as one list takes, and as one group of movements holds. */
export const MAX_LISTED_SERIALS = 5000;

/** Every serial twice, at most: more is not a list with slips in it. */
const MAX_OCCURRENCES = 2 * MAX_LISTED_SERIALS;

/** Longer texts are files, and are imported as such. */
const MAX_TEXT = 1_000_000;

/** With so many faults the list is not a list of serials; more of them say nothing new. */
export const MAX_LIST_PROBLEMS = 50;

/** What can be wrong with an entry. The codes are stable: wording is decided elsewhere, by code. */
export const listProblemMeanings = {
  'serial-too-long': 'longer than a serial can be',
  'serial-not-text': 'holds a lone surrogate: no store keeps it faithfully',
  'range-ambiguous': 'could be a range and could be one serial: a person has to say',
  'range-not-countable':
    'what stands before the plus sign is no serial that ends in digits, or would grow wider',
  'nothing-before': '`~` with no sound serial before it',
  'next-not-countable': 'the serial before `~` does not end in digits, or is all nines',
  'too-many': 'more than 5,000 serials, or as many repetitions',
  'text-too-long': 'more than a million characters'
} as const;

export type ListProblemCode = keyof typeof listProblemMeanings;

/** Where an entry stands in the text: line and column from 1, columns in UTF-16 units. */
export interface ListPlace {
  line: number;
  column: number;
}

export interface ListProblem extends ListPlace {
  code: ListProblemCode;
  /** The entry as written, cut to 200 characters. */
  text: string;
  /** For `range-ambiguous`: how many serials it would be as a range; absent when it cannot be one. */
  asRange?: { first: string; last: string; count: number };
}

/** A serial that is listed more than once; it counts once. */
export interface ListedTwice {
  serial: string;
  places: ListPlace[];
}

export interface SerialList {
  /** Normalised, each once, in the order of the text. Complete only without problems. */
  serials: string[];
  duplicates: ListedTwice[];
  problems: ListProblem[];
}

export interface SerialListOptions {
  /** The product distinguishes `abc` from `ABC`. */
  exactCase?: boolean;
  /** The serial recorded before this list: what a leading `~` goes on from. */
  before?: string | null;
  /** What a person answered about entries that may be a range; without it they are problems. */
  ambiguous?: 'range' | 'serial';
}

interface Entry extends ListPlace {
  text: string;
}

/** The entries of a text, one after the other: blank ones are no entries. */
function* entriesOf(text: string): Generator<Entry> {
  const separators = /[\r\n\t,;\u2028\u2029]/g;
  let line = 1;
  let lineStart = 0;
  let start = 0;
  while (start <= text.length) {
    const found = separators.exec(text);
    const end = found ? found.index : text.length;
    const written = text.slice(start, end);
    const trimmed = written.trim();
    const lead = written.length - written.trimStart().length;
    if (trimmed !== '') yield { text: trimmed, line, column: start - lineStart + lead + 1 };
    start = end + 1;
    const breaks = found && /[\r\n\u2028\u2029]/.test(found[0]);
    // CR LF is one line break.
    if (breaks && !(found[0] === '\r' && text[start] === '\n')) {
      line += 1;
      lineStart = start;
    }
  }
}

/** What one entry stands for. */
type EntryReading =
  { serials: string[]; more: boolean } | { code: ListProblemCode; range?: SerialRange | null };

const oneSerial = (serial: string): EntryReading => ({ serials: [serial], more: false });

class ListReader {
  readonly list: SerialList = { serials: [], duplicates: [], problems: [] };
  readonly #options: SerialListOptions;
  readonly #places = new Map<string, { serial: string; places: ListPlace[] }>();
  /** Null after an entry that was no serial: the next of what is not known is not known either. */
  #last: string | null;
  #occurrences = 0;

  constructor(options: SerialListOptions) {
    this.#options = options;
    const before = normaliseSerial(options.before ?? '');
    this.#last = before.ok ? before.serial : null;
  }

  /** @returns false when reading on says nothing new */
  read(entry: Entry): boolean {
    const reading = this.#understand(entry.text);
    if ('code' in reading) {
      this.#problem(entry, reading.code, reading.range ?? null);
      this.#last = null;
      return this.list.problems.length < MAX_LIST_PROBLEMS;
    }
    for (const serial of reading.serials) {
      if (!this.#add(serial, entry)) return this.#tooMany(entry);
    }
    return reading.more ? this.#tooMany(entry) : true;
  }

  finish(): SerialList {
    for (const listed of this.#places.values())
      if (listed.places.length > 1) this.list.duplicates.push(listed);
    return this.list;
  }

  #understand(text: string): EntryReading {
    const following = this.#following(text);
    if (following) return following;
    const normal = normaliseSerial(text);
    const reading = readRange(normal.ok ? normal.serial : text);
    const { ambiguous } = this.#options;
    if (reading.type === 'range') return this.#expand(reading.range);
    if (reading.type === 'ambiguous' && ambiguous !== 'serial') {
      if (ambiguous === 'range' && reading.range) return this.#expand(reading.range);
      return { code: 'range-ambiguous', range: reading.range };
    }
    if (normal.ok) return oneSerial(normal.serial);
    return normal.code === 'serial-empty' ? { serials: [], more: false } : { code: normal.code };
  }

  /** `~` is the next of the one before, `~+9` the ten after it. */
  #following(text: string): EntryReading | null {
    const plus = splitPlus(text);
    if (plus?.start === '') return { code: 'range-not-countable' };
    if (text !== '~' && plus?.start !== '~') return null;
    if (this.#last === null) return { code: 'nothing-before' };
    const next = nextSerial(this.#last);
    if (next === null) return { code: 'next-not-countable' };
    if (!plus) return oneSerial(next);
    const range = rangeAfter(next, plus.more);
    return range ? this.#expand(range) : { code: 'range-not-countable' };
  }

  #expand(range: SerialRange): EntryReading {
    const serials: string[] = [];
    for (const text of expandRange(range, MAX_LISTED_SERIALS)) {
      const normal = normaliseSerial(text);
      if (!normal.ok) return { code: normal.code === 'serial-empty' ? 'range-not-countable' : normal.code };
      serials.push(normal.serial);
    }
    return { serials, more: rangeCount(range) > MAX_LISTED_SERIALS };
  }

  #add(serial: string, { line, column }: ListPlace): boolean {
    const key = serialKey(serial, { exactCase: this.#options.exactCase ?? false });
    const listed = this.#places.get(key);
    if (!listed && this.#places.size === MAX_LISTED_SERIALS) return false;
    if (++this.#occurrences > MAX_OCCURRENCES) return false;
    this.#last = serial;
    if (listed) {
      listed.places.push({ line, column });
    } else {
      this.#places.set(key, { serial, places: [{ line, column }] });
      this.list.serials.push(serial);
    }
    return true;
  }

  #tooMany(entry: Entry): false {
    this.#problem(entry, 'too-many', null);
    return false;
  }

  #problem({ text, line, column }: Entry, code: ListProblemCode, range: SerialRange | null): void {
    const problem: ListProblem = { code, line, column, text: text.slice(0, 200) };
    if (range) problem.asRange = { ...rangeEnds(range), count: rangeCount(range) };
    this.list.problems.push(problem);
  }
}

/**
 * Reads many serials as people paste or type them: one a line, or between tabs,
 * commas and semicolons; ranges as in `readRange`; `~` for the next of the one
 * before. Leading zeros stay. What could be a range and could be a serial is not
 * guessed: it is a problem, until a person has said which (`options.ambiguous`).
 *
 * Never throws; linear in the text, and at most 5,000 serials. Use the serials
 * only when `problems` is empty; `duplicates` count once and are named.
 */
export function readSerialList(text: string, options: SerialListOptions = {}): SerialList {
  const reader = new ListReader(options);
  if (text.length > MAX_TEXT) {
    const tooLong: ListProblem = { code: 'text-too-long', line: 1, column: 1, text: text.slice(0, 200) };
    return { serials: [], duplicates: [], problems: [tooLong] };
  }
  for (const entry of entriesOf(text)) if (!reader.read(entry)) break;
  return reader.finish();
}

/** Numbers from `from` to `to`, both included. */
export interface SequenceRange {
  from: number;
  to: number;
}

/** The numbers below the highest one seen that never came; ranges that do not touch each other. */
export interface MissingRanges {
  /** The range that holds a number, or undefined when that number has come. */
  holding(sequence: number): SequenceRange | undefined;
  add(range: SequenceRange): void;
  remove(range: SequenceRange): void;
}

/**
 * Notes which numbers of one device and incarnation have come. A device numbers
 * its movements without gaps from 1, so whatever is missing below the highest was
 * made and has not arrived. A refused number has come too: its refusal is kept on
 * the device, and leaves no gap.
 *
 * @param run.highest 0 before the first
 * @param sequences in any order, repeated or not
 * @returns the highest one now
 */
export function noteSequences(
  run: { highest: number; missing: MissingRanges },
  sequences: readonly number[]
): number {
  const { missing } = run;
  let { highest } = run;
  for (const sequence of [...sequences].sort((a, b) => a - b)) {
    if (sequence > highest) {
      if (sequence > highest + 1) missing.add({ from: highest + 1, to: sequence - 1 });
      highest = sequence;
      continue;
    }
    const range = missing.holding(sequence);
    if (!range) continue;
    missing.remove(range);
    if (range.from < sequence) missing.add({ from: range.from, to: sequence - 1 });
    if (range.to > sequence) missing.add({ from: sequence + 1, to: range.to });
  }
  return highest;
}

/** Ranges in memory, in no order. */
export class RangeList implements MissingRanges {
  #ranges: SequenceRange[];

  constructor(ranges: readonly SequenceRange[] = []) {
    this.#ranges = [...ranges];
  }

  /** In ascending order. */
  get all(): SequenceRange[] {
    return [...this.#ranges].sort((a, b) => a.from - b.from);
  }

  holding(sequence: number): SequenceRange | undefined {
    return this.#ranges.find(({ from, to }) => from <= sequence && sequence <= to);
  }

  add(range: SequenceRange): void {
    this.#ranges.push(range);
  }

  remove(range: SequenceRange): void {
    this.#ranges = this.#ranges.filter(({ from }) => from !== range.from);
  }
}

import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const lineSchema = z.strictObject({
  kind: z.enum(['device', 'person', 'mode']),
  id: z.string(),
  /** Ms since the epoch. */
  at: z.number(),
  revoked: z.boolean()
});

type Line = z.infer<typeof lineSchema>;

const keyOf = ({ kind, id }: Pick<Line, 'kind' | 'id'>): string => `${kind} ${id}`;

/**
 * What was taken back, kept outside the database: a restored backup knows the
 * tokens of its time, and must not give back what was revoked since. It also
 * remembers that the server was closed once: an older backup never opens it.
 */
export class Revocations {
  readonly #latest = new Map<string, Line>();
  readonly #append: (line: Line) => void;

  constructor(lines: readonly Line[], append: (line: Line) => void) {
    for (const line of lines) this.#latest.set(keyOf(line), line);
    this.#append = append;
  }

  /** When the device was last revoked, in ms since the epoch: its tokens issued by then hold no more. */
  deviceRevokedAt(id: string): number | null {
    return this.#latest.get(keyOf({ kind: 'device', id }))?.at ?? null;
  }

  isPersonDisabled(id: string): boolean {
    return this.#latest.get(keyOf({ kind: 'person', id }))?.revoked ?? false;
  }

  get wasClosed(): boolean {
    return this.#latest.has(keyOf({ kind: 'mode', id: 'closed' }));
  }

  #note(line: Line): void {
    this.#append(line);
    this.#latest.set(keyOf(line), line);
  }

  revokeDevice(id: string, at: number): void {
    this.#note({ kind: 'device', id, at, revoked: true });
  }

  setPersonDisabled(input: { id: string; at: number; disabled: boolean }): void {
    const { id, at, disabled } = input;
    if (disabled !== this.isPersonDisabled(id)) this.#note({ kind: 'person', id, at, revoked: disabled });
  }

  noteClosed(at: number): void {
    if (!this.wasClosed) this.#note({ kind: 'mode', id: 'closed', at, revoked: false });
  }
}

/** For a server without a file of its own. */
export function revocationsInMemory(): Revocations {
  return new Revocations([], () => undefined);
}

/**
 * Reads the file, one JSON object a line; each later one is on the disk before it
 * counts. A line that a crash has cut is left out: what it said was not answered yet.
 */
export function openRevocations(path: string): Revocations {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const lines = text.split('\n').flatMap((line) => {
    try {
      const parsed = lineSchema.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
  return new Revocations(lines, (line) => {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, 'a', 0o600);
    try {
      // The line break comes first as well: a cut line never swallows the next.
      writeSync(file, `\n${JSON.stringify(line)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}

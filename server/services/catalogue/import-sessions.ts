import type { ImportPart } from '../../../src/lib/protocol/catalogue.ts';

/** An import whose rows are still coming in; nothing of it is stored before it is whole. */
interface Session {
  kind: ImportPart['kind'];
  total: number;
  rows: ImportPart['rows'];
  touchedAt: number;
}

/** An import that stands still so long was given up. */
const GIVEN_UP_AFTER_MS = 10 * 60_000;
/** Several desks at once, but not without bound: rows wait in memory. */
const MOST_SESSIONS = 4;

/** Imports under way, by device and id. They live in memory: a restart forgets them, and the desk begins anew. */
export class ImportSessions {
  readonly #sessions = new Map<string, Session>();

  /**
   * Takes in a part.
   *
   * @returns all rows once it is whole, how many are in while it is not, null
   *   when the part does not follow on what is held: the import begins anew
   */
  take(input: { deviceId: string; part: ImportPart; now: number }): ImportPart['rows'] | number | null {
    const { deviceId, part, now } = input;
    const key = `${deviceId} ${part.id}`;
    this.#forgetOld(now);
    const session = part.offset === 0 ? this.#begin(key, part, now) : this.#sessions.get(key);
    if (!session || session.kind !== part.kind || session.total !== part.total) return null;
    if (part.offset > session.rows.length || part.offset + part.rows.length > part.total) return null;
    session.rows = [...session.rows.slice(0, part.offset), ...part.rows] as ImportPart['rows'];
    session.touchedAt = now;
    if (session.rows.length < session.total) return session.rows.length;
    this.#sessions.delete(key);
    return session.rows;
  }

  #begin(key: string, { kind, total }: ImportPart, now: number): Session {
    const session: Session = { kind, total, rows: [], touchedAt: now };
    this.#sessions.delete(key);
    this.#sessions.set(key, session);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > MOST_SESSIONS && oldest !== undefined) this.#sessions.delete(oldest);
    return session;
  }

  #forgetOld(now: number): void {
    for (const [key, { touchedAt }] of this.#sessions) {
      if (now - touchedAt > GIVEN_UP_AFTER_MS) this.#sessions.delete(key);
    }
  }
}

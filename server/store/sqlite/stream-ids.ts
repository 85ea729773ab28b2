import type { Origin } from '../store.ts';
import type { SqliteDatabase } from './open-database.ts';

export function prepareStreams(client: SqliteDatabase) {
  return {
    find: client
      .prepare<[string, string], number>('SELECT id FROM stream WHERE device_id = ? AND incarnation = ?')
      .pluck(),
    add: client.prepare<[string, string]>('INSERT INTO stream (device_id, incarnation) VALUES (?, ?)')
  };
}

/** The streams of one batch, nearly always a single one: by device, then by incarnation. */
export class StreamIds {
  readonly #statements: ReturnType<typeof prepareStreams>;
  readonly #ids = new Map<string, Map<string, number | undefined>>();

  constructor(statements: ReturnType<typeof prepareStreams>) {
    this.#statements = statements;
  }

  #ofDevice(deviceId: string): Map<string, number | undefined> {
    const known = this.#ids.get(deviceId) ?? new Map<string, number | undefined>();
    this.#ids.set(deviceId, known);
    return known;
  }

  find({ deviceId, incarnation }: Origin): number | undefined {
    const ids = this.#ofDevice(deviceId);
    if (!ids.has(incarnation)) ids.set(incarnation, this.#statements.find.get(deviceId, incarnation));
    return ids.get(incarnation);
  }

  findOrAdd(origin: Origin): number {
    const known = this.find(origin);
    if (known !== undefined) return known;
    const { deviceId, incarnation } = origin;
    const added = Number(this.#statements.add.run(deviceId, incarnation).lastInsertRowid);
    this.#ofDevice(deviceId).set(incarnation, added);
    return added;
  }
}

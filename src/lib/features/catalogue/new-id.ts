import { uuidV7 } from '$lib/domain/id';

/** The id of a new row, made here so that sending it twice makes one row. */
export function newId(): string {
  return uuidV7({ now: Date.now(), random: crypto.getRandomValues(new Uint8Array(10)) });
}

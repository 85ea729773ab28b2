import { readLocalEnvelope } from '$lib/db/queries/envelope';
import type { DeviceErrorCode } from '$lib/db/result';
import { isPhysical } from '$lib/domain/movement/kind';
import type { FoldableMovement } from '$lib/domain/movement/movement';
import { normaliseSerial, type SerialProblem } from '$lib/domain/serial/serial-identity';
import { correctionOf, isCorrectable } from '$lib/domain/settlement/correction';
import { reversalOf, reversalsOfGroup } from '$lib/domain/settlement/reversal';
import { authorOf } from '$lib/sync/author';
import type { Device } from '$lib/sync/device';
import type { HistoryLine } from './history-lines';

/** Why an action could not be done: a word beside its field, or a code of the device. */
export type ActionFailure =
  { problem: SerialProblem | 'same-serial' | 'group-unknown' } | { failed: DeviceErrorCode };

export type ActionOutcome = { ok: true } | ({ ok: false } & ActionFailure);

/** The last thing that was done with the serial and still counts: what can be taken back or corrected. */
export function lastFact(lines: readonly HistoryLine[]): FoldableMovement | null {
  const newest = lines.find(({ live, movement }) => live && isPhysical(movement.kind));
  return newest?.movement ?? null;
}

const unknownAuthor: ActionOutcome = { ok: false, failed: 'not-enrolled' };

/** Takes a movement back; one of an envelope only with all the others, as far as they are held here. */
export async function takeBack(
  device: Device,
  { movement, reason }: { movement: FoldableMovement; reason: string }
): Promise<ActionOutcome> {
  const by = await authorOf(device);
  if (!by) return unknownAuthor;
  const why = reason.trim() || undefined;
  const members = movement.group ? await readLocalEnvelope(device.db, movement.group.id) : [];
  const drafts = movement.group
    ? reversalsOfGroup({ movements: members, by, reason: why })
    : [reversalOf({ movement, by, reason: why })];
  if (!drafts) return { ok: false, problem: 'group-unknown' };
  const recorded = await device.recordAll(drafts, { group: drafts.length > 1 });
  return recorded.ok ? { ok: true } : { ok: false, failed: recorded.error.code };
}

/** « I read X, it was Y »: the movement goes to the right serial, in its place. */
export async function correctSerial(
  device: Device,
  { movement, serial, reason }: { movement: FoldableMovement; serial: string; reason: string }
): Promise<ActionOutcome> {
  const normal = normaliseSerial(serial);
  if (!normal.ok) return { ok: false, problem: normal.code };
  if (normal.serial === movement.serial) return { ok: false, problem: 'same-serial' };
  const by = await authorOf(device);
  if (!by) return unknownAuthor;
  if (!isCorrectable(movement)) return { ok: false, problem: 'group-unknown' };
  const truth = { productId: movement.productId, serial: normal.serial };
  const drafts = correctionOf({ movement, truth, by, reason: reason.trim() || undefined });
  const recorded = await device.recordAll(drafts, { group: true });
  return recorded.ok ? { ok: true } : { ok: false, failed: recorded.error.code };
}

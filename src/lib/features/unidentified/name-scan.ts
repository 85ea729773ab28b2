import type { DeviceErrorCode } from '$lib/db/result';
import type { FoldableMovement } from '$lib/domain/movement/movement';
import { normaliseSerial, type SerialProblem } from '$lib/domain/serial/serial-identity';
import { namingOf } from '$lib/domain/settlement/correction';
import { authorOf } from '$lib/sync/author';
import type { Device } from '$lib/sync/device';

export type NamingFailure = { problem: 'product-missing' | SerialProblem } | { failed: DeviceErrorCode };

/**
 * Says what an unidentified scan was: it is taken back and said again of the
 * product, where it stood, in one envelope.
 *
 * @param input.serial empty for goods without serial
 */
export async function nameScan(
  device: Device,
  input: { scan: FoldableMovement; productId: string; serial: string }
): Promise<{ ok: true } | ({ ok: false } & NamingFailure)> {
  const { scan, productId } = input;
  if (productId === '') return { ok: false, problem: 'product-missing' };
  const typed = input.serial.trim();
  const normal = typed === '' ? null : normaliseSerial(typed);
  if (normal && !normal.ok) return { ok: false, problem: normal.code };
  const by = await authorOf(device);
  if (!by) return { ok: false, failed: 'not-enrolled' };
  const drafts = namingOf({ scan, productId, serial: normal?.serial, by });
  const recorded = await device.recordAll(drafts, { group: true });
  return recorded.ok ? { ok: true } : { ok: false, failed: recorded.error.code };
}

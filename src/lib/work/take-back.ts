import { readOperator } from '$lib/db/commands/set-operator';
import type { DeviceErrorCode } from '$lib/db/result';
import type { Movement } from '$lib/domain/movement/movement';
import { reversalOf } from '$lib/domain/settlement/reversal';
import type { Device } from '$lib/sync/device';

/**
 * Takes movements back that were just stored, all or none. They stay what they
 * are, sent or not: each is named by a reversal, which is a movement of its own.
 *
 * @param input.today `YYYY-MM-DD` at the site
 * @param input.workId the work session that they were made in
 * @returns null when it is stored
 */
export async function takeBack(
  device: Device,
  input: { movements: readonly Movement[]; today: string; workId?: string }
): Promise<DeviceErrorCode | null> {
  const operator = await readOperator(device.db);
  if (!operator) return 'not-enrolled';
  const by = { operator, effectiveDate: input.today };
  const drafts = input.movements.map((movement) => reversalOf({ movement, by }));
  const recorded = await device.recordAll(drafts, { group: false, workId: input.workId });
  return recorded.ok ? null : recorded.error.code;
}

import type { MovementDraft } from '$lib/db/commands/record-movement';
import { readOperator } from '$lib/db/queries/operator';
import type { DouchetteDatabase } from '$lib/db/database';
import { readLocalEnvelope } from '$lib/db/queries/envelope';
import type { DeviceErrorCode } from '$lib/db/result';
import { reversedId } from '$lib/domain/movement/liveness';
import type { Movement } from '$lib/domain/movement/movement';
import type { Author } from '$lib/domain/settlement/fact';
import { reversalOf } from '$lib/domain/settlement/reversal';
import type { Device } from '$lib/sync/device';

async function movementById(db: DouchetteDatabase, id: string): Promise<Movement | null> {
  const own = await db.outbox.get(id);
  return own?.movement ?? (await db.movements.get(id))?.committed.movement ?? null;
}

/**
 * What takes movements back. One of an envelope goes with all of it; and what a
 * correction had taken back would stand again without it, so that goes too.
 */
async function reversalsOf(
  db: DouchetteDatabase,
  movements: readonly Movement[],
  by: Author
): Promise<MovementDraft[]> {
  const taken = new Set<string>();
  const drafts: MovementDraft[] = [];
  const left = [...movements];
  for (let movement = left.shift(); movement; movement = left.shift()) {
    if (taken.has(movement.id)) continue;
    const members = movement.group ? await readLocalEnvelope(db, movement.group.id) : [movement];
    for (const member of members) {
      taken.add(member.id);
      drafts.push(reversalOf({ movement: member, by }));
      const revived = reversedId(member);
      const original = revived === undefined ? null : await movementById(db, revived);
      if (original) left.push(original);
    }
  }
  return drafts;
}

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
  const drafts = await reversalsOf(device.db, input.movements, by);
  // Only an envelope takes back what travels in one.
  const group = input.movements.some((movement) => movement.group !== undefined);
  const recorded = await device.recordAll(drafts, { group, workId: input.workId });
  return recorded.ok ? null : recorded.error.code;
}

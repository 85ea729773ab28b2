import type { MovementDraft } from '$lib/db/commands/record-movement';
import type { Movement } from '$lib/domain/movement/movement';
import type { SerialIdentity } from '$lib/db/schema';
import type { Device } from '$lib/sync/device';
import type { Direction } from './direction';
import { gravestFirst, type Judgement } from '$lib/work/judge';
import { storeScan } from '$lib/work/store-scan';
import type { Told } from './outcome';

type Failed = Extract<Told, { kind: 'failed' }>;

/** What was stored, with what is to be said of it. */
interface Stored<Kind extends Told['kind']> {
  told: Extract<Told, { kind: Kind }>;
  movements: readonly Movement[];
}

/**
 * Stores one movement and says what it turned out to be.
 *
 * @param input.identity of its serial; null for a quantity or an unidentified scan
 */
export async function storeOne(
  device: Device,
  input: { draft: MovementDraft; identity: SerialIdentity | null; direction: Direction }
): Promise<Stored<'stored'> | Failed> {
  const { draft, identity, direction } = input;
  const stored = await storeScan(device, { draft, identity });
  if ('failed' in stored) return { kind: 'failed', code: stored.failed };
  const { movement, judgement, otherProduct } = stored;
  const told = {
    kind: 'stored' as const,
    judgement,
    direction,
    movementKind: movement.kind,
    code: movement.serial ?? movement.productHint ?? '',
    otherProduct
  };
  return { told, movements: [movement] };
}

/** How many of each judgement, the gravest first. */
export function countJudgements(judgements: readonly (Judgement | null)[]): [Judgement, number][] {
  return gravestFirst.flatMap((judgement): [Judgement, number][] => {
    const count = judgements.filter((found) => found === judgement).length;
    return count === 0 ? [] : [[judgement, count]];
  });
}

/**
 * Stores many movements in one transaction: all of them, or none.
 *
 * @param input.judgements what each was foreseen to be, in the same order
 */
export async function storeMany(
  device: Device,
  input: {
    drafts: readonly MovementDraft[];
    judgements: readonly (Judgement | null)[];
    direction: Direction;
  }
): Promise<Stored<'stored-many'> | Failed> {
  const { drafts, judgements, direction } = input;
  const judged = countJudgements(judgements);
  const told = { kind: 'stored-many' as const, count: drafts.length, skipped: 0, judged, direction };
  if (drafts.length === 0) return { told, movements: [] };
  const recorded = await device.recordAll(drafts, { group: false });
  if (!recorded.ok) return { kind: 'failed', code: recorded.error.code };
  return { told, movements: recorded.value };
}

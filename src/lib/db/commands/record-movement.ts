import type { MovementDraft } from '../../domain/movement/draft.ts';
import type { Movement } from '../../domain/movement/movement.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type DeviceError, type Result } from '../result.ts';
import { recordMovements, type RecordManyInput } from './record-movements.ts';

export type { MovementDraft } from '../../domain/movement/draft.ts';
export { recordMovements, STALL_MS } from './record-movements.ts';

/** `random`: at least `ID_BYTES`. */
export interface RecordInput extends Omit<RecordManyInput, 'drafts' | 'group'> {
  draft: MovementDraft;
}

/** With only one movement nobody need be told which. */
function aboutTheOne(error: DeviceError): DeviceError {
  return {
    ...error,
    ...(error.field !== undefined && { field: error.field.replace(/^movements\.0\.?/, '') })
  };
}

/**
 * Makes a scan a stored fact, as `recordMovements` does; the field of an error is
 * one of the draft's.
 */
export async function recordMovement(db: DouchetteDatabase, input: RecordInput): Promise<Result<Movement>> {
  const { draft, ...rest } = input;
  const recorded = await recordMovements(db, { ...rest, drafts: [draft], group: false });
  if (!recorded.ok) return failed(aboutTheOne(recorded.error));
  const [movement] = recorded.value;
  return movement ? done(movement) : failed({ code: 'storage-failed' });
}

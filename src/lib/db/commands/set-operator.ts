import type { Operator } from '../../domain/movement/movement.ts';
import { operatorSchema } from '../../domain/movement/movement-schemas.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import { storageError } from '../storage-error.ts';

/**
 * Who holds the phone from now on. Movements already recorded keep the operator
 * who made them.
 *
 * Errors: `malformed-request` with the field, `storage-…`.
 */
export async function setOperator(db: DouchetteDatabase, operator: Operator): Promise<Result<Operator>> {
  const parsed = operatorSchema.safeParse(operator);
  if (!parsed.success) {
    return failed({ code: 'malformed-request', field: parsed.error.issues[0]?.path.join('.') });
  }
  try {
    await db.writeMeta('operator', parsed.data);
    return done(parsed.data);
  } catch (error) {
    return failed(storageError(error));
  }
}

import type { Operator } from '../../domain/movement/movement.ts';
import type { DouchetteDatabase } from '../database.ts';

/** Who holds the phone; null until somebody has said so. */
export async function readOperator(db: DouchetteDatabase): Promise<Operator | null> {
  return (await db.readMeta('operator')) ?? null;
}

import { z } from 'zod';
import { entityIdSchema } from '../../../src/lib/domain/id-schemas.ts';
import { foldSerial } from '../../../src/lib/domain/serial/fold-serial.ts';
import { normaliseSerial, serialKey } from '../../../src/lib/domain/serial/serial-identity.ts';
import type { SerialDetailResponse } from '../../../src/lib/protocol/queries.ts';
import type { CommittedMovement } from '../../../src/lib/protocol/rows.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

export const serialParamsSchema = z.object({ productId: entityIdSchema, serialKey: z.string().min(1) });

/**
 * One serial with its whole history in fold order. The serial may be given as
 * it is written on the label.
 *
 * Errors: `not-enrolled`, `malformed-request`, `not-found`.
 */
export async function readSerial({ ctx, input }: Call<unknown>): Promise<Result<SerialDetailResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const query = parseInput(serialParamsSchema, input);
  if (!query.ok) return query;
  const { productId } = query.value;
  const normal = normaliseSerial(query.value.serialKey);
  const product = await ctx.store.productById(productId);
  if (!normal.ok || !product) return fail('not-found');

  const record = await ctx.store.readSerial({ productId, serialKey: serialKey(normal.serial, product) });
  if (!record) return fail('not-found');
  return succeed({ row: record.row, history: toHistory(record.movements) });
}

function toHistory(movements: readonly CommittedMovement[]): SerialDetailResponse['history'] {
  const byId = new Map(movements.map((committed) => [committed.movement.id, committed]));
  const { history } = foldSerial(
    movements.map(({ movement, stamp }) => ({ ...movement, correctedAt: stamp.correctedAt }))
  );
  return history.flatMap(({ movementId, live, after, anomaly }) => {
    const committed = byId.get(movementId);
    return committed ? [{ ...committed, live, after, anomaly }] : [];
  });
}

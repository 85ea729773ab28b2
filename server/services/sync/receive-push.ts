import { movementSchema } from '../../../src/lib/domain/movement/movement-schemas.ts';
import { pushRequestSchema, type PushResponse } from '../../../src/lib/protocol/push.ts';
import type { AccessContext, Call } from '../context.ts';
import { flagOperators } from '../people/flag-operators.ts';
import type { Result } from '../result.ts';
import { pushMovements } from './push-movements.ts';

const operatorSchema = movementSchema.shape.operator;

/** A push from outside: `pushMovements`, and whoever it names without being known here is noted. */
export async function receivePush({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<PushResponse>> {
  const pushed = await pushMovements({ ctx, input });
  const request = pushed.ok && ctx.mode === 'closed' ? pushRequestSchema.safeParse(input) : null;
  if (!pushed.ok || !request?.success) return pushed;
  const { answers } = pushed.value;
  const named = request.data.movements.flatMap((raw, at) => {
    if (answers[at]?.verdict !== 'accepted') return [];
    const isObject = typeof raw === 'object' && raw !== null && 'operator' in raw;
    const operator = operatorSchema.safeParse(isObject ? raw.operator : null);
    return operator.success ? [operator.data] : [];
  });
  await flagOperators(ctx, named);
  return pushed;
}

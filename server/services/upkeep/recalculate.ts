import type { UpkeepResponse } from '../../../src/lib/protocol/upkeep.ts';
import type { Call, ServerContext } from '../context.ts';
import { fail, succeed, type Result } from '../result.ts';

/**
 * Begins to fold every row again from its movements; what differs is put
 * right, travels by the feed and is reported.
 *
 * Errors: `not-enrolled`, `upkeep-running`.
 */
export async function recalculate({ ctx }: Call<undefined, ServerContext>): Promise<Result<UpkeepResponse>> {
  if (!ctx.device) return fail('not-enrolled');
  const { store, upkeep, now } = ctx;

  const { serialCount, stock } = await store.readSnapshot();
  const began = upkeep.begin({
    kind: 'recalculate',
    total: serialCount + stock.length,
    now,
    work: (report) =>
      report.through(
        (step) => store.recalculate({ ...step, at: now() }),
        ({ differences }) => report.differ(differences)
      ),
    onFault: ctx.logFault
  });
  return began ? succeed({ upkeep: upkeep.state }) : fail('upkeep-running');
}

import type { UpkeepResponse } from '../../../src/lib/protocol/upkeep.ts';
import type { Call, ServerContext } from '../context.ts';
import { fail, succeed, type Result } from '../result.ts';
import { STEP_SERIALS } from './upkeep-job.ts';

/**
 * Begins to fold every serial again from its movements; what differs is put
 * right, travels by the feed and is reported.
 *
 * Errors: `not-enrolled`, `upkeep-running`.
 */
export async function recalculate({ ctx }: Call<undefined, ServerContext>): Promise<Result<UpkeepResponse>> {
  if (!ctx.device) return fail('not-enrolled');
  const { store, upkeep, now } = ctx;

  const { serialCount } = await store.readSnapshot();
  const began = upkeep.begin({
    kind: 'recalculate',
    total: serialCount,
    now,
    work: (report) =>
      report.through(
        (after) => store.recalculate({ after, limit: STEP_SERIALS }),
        ({ differences }) => report.differ(differences)
      ),
    onFault: ctx.logFault
  });
  return began ? succeed({ upkeep: upkeep.state }) : fail('upkeep-running');
}

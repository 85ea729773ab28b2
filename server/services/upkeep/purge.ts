import { stockKeysOf } from '../../../src/lib/domain/stock/stock-effect.ts';
import { daySpan } from '../../../src/lib/domain/time/site-day.ts';
import type { CommittedMovement } from '../../../src/lib/protocol/rows.ts';
import { purgeRequestSchema, type UpkeepResponse } from '../../../src/lib/protocol/upkeep.ts';
import type { PurgeStep } from '../../store/upkeep.ts';
import type { Call, ServerContext } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import type { Reporter } from './upkeep-job.ts';

/**
 * Begins to put away what stands before a day: first into an export file that is
 * read back, then into the archive behind openings. Nothing is forgotten, and no
 * status changes.
 *
 * Errors: `not-enrolled`, `malformed-request`, `purge-in-open-period` (the day is
 * after the closing: what may still change is not put away), `upkeep-running`.
 */
export async function purge({ ctx, input }: Call<unknown, ServerContext>): Promise<Result<UpkeepResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const request = parseInput(purgeRequestSchema, input);
  if (!request.ok) return request;
  const { before, scope } = request.value;
  const { catalogue, serialCount, stock } = await ctx.store.readSnapshot();
  const { closedBefore } = catalogue.settings;
  if (closedBefore === null || before > closedBefore)
    return fail('purge-in-open-period', { field: 'before' });

  const [site] = catalogue.sites;
  const instant = daySpan(site?.timeZone ?? 'UTC', before).startsAt;
  const began = ctx.upkeep.begin({
    kind: 'purge',
    total: serialCount + stock.length,
    now: ctx.now,
    work: (report) => exportAndPurge(ctx, report, { before: instant, scope, day: before }),
    onFault: ctx.logFault
  });
  return began ? succeed({ upkeep: ctx.upkeep.state }) : fail('upkeep-running');
}

async function exportAndPurge(
  ctx: ServerContext,
  report: Reporter,
  { day, ...cut }: Pick<PurgeStep, 'before' | 'scope'> & { day: string }
): Promise<void> {
  const { store, exports } = ctx;

  report.enter('exporting');
  const stamp = new Date(ctx.now()).toISOString().replace(/\W/g, '');
  const file = await exports.create(`purge-${day}-${cut.scope}-${stamp}.ndjson.gz`);
  const isNew = firstOfEach();
  await report.through(async (step) => {
    const page = await store.readPurgeable({ ...cut, ...step });
    await file.write(page.committed.filter(isNew));
    return { ok: true, value: page };
  });
  report.exported(await file.close());

  report.enter('working');
  await report.through((step) => store.purge({ ...cut, ...step }));
}

/** A transfer of stock belongs to two rows, and so may be told twice: it is exported once. */
function firstOfEach(): (committed: CommittedMovement) => boolean {
  const told = new Set<string>();
  return ({ movement }) => {
    if (movement.serial !== undefined || stockKeysOf(movement).length < 2) return true;
    if (told.has(movement.id)) return false;
    told.add(movement.id);
    return true;
  };
}

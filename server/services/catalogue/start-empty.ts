import { uuidV7 } from '../../../src/lib/domain/id.ts';
import { defaultSettings } from '../../../src/lib/domain/catalogue/catalogue.ts';
import { emptyStartRequestSchema } from '../../../src/lib/protocol/queries.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/**
 * An empty start: one site with one location, so that the first movement has a
 * place to go.
 *
 * Errors: `malformed-request` (also for a time zone that nobody knows), `not-empty`, `busy`.
 */
export async function startEmpty({ ctx, input }: Call<unknown>): Promise<Result<{ siteId: string }>> {
  const request = parseInput(emptyStartRequestSchema, input);
  if (!request.ok) return request;
  const { siteName, timeZone } = request.value;
  if (!isTimeZone(timeZone)) return fail('malformed-request', { field: 'timeZone' });

  const newId = () => uuidV7({ now: ctx.now(), random: ctx.randomBytes(10) });
  const siteId = newId();
  const started = await ctx.store.initialise({
    sites: [{ id: siteId, code: 'S1', name: siteName, timeZone, archived: false }],
    locations: [
      { id: newId(), siteId, parentId: null, code: 'A1', name: 'A1', barcode: null, archived: false }
    ],
    settings: defaultSettings
  });
  if (!started.ok) return fail(started.code);
  return started.value ? succeed({ siteId }) : fail('not-empty');
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

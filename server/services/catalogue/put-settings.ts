import type { Settings } from '../../../src/lib/domain/catalogue/catalogue.ts';
import { checkClosing, checkSwitches } from '../../../src/lib/domain/catalogue/check-settings.ts';
import { calendarDateAt } from '../../../src/lib/domain/time/site-day.ts';
import {
  putSettingsRequestSchema,
  type PutAnswer,
  type PutSettingsRequest
} from '../../../src/lib/protocol/catalogue.ts';
import type { CatalogueDecision, CatalogueMoment } from '../../store/catalogue-edit.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

const names = ['lotManagement', 'stockManagement', 'serialsOnMovements', 'closedBefore', 'currency'] as const;

const same = (a: Settings, b: Settings): boolean => names.every((name) => a[name] === b[name]);

function decide(
  { row, seen, reason }: PutSettingsRequest,
  { catalogue }: CatalogueMoment,
  by: { deviceId: string; at: number }
): CatalogueDecision<PutAnswer<Settings>> {
  const present = catalogue.settings;
  if (same(present, row)) return { value: { verdict: 'stored', row }, entries: null };
  if (!same(present, seen)) return { value: { verdict: 'changed-meanwhile', present }, entries: null };
  const before = present.closedBefore;
  const today = calendarDateAt(catalogue.sites[0]?.timeZone ?? 'UTC', by.at);
  const problems = [
    ...checkSwitches(row),
    ...checkClosing({ before, after: row.closedBefore, reason, today })
  ];
  if (problems.length > 0) return { value: { verdict: 'refused', problems }, entries: null };
  return {
    value: { verdict: 'stored', row },
    entries: { settings: row },
    ...(before !== row.closedBefore && { closing: { before, after: row.closedBefore, reason, ...by } })
  };
}

/**
 * Turns the switches of the house and closes or reopens a period; who moved the
 * end of the closed period, and why it was drawn back, is kept for ever.
 *
 * Errors: `not-enrolled`, `malformed-request`, `busy`.
 */
export async function putSettings({ ctx, input }: Call<unknown>): Promise<Result<PutAnswer<Settings>>> {
  const { device, store } = ctx;
  if (!device) return fail('not-enrolled');

  const request = parseInput(putSettingsRequestSchema, input);
  if (!request.ok) return request;
  const by = { deviceId: device.id, at: ctx.now() };
  const edited = await store.editCatalogue((moment) => decide(request.value, moment, by));
  return edited.ok ? succeed(edited.value) : fail(edited.code);
}

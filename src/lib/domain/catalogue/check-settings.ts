import type { Settings } from './catalogue.ts';
import type { CatalogueProblem, CatalogueProblemCode } from './problem.ts';

/** Which switch each of them needs, in the order in which they are turned on. */
export const settingNeeds = {
  stockManagement: { needs: 'lotManagement', code: 'setting-needs-lots' },
  serialsOnMovements: { needs: 'stockManagement', code: 'setting-needs-stock' }
} as const satisfies Record<string, { needs: keyof Settings; code: CatalogueProblemCode }>;

type Switches = Pick<Settings, 'lotManagement' | 'stockManagement' | 'serialsOnMovements'>;

/** The switches that are on without the one they need. */
export function checkSwitches(settings: Switches): CatalogueProblem[] {
  const names = ['stockManagement', 'serialsOnMovements'] as const;
  return names
    .filter((name) => settings[name] && !settings[settingNeeds[name].needs])
    .map((name) => ({ id: 'settings', code: settingNeeds[name].code, field: name }));
}

/** Is the end of the closed period drawn back? Facts of the days between count again as they arrive. */
export function reopens(before: Settings['closedBefore'], after: Settings['closedBefore']): boolean {
  return before !== null && (after === null || after < before);
}

/**
 * A period is closed up to today at most, and reopened only for a reason.
 *
 * @param input.today the day on the wall of the site, `YYYY-MM-DD`
 */
export function checkClosing(input: {
  before: Settings['closedBefore'];
  after: Settings['closedBefore'];
  reason: string | null;
  today: string;
}): CatalogueProblem[] {
  const { before, after, reason, today } = input;
  if (after !== null && after !== before && after > today)
    return [{ id: 'settings', code: 'closing-in-future', field: 'closedBefore', value: after }];
  return reopens(before, after) && (reason ?? '').trim() === ''
    ? [{ id: 'settings', code: 'reopening-without-reason', field: 'reason' }]
    : [];
}

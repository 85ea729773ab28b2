import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aiAt, aiTable } from './gs1-ai-table.ts';

const SHARED = new URL('../../../../../shared/vectors/gs1-ai-table.json', import.meta.url);

interface SharedPart {
  set: string;
  min: number;
  max: number;
  checks?: string[];
  optional?: boolean;
}

interface SharedAi {
  ai: string;
  fixed: boolean;
  min: number;
  max: number;
  parts: SharedPart[];
  rules?: string[];
}

const SETS: Record<string, string> = { digits: 'N', cset82: 'X', cset39: 'Y', base64url: 'Z' };

function rule(rules: string[], name: string): string | undefined {
  return rules.find((text) => text === name || text.startsWith(`${name}=`))?.slice(name.length + 1);
}

test('no identifier begins another one', () => {
  const all = [...aiTable().keys()];
  for (const ai of all) {
    expect(all.filter((other) => other !== ai && other.startsWith(ai))).toEqual([]);
    expect(aiAt(`x${ai}x`, 1)?.ai).toBe(ai);
  }
});

test('the usual identifiers are as the General Specifications have them', () => {
  const table = aiTable();
  expect(table.get('01')).toMatchObject({
    predefined: true,
    min: 14,
    max: 14,
    qualifiers: [['22', '10', '21'], ['235']]
  });
  expect(table.get('21')).toMatchObject({ predefined: false, min: 1, max: 20, excludes: ['235'] });
  expect(table.get('3103')).toMatchObject({ predefined: true, max: 6, excludes: ['310n'] });
  expect(table.get('8006')).toMatchObject({ predefined: false, min: 18, max: 18 });
  expect(table.get('250')?.requires).toEqual([
    ['01', '21'],
    ['03', '21'],
    ['8006', '21']
  ]);
});

test('the table holds the facts of the shared one, no more and no less', ({ skip }) => {
  if (!existsSync(SHARED)) skip('../shared/vectors is not here: nothing to compare with');
  const shared = JSON.parse(readFileSync(SHARED, 'utf8')) as SharedAi[];
  expect([...aiTable().keys()].sort()).toEqual(shared.map(({ ai }) => ai).sort());
  for (const { ai, fixed, min, max, parts, rules = [] } of shared) {
    const keyRule = rule(rules, 'dlpkey');
    expect(aiTable().get(ai)).toEqual({
      ai,
      predefined: fixed,
      min,
      max,
      parts: parts.map((part) => ({
        set: SETS[part.set],
        min: part.min,
        max: part.max,
        optional: part.optional ?? false,
        checks: part.checks ?? []
      })),
      requires: (rule(rules, 'req')?.split(',') ?? []).map((all) => all.split('+')),
      excludes: rule(rules, 'ex')?.split(',') ?? [],
      qualifiers:
        keyRule === undefined ? null : keyRule.split('|').map((order) => order.split(',').filter(Boolean))
    });
  }
});

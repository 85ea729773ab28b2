import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const inProject = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const page = readFileSync(inProject('docs/security-asvs.md'), 'utf8');

/** `1.2: 1 2` stands for V1.2.1 and V1.2.2, which are of level 1 or 2. */
const wanted = readFileSync(inProject('tests/docs/asvs-5.0-ids.txt'), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [section = '', numbers = ''] = line.split(': ');
    return numbers.split(' ').map((number) => `V${section}.${number}`);
  });

const rows = page.split('\n').filter((line) => line.startsWith('| V'));
const cellsOf = (row: string): string[] => row.split('|').map((cell) => cell.trim());
/** An applicable requirement has its id first, a group of others its section. */
const applicable = rows.map(cellsOf).filter(([, first = '']) => /^V\d+\.\d+\.\d+$/.test(first));
const others = rows.map(cellsOf).filter(([, first = '']) => !/^V\d+\.\d+\.\d+$/.test(first));

test('every requirement of level 1 and 2 stands in the table exactly once', () => {
  const ids = [
    ...applicable.map(([, id]) => id),
    ...others.flatMap(([, , listed = '']) => listed.split(', '))
  ];
  expect(wanted).toHaveLength(253);
  expect(ids.toSorted()).toEqual(wanted.toSorted());
});

test('each names a file that is there, and a verdict, which the first lines count', () => {
  const count = { met: 0, partly: 0, '**not met**': 0 };
  for (const [, id, , , , shown = '', verdict = ''] of applicable) {
    expect(existsSync(inProject(shown.replaceAll('`', ''))), `${id} ${shown}`).toBe(true);
    expect(Object.keys(count), id).toContain(verdict);
    count[verdict as keyof typeof count]++;
  }
  const { met, partly, '**not met**': notMet } = count;
  expect(page).toContain(
    `Of ${wanted.length}: ${met} met, ${partly} partly, ${notMet} not met,\n${wanted.length - applicable.length} do not apply.`
  );
});

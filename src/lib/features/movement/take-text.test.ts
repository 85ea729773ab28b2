import { describe, expect, test } from 'vitest';
import { takeScan, takeText, type ListedSerial } from './take-text';

const typed = (text: string, list: readonly ListedSerial[] = [], ambiguous?: 'range' | 'serial') =>
  takeText({ text, list, exactCase: false, ...(ambiguous && { ambiguous }) });

const serials = (list: readonly ListedSerial[]) => list.map(({ serial }) => serial);

describe('a pasted text', () => {
  test('becomes a list in its order, ranges counted out', () => {
    const { list, added, rest } = typed('SN010-SN012\r\nAB-7; 0042\tSN020+1\n~');
    expect(serials(list)).toEqual(['SN010', 'SN011', 'SN012', 'AB-7', '0042', 'SN020', 'SN021', 'SN022']);
    expect(added).toBe(8);
    expect(rest).toBe('');
  });

  test('counts a serial once, and names it with its number and where it stands again', () => {
    const first = typed('A1\nA2\nA3');
    const { list, repeated } = typed('B1\na2\nB2,b1\nB1', first.list);
    expect(serials(list)).toEqual(['A1', 'A2', 'A3', 'B1', 'B2']);
    expect(repeated).toEqual([
      {
        serial: 'B1',
        at: 4,
        places: [
          { line: 3, column: 4 },
          { line: 4, column: 1 }
        ]
      },
      { serial: 'a2', at: 2, places: [] }
    ]);
  });

  test('with a bad line keeps that line, whole, and takes all the others', () => {
    const long = `X${'9'.repeat(300)}`;
    const { list, problems, rest } = typed(`A1\r\n${long}\r\nA2; 001-010\nA3`);
    expect(serials(list)).toEqual(['A1', 'A2', 'A3']);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['serial-too-long', 2],
      ['range-ambiguous', 3]
    ]);
    expect(rest).toBe(`${long}\n001-010`);
  });

  test('what is left is settled by an answer', () => {
    const { rest, list } = typed('A1\n001-003');
    expect(serials(typed(rest, list, 'range').list)).toEqual(['A1', '001', '002', '003']);
    expect(serials(typed(rest, list, 'serial').list)).toEqual(['A1', '001-003']);
  });

  test('`~` goes on from the list', () => {
    const { list } = typed('SN009');
    expect(serials(typed('~+2', list).list)).toEqual(['SN009', 'SN010', 'SN011', 'SN012']);
  });

  test('that is too much is not taken in part', () => {
    const { list } = typed('A00001+3000');
    const { list: after, problems, rest } = typed('B00001+3000', list);
    expect(after).toBe(list);
    expect(problems.map(({ code }) => code)).toEqual(['too-many']);
    expect(rest).toBe('B00001+3000');
    expect(typed('C00001+6000').list).toEqual([]);
  });

  test('so full of faults that reading stops keeps what was not read', () => {
    const bad = Array.from({ length: 60 }, (_, at) => `${String(at).padStart(3, '0')}-999`);
    const text = ['A1', ...bad, 'A2'].join('\n');
    const { list, rest } = typed(text);
    expect(serials(list)).toEqual(['A1']);
    expect(rest.split('\n')).toEqual([...bad, 'A2']);
  });
});

describe('a scan', () => {
  const scan = (serial: string, list: readonly ListedSerial[] = []) =>
    takeScan({
      serial,
      lot: 'L-1',
      container: null,
      capture: 'wedge',
      rawScan: `]C0${serial}`,
      list,
      exactCase: false
    });

  test('is one serial, even when it reads like a range or holds a separator', () => {
    expect(serials(scan('SN010-SN019')?.list ?? [])).toEqual(['SN010-SN019']);
    expect(serials(scan('A,B;C')?.list ?? [])).toEqual(['A,B;C']);
  });

  test('keeps how it was read, and its own lot', () => {
    expect(scan('sn1')?.list).toEqual([
      { key: 'SN1', serial: 'sn1', lot: 'L-1', container: null, capture: 'wedge', rawScan: ']C0sn1' }
    ]);
  });

  test('of a serial in the list is told with its number', () => {
    const { list } = typed('A1\nA2');
    expect(scan('a2', list)).toMatchObject({ added: 0, repeated: [{ at: 2 }] });
  });

  test('of nothing is none', () => {
    expect(scan(' ')).toBeNull();
  });
});

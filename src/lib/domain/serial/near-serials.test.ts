import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confusableKey, rankNearSerials, serialNearness } from './near-serials.ts';
import { serialKey } from './serial-identity.ts';

describe('how near two serials are', () => {
  test.each([
    ['SN0001', 'SNOOO1', 0, 3],
    ['sn0001', 'SN000I', 0, 1],
    ['A1', 'Al', 0, 1],
    ['55B', 'SS8', 0, 3],
    ['Z6', '2G', 0, 2],
    ['SN0001', 'SN0002', 1, 0],
    ['SN0001', 'SN001', 1, 0],
    ['SN0001', 'SN00001', 1, 0],
    ['SN0012', 'SN0021', 1, 0],
    ['AB', 'BA', 1, 0],
    ['ABCD', 'BCD', 1, 0],
    ['ABCD', 'ABC', 1, 0],
    ['O12', '021', 1, 1],
    ['A', '', 1, 0]
  ])('%s and %s: %i slips, %i look-alikes', (a, b, slips, lookAlikes) => {
    expect(serialNearness(a, b)).toEqual({ slips, lookAlikes });
  });

  test.each([
    ['SN0001', 'SN0001'],
    ['sn0001', 'SN0001'],
    ['SN0001', 'SN0023'],
    ['SN0001', 'SN000'.slice(0, 4)],
    ['ABCD', 'CDAB'],
    ['ABC', 'BCA'],
    ['', '']
  ])('%s and %s are the same or far apart', (a, b) => {
    expect(serialNearness(a, b)).toBeNull();
  });

  test('where case counts, another case looks alike', () => {
    expect(serialNearness('abc', 'abC', { exactCase: true })).toEqual({ slips: 0, lookAlikes: 1 });
  });

  test('is found with as few look-alikes as there can be', () => {
    expect(serialNearness('0O', '0O0')).toEqual({ slips: 1, lookAlikes: 0 });
    expect(serialNearness('0O', 'O0O')).toEqual({ slips: 1, lookAlikes: 0 });
  });
});

const serials = fc.stringMatching(/^[A-Z0-9-]{1,12}$/);

describe('for any serial', () => {
  test('near is near both ways', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0O1I5SA]{0,5}$/), fc.stringMatching(/^[0O1I5SA]{0,5}$/), (a, b) => {
        expect(serialNearness(a, b)).toEqual(serialNearness(b, a));
      })
    );
  });

  test('each of the four slips is near, or gives a look-alike or the serial itself', () => {
    const letters = fc.constantFrom('X', '7', '-', '0', 'O');
    fc.assert(
      fc.property(serials, fc.nat(12), letters, (serial, place, letter) => {
        const at = place % serial.length;
        const head = serial.slice(0, at);
        const tail = serial.slice(at + 1);
        const swapped = head + serial.slice(at + 1, at + 2) + serial.charAt(at) + serial.slice(at + 2);
        for (const slip of [head + letter + tail, head + tail, head + letter + serial.slice(at), swapped]) {
          if (slip === serial) expect(serialNearness(serial, slip)).toBeNull();
          else expect(serialNearness(serial, slip)?.slips).toBeLessThanOrEqual(1);
        }
      })
    );
  });

  test('one slip is what one edit of the shape reaches, and nothing else is near', () => {
    const oneEdit = (shape: string): Set<string> => {
      const reached = new Set<string>();
      for (let at = 0; at <= shape.length; at++) {
        const [head, tail] = [shape.slice(0, at), shape.slice(at)];
        reached.add(head + tail.slice(1)).add(head + tail.charAt(1) + tail.charAt(0) + tail.slice(2));
        for (const letter of '01A') reached.add(head + letter + tail).add(head + letter + tail.slice(1));
      }
      return reached;
    };
    const short = fc.stringMatching(/^[0O1A]{0,6}$/);
    fc.assert(
      fc.property(short, short, (a, b) => {
        const [one, other] = [confusableKey(a), confusableKey(b)];
        const slips = one === other ? 0 : oneEdit(one).has(other) ? 1 : undefined;
        expect(serialNearness(a, b)?.slips).toBe(a === b ? undefined : slips);
      }),
      { numRuns: 500 }
    );
  });

  test('the same key of look-alikes means no slip, and the other way round', () => {
    const alike = fc.array(fc.constantFrom('0', 'O', 'I', '1', 'l', 'S', '5', 'A', 'a'), { maxLength: 5 });
    fc.assert(
      fc.property(alike, alike, (a, b) => {
        const [one, other] = [a.join(''), b.join('')];
        const alikeButNotSame =
          confusableKey(one) === confusableKey(other) && serialKey(one) !== serialKey(other);
        expect(serialNearness(one, other)?.slips === 0).toBe(alikeButNotSame);
      })
    );
  });
});

describe('the key of look-alikes', () => {
  test('folds case, letters and digits that are taken for one another', () => {
    expect(confusableKey('oIl-Sb-zg')).toBe('011-58-26');
    expect(confusableKey('QDUV')).toBe('QDUV');
  });

  test('is as long as the serial, so that places agree', () => {
    expect(confusableKey('É😀s')).toHaveLength('É😀s'.length);
  });
});

describe('did you mean', () => {
  test('proposes the likeliest first, and never the sought serial itself', () => {
    const candidates = [
      'SN0001',
      'SN0002',
      'SNO0O1',
      'SNO001',
      'SN001',
      'SN0O02',
      'XX9999',
      'sn0001',
      'SNO001'
    ];
    expect(rankNearSerials({ sought: 'SN0001', candidates, limit: 10 }).map(({ serial }) => serial)).toEqual([
      'SNO001',
      'SNO0O1',
      'SN0002',
      'SN001',
      'SN0O02'
    ]);
  });

  test('proposes no more than asked for', () => {
    const candidates = Array.from({ length: 10 }, (_, at) => `SN000${at}`);
    expect(rankNearSerials({ sought: 'SN0001', candidates, limit: 3 })).toHaveLength(3);
  });

  test('proposes the same in any order of the candidates', () => {
    const candidates = ['SNO001', 'SN0002', 'SN001', 'SN00I1', 'SN0010'];
    fc.assert(
      fc.property(fc.shuffledSubarray(candidates, { minLength: 5 }), (shuffled) => {
        const rank = (among: string[]) => rankNearSerials({ sought: 'SN0001', candidates: among, limit: 9 });
        expect(rank(shuffled)).toEqual(rank(candidates));
      })
    );
  });
});

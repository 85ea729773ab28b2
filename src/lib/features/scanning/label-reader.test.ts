import type { DouchetteDatabase } from '$lib/db/database';
import { beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, testProduct } from '../../../../tests/factories/device';
import { emptySerialRow } from '$lib/domain/serial/serial-row';
import { readScans, type Answer, type Asked } from './label-reader';

let db: DouchetteDatabase;
let asked: Asked[];

beforeEach(async () => {
  ({ db } = await openTestDatabase());
  asked = [];
});

interface Over {
  remember: boolean;
  entering: boolean;
}

/** Reads a label; a question is answered with the code that holds `answer`, all of them, or none. */
function read(texts: string[], answer: string | 'all' | null = null, over: Partial<Over> = {}) {
  const { remember = true, entering = false } = over;
  const ask = async (question: Asked): Promise<Answer> => {
    asked.push(question);
    const { offered } = question;
    const taken = answer === 'all' ? offered : offered.filter(({ serial }) => serial === answer);
    return { taken, remember };
  };
  const codes = texts.map((text) => ({ text }));
  return readScans({
    db,
    codes,
    source: 'camera',
    today: '2026-03-02',
    page: { severalAtOnce: true, entering },
    ask
  });
}

const label = (serial: string) => [testProduct.code, serial, 'PN-99-AB'];

describe('a label is understood by what this device knows', () => {
  test('the product by its code, in any case, or by its GTIN', async () => {
    const byCode = await read(['rt-100', 'AB1234']);
    expect(byCode).toMatchObject([{ productId: testProduct.id, serial: 'AB1234' }]);
    expect(await read(['3760001000016', 'AB1234'])).toMatchObject([
      { productId: testProduct.id, gtin: '03760001000016', serial: 'AB1234' }
    ]);
    expect(asked).toEqual([]);
  });

  test('a shelf label beside it is not the serial', async () => {
    await db.locations.put({
      id: 'a-01',
      siteId: 's',
      parentId: null,
      code: 'A-01',
      name: 'A-01',
      barcode: 'LOC-A-01',
      archived: false
    });
    expect(await read([testProduct.code, 'AB1234', 'LOC-A-01'])).toMatchObject([{ serial: 'AB1234' }]);
    expect(await read(['LOC-A-01'])).toMatchObject([{ codes: ['LOC-A-01'], serial: undefined }]);
  });

  test('the pattern of the product singles out the serial', async () => {
    const serialPattern = { source: 'set', lengths: [6], prefix: 'AB', alphabet: 'digits' } as const;
    await db.products.put({ ...testProduct, serialPattern: { ...serialPattern, lengths: [6] } });
    expect(await read(label('AB1234'))).toMatchObject([{ serial: 'AB1234' }]);
    expect(asked).toEqual([]);
  });
});

describe('a question about a label', () => {
  test('is asked once: the next label of the product and layout is known', async () => {
    expect(await read(label('AB1234'), 'AB1234')).toMatchObject([{ serial: 'AB1234' }]);
    expect(await read(label('CD5678'))).toMatchObject([{ serial: 'CD5678' }]);
    expect(asked).toHaveLength(1);
  });

  test('is asked again when the person did not want it remembered', async () => {
    await read(label('AB1234'), 'AB1234', { remember: false });
    expect(await read(label('CD5678'), 'CD5678')).toMatchObject([{ serial: 'CD5678' }]);
    expect(asked).toHaveLength(2);
  });

  test('without an answer takes nothing and remembers nothing', async () => {
    expect(await read(label('AB1234'))).toEqual([]);
    await read(label('CD5678'));
    expect(asked).toHaveLength(2);
  });

  test('may be answered with all of them, which says nothing about the next label', async () => {
    const two = (first: string, second: string) => [
      testProduct.code,
      first,
      `S/N: ${second}`,
      `S/N: ${first}`
    ];
    expect(await read(two('AB1', 'CD234'), 'all')).toMatchObject([{ serial: 'AB1' }, { serial: 'CD234' }]);
    await read(two('EF5', 'GH678'));
    expect(asked.map(({ several }) => several)).toEqual([true, true]);
  });

  test('is answered although the answer could not be kept', async () => {
    db.scanning.hook('creating', () => {
      throw new Error('no space');
    });
    expect(await read(label('AB1234'), 'AB1234')).toMatchObject([{ serial: 'AB1234' }]);
  });
});

describe('a pallet stands for the serials recorded under it', () => {
  const SSCC = '376000100000000010';
  const label = [`]C100${SSCC}`];

  beforeEach(async () => {
    for (const serial of ['AB1', 'AB2']) {
      const row = emptySerialRow({ productId: testProduct.id, serial, serialKey: serial });
      const state = { ...row.state, status: 'in-stock' as const, lot: 'L1', container: SSCC };
      await db.serials.put({ ...row, state, movementCount: 1, version: 1 });
    }
  });

  test('they are offered ticked, and each one taken is a scan with its product, lot and pallet', async () => {
    const scans = await read(label, 'all');
    expect(asked).toMatchObject([
      { question: 'sheet', several: true, pallet: { sscc: SSCC, entering: false } }
    ]);
    expect(asked[0]?.offered.map(({ serial, ticked }) => [serial, ticked])).toEqual([
      ['AB1', true],
      ['AB2', true]
    ]);
    expect(scans).toMatchObject([
      { serial: 'AB1', productId: testProduct.id, lot: 'L1', sscc: SSCC, raw: label[0] },
      { serial: 'AB2', productId: testProduct.id, lot: 'L1', sscc: SSCC, raw: label[0] }
    ]);
  });

  test('given up, nothing is taken', async () => {
    expect(await read(label)).toEqual([]);
  });

  test('what comes into stock is not ticked: it is there; without it the pallet itself is taken', async () => {
    expect(await read(label, null, { entering: true })).toMatchObject([{ sscc: SSCC, serial: undefined }]);
    expect(asked[0]?.offered.map(({ ticked }) => ticked)).toEqual([false, false]);
  });

  test('a pallet that nothing is recorded on is told as it is, without a question', async () => {
    const [scan] = await read([']C100376000100000000027']);
    expect(scan).toMatchObject({ sscc: '376000100000000027', serial: undefined });
    expect(asked).toEqual([]);
  });
});

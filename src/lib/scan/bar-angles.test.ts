import { describe, expect, test } from 'vitest';
import { drawLabel } from '../../../tests/factories/label-image.ts';
import { tiltedBars } from './bar-angles.ts';
import { toGrey, type GreyImage } from './grey-image.ts';

async function label(roll: number, bcid = 'code128'): Promise<GreyImage> {
  const image = await drawLabel({
    codes: [{ bcid, text: 'SN-00012345' }],
    width: 640,
    height: 640,
    damage: { roll }
  });
  return toGrey(image)!;
}

describe('the tilt of a linear code', () => {
  test.each([-40, -30, -12, -5, 6, 20, 33, 44])('of %d° is found within a degree', async (roll) => {
    const [found] = tiltedBars(await label(roll), 1);
    expect(Math.abs((found?.degrees ?? 99) - roll)).toBeLessThan(1);
  });

  test('does not count when the code lies level or on its side', async () => {
    expect(tiltedBars(await label(0), 1)).toEqual([]);
    expect(tiltedBars(await label(90), 1)).toEqual([]);
    expect(Math.round(tiltedBars(await label(70), 1)[0]?.degrees ?? 99)).toBe(70);
  });

  test('comes with the part of the picture where the code is', async () => {
    const [found] = tiltedBars(await label(30), 1);
    const { left = 0, top = 0, width = 0, height = 0 } = found?.region ?? {};
    expect(left).toBeLessThan(200);
    expect(left + width).toBeGreaterThan(440);
    expect(top + height / 2).toBeGreaterThan(280);
    expect(top + height / 2).toBeLessThan(360);
  });
});

test('paper has no tilt', async () => {
  expect(tiltedBars({ data: new Uint8Array(640 * 480).fill(200), width: 640, height: 480 }, 3)).toEqual([]);
});

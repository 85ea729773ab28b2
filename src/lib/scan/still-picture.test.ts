import { describe, expect, test } from 'vitest';
import { detected } from '../../../tests/factories/detections.ts';
import { sortStill } from './still-picture.ts';

describe('a still picture', () => {
  test.each(['code39', 'itf', 'codabar', 'ean13'] as const)('leaves %s to a person', (symbology) => {
    const code = detected({ text: '123456', symbology });
    expect(sortStill([code])).toEqual({ sure: [], doubtful: [code] });
  });

  test('is sure of a code that proves itself, beside one that does not', () => {
    const matrix = detected({ text: 'SN-1', symbology: 'datamatrix' });
    const bars = detected({ text: 'SN-2', symbology: 'code39' });
    expect(sortStill([bars, matrix])).toEqual({ sure: [matrix], doubtful: [bars] });
  });

  test('is sure of nothing that the JavaScript port read', () => {
    const matrix = { ...detected({ text: 'SN-1', symbology: 'datamatrix' }), engine: 'zxing-js' as const };
    expect(sortStill([matrix])).toEqual({ sure: [], doubtful: [matrix] });
  });
});

import type { PixelImage } from '../../src/lib/scan/detection.ts';
import { emptyFrame } from '../factories/camera-video.ts';
import { seededRandom } from '../factories/grey-canvas.ts';
import { drawLabel, type DrawnCode } from '../factories/label-image.ts';

/** One label of the video: what is on it and what reading it gives. */
interface VideoLabel {
  name: string;
  codes: DrawnCode[];
  texts: string[];
}

const GS = '\u001d';

const LABELS: readonly VideoLabel[] = [
  { name: 'code128', codes: [{ bcid: 'code128', text: 'SN-00012345', scale: 3 }], texts: ['SN-00012345'] },
  {
    name: 'gs1datamatrix',
    codes: [{ bcid: 'gs1datamatrix', text: '(01)09501234567891(10)LOT77(21)SN-1', scale: 3 }],
    texts: [`010950123456789110LOT77${GS}21SN-1`]
  },
  { name: 'code39', codes: [{ bcid: 'code39', text: 'SN-39-7', scale: 3 }], texts: ['SN-39-7'] },
  {
    name: 'qrcode',
    codes: [{ bcid: 'qrcode', text: 'https://id.gs1.org/01/09501234567891/21/SN-2', scale: 3 }],
    texts: ['https://id.gs1.org/01/09501234567891/21/SN-2']
  },
  { name: 'ean13', codes: [{ bcid: 'ean13', text: '9501234567891', scale: 3 }], texts: ['9501234567891'] },
  {
    name: 'three codes',
    codes: [
      { bcid: 'ean13', text: '4006381333931', scale: 3, at: { x: 120, y: 90 } },
      { bcid: 'code128', text: 'SN-THREE-1', scale: 3, at: { x: 600, y: 150 } },
      { bcid: 'datamatrix', text: 'PN-THREE', scale: 4, at: { x: 300, y: 470 } }
    ],
    texts: ['4006381333931', 'SN-THREE-1', 'PN-THREE']
  }
];

export const FRAMES_PER_LABEL = 8;
export const EMPTY_BETWEEN = 4;
export const FRAMES_PER_SECOND = 10;

/** What every frame suffers. The roll differs from frame to frame: a hand is never still. */
export const DAMAGE = { blur: 0.8, motion: 2, perspective: 0.03, noise: 6 };
export const ROLL_DEGREES = 8;
const SHIFT_PIXELS = 40;

export interface LabelVideo {
  frames: PixelImage[];
  labels: readonly VideoLabel[];
  seconds: number;
}

/** A hand that holds one label after another before the camera; all chance from one seed. */
export async function drawLabelVideo(): Promise<LabelVideo> {
  const random = seededRandom(20261123);
  const around = (most: number) => (2 * random() - 1) * most;
  const frames: PixelImage[] = [];
  for (const label of LABELS) {
    for (let count = 0; count < EMPTY_BETWEEN; count++) frames.push(emptyFrame());
    for (let count = 0; count < FRAMES_PER_LABEL; count++) {
      const codes = shifted(label.codes, around(SHIFT_PIXELS));
      const damage = { ...DAMAGE, roll: around(ROLL_DEGREES) };
      frames.push(await drawLabel({ codes, damage, seed: frames.length }));
    }
  }
  return { frames, labels: LABELS, seconds: frames.length / FRAMES_PER_SECOND };
}

/** Codes with a place of their own move together; the others stay in the middle. */
const shifted = (codes: readonly DrawnCode[], by: number): DrawnCode[] =>
  codes.map((code) => (code.at ? { ...code, at: { x: Math.round(code.at.x + by), y: code.at.y } } : code));

import { CLEAN, drawLabel, type Damage, type DrawnCode } from '../factories/label-image.ts';
import type { Picture, PictureSet } from './decode-pictures.ts';

/** Labels of 1280 × 720 as a camera sees them; every figure of the damage is a condition of the row. */

const GS = '\u001d';
const ELEMENTS = '(01)09501234567891(10)LOT77(21)SN-0001234';
const ELEMENT_STRING = `010950123456789110LOT77${GS}21SN-0001234`;
const LINK = 'https://id.gs1.org/01/09501234567891/21/SN-0001234';

interface Sample extends DrawnCode {
  /** As read, where that is not the encoder's text. */
  reads?: string;
}

// bwip-js draws a module of a matrix code twice as wide as one of a linear code.
const MATRIX: readonly Sample[] = [
  { bcid: 'datamatrix', text: 'SN-00012345', scale: 2 },
  { bcid: 'gs1datamatrix', text: ELEMENTS, reads: ELEMENT_STRING, scale: 2 },
  { bcid: 'qrcode', text: 'SN-00012345', scale: 2 },
  { bcid: 'qrcode', text: LINK, scale: 2 }
];

const LINEAR: readonly Sample[] = [
  { bcid: 'code128', text: 'SN-00012345', scale: 3 },
  { bcid: 'gs1-128', text: '(01)09501234567891(21)SN-0001', reads: '010950123456789121SN-0001', scale: 3 },
  { bcid: 'code39', text: 'SN-00012345', scale: 3 },
  { bcid: 'interleaved2of5', text: '0829220875', scale: 3 },
  { bcid: 'ean13', text: '9501234567891', scale: 3 }
];

const MILD: Damage = { blur: 0.8, motion: 2, roll: 10, perspective: 0.05, noise: 8 };
const HARD: Damage = { ...MILD, blur: 1.6, motion: 4 };

/** `roll` of the damage is the widest: the labels spread evenly over it, to either side. */
interface Drawing {
  name: string;
  samples: readonly Sample[];
  damage: Damage;
  each: number;
}

const DRAWINGS: readonly Drawing[] = [
  { name: 'drawn 1D clean', samples: LINEAR, damage: { ...CLEAN, roll: 30 }, each: 13 },
  { name: 'drawn 1D mild', samples: LINEAR, damage: MILD, each: 9 },
  { name: 'drawn 2D mild', samples: MATRIX, damage: MILD, each: 11 },
  { name: 'drawn 2D hard', samples: MATRIX, damage: HARD, each: 11 }
];

export const drawnSets = (): PictureSet[] => DRAWINGS.map(toSet);

function toSet({ name, samples, damage, each }: Drawing): PictureSet {
  return {
    name,
    conditions: {
      source: 'drawn 1280x720',
      blurSigmaPx: damage.blur,
      motionPx: damage.motion,
      rollDegrees: `±${damage.roll}`,
      perspective: damage.perspective,
      noiseSigma: damage.noise,
      modulePx: samples === MATRIX ? 4 : 3
    },
    namesMisses: false,
    async *pictures(): AsyncGenerator<Picture> {
      for (const sample of samples) {
        for (let seed = 0; seed < each; seed++) yield draw(sample, { damage, seed, each });
      }
    }
  };
}

async function draw(sample: Sample, how: { damage: Damage; seed: number; each: number }): Promise<Picture> {
  const { reads, ...code } = sample;
  const roll = how.damage.roll * ((2 * how.seed) / (how.each - 1) - 1);
  const image = await drawLabel({ codes: [code], damage: { ...how.damage, roll }, seed: how.seed });
  return { name: `${code.bcid} ${how.seed}`, image, expected: [reads ?? code.text] };
}

import {
  prepareZXingModule,
  type ReadOutputBarcodeFormat,
  type ZXingReaderModule,
  type ZXingReaderOptions,
  type ZXingReadResult
} from 'zxing-wasm/reader';
import { fullAsciiOf } from './code39-full-ascii.ts';
import type { Corners, Detection } from './detection.ts';
import type { GreyImage } from './grey-image.ts';
import type { Symbology } from './symbology.ts';
import { wasmSource } from './wasm-source.ts';

/** How hard zxing-cpp looks in one reading; see its `ReaderOptions`. */
export interface ReaderSettings {
  tryHarder: boolean;
  tryRotate: boolean;
  tryInvert: boolean;
  tryDownscale: boolean;
  tryDenoise: boolean;
  binarizer: 'local' | 'histogram';
}

const BINARIZERS = { local: 0, histogram: 1 };
const PLAIN_TEXT = 0;
const CODE39_FULL_ASCII = ']A4';

/** zxing-cpp's names of what we ask it for. */
const ASKED: Record<Symbology, string> = {
  code128: 'Code128',
  // Not `Code39`: that also tries Code 32, and some serials of six letters are one by chance.
  code39: 'Code39Std',
  code93: 'Code93',
  codabar: 'Codabar',
  itf: 'ITF',
  ean13: 'EAN13',
  ean8: 'EAN8',
  upca: 'UPCA',
  upce: 'UPCE',
  databar: 'DataBarOmni,DataBarStk,DataBarStkOmni',
  'databar-limited': 'DataBarLtd',
  'databar-expanded': 'DataBarExp,DataBarExpStk',
  datamatrix: 'DataMatrix',
  qrcode: 'QRCode',
  microqrcode: 'MicroQRCode',
  rmqrcode: 'RMQRCode',
  aztec: 'Aztec',
  pdf417: 'PDF417'
};

/** What it answers with, where that is not simply the name it was asked for. */
const ANSWERED: Partial<Record<ReadOutputBarcodeFormat, Symbology>> = {
  Code39: 'code39',
  Code39Std: 'code39',
  ITF14: 'itf',
  ISBN: 'ean13',
  DataBarOmni: 'databar',
  DataBarStk: 'databar',
  DataBarStkOmni: 'databar',
  DataBarLtd: 'databar-limited',
  DataBarExp: 'databar-expanded',
  DataBarExpStk: 'databar-expanded',
  QRCodeModel1: 'qrcode',
  QRCodeModel2: 'qrcode',
  AztecCode: 'aztec',
  AztecRune: 'aztec',
  CompactPDF417: 'pdf417',
  MicroPDF417: 'pdf417'
};

const symbologyOf = (format: string): Symbology | undefined =>
  ANSWERED[format as ReadOutputBarcodeFormat] ??
  (Object.keys(ASKED) as Symbology[]).find((symbology) => ASKED[symbology] === format);

/** A reading, with what helps to judge whether to believe it. */
export interface Reading extends Detection {
  /** Scan lines of a linear code that agreed. */
  lines: number;
}

/** Reads one grey picture, at once and on this thread. */
export type WasmReader = (
  image: GreyImage,
  formats: readonly Symbology[],
  settings: ReaderSettings
) => Reading[];

/** The memory of the module, by which the package's typings do not come on their own. */
interface WasmMemory {
  _malloc: (bytes: number) => number;
  _free: (pointer: number) => void;
  /** Replaced when the memory grows: to be read afresh after each `_malloc`. */
  readonly HEAPU8: Uint8Array;
}

type ReaderModule = ZXingReaderModule & WasmMemory;

let starting: Promise<ReaderModule> | undefined;

/**
 * Starts zxing-cpp, once in each window, worker or process.
 * @throws when WebAssembly cannot run or its file cannot be had; a later call tries again
 */
export async function openWasmReader(): Promise<WasmReader> {
  starting ??= prepareZXingModule({
    overrides: wasmSource(),
    fireImmediately: true
  }) as Promise<ReaderModule>;
  try {
    const module = await starting;
    return (image, formats, settings) => read({ module, image, formats, settings });
  } catch (cause) {
    starting = undefined;
    throw cause;
  }
}

function optionsFor(formats: readonly Symbology[], settings: ReaderSettings): ZXingReaderOptions {
  return {
    ...settings,
    formats: formats.map((format) => ASKED[format]).join(','),
    binarizer: BINARIZERS[settings.binarizer],
    textMode: PLAIN_TEXT,
    isPure: false,
    downscaleThreshold: 500,
    downscaleFactor: 3,
    minLineCount: 2,
    maxNumberOfSymbols: 0,
    validateOptionalChecksum: false,
    returnErrors: false,
    eanAddOnSymbol: 0,
    characterSet: 0,
    tryCode39ExtendedMode: true
  };
}

interface ReadInput {
  module: ReaderModule;
  image: GreyImage;
  formats: readonly Symbology[];
  settings: ReaderSettings;
}

// The package's own `readBarcodes` takes RGBA only and keeps the result vector
// for ever; several readings of one grey picture want neither.
function read({ module, image, formats, settings }: ReadInput): Reading[] {
  const pointer = module._malloc(image.data.length);
  try {
    module.HEAPU8.set(image.data, pointer);
    const found = module.readBarcodesFromPixmap(
      pointer,
      image.width,
      image.height,
      optionsFor(formats, settings)
    );
    const readings: Reading[] = [];
    for (let index = 0; index < found.size(); index++) {
      const result = found.get(index);
      const reading = result && toReading(result);
      if (reading) readings.push(reading);
    }
    (found as typeof found & { delete: () => void }).delete();
    return readings;
  } finally {
    module._free(pointer);
  }
}

function toReading(result: ZXingReadResult): Reading | null {
  const symbology = symbologyOf(result.format);
  if (!result.isValid || !symbology) return null;
  const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
  const corners: Corners = [topLeft, topRight, bottomRight, bottomLeft].map(({ x, y }) => ({
    x,
    y
  })) as Corners;
  const fullAscii = symbology === 'code39' ? fullAsciiOf(result.text) : null;
  return {
    text: fullAscii ?? result.text,
    symbology,
    aim: fullAscii === null ? result.symbologyIdentifier : CODE39_FULL_ASCII,
    corners,
    engine: 'zxing-wasm',
    lines: result.lineCount
  };
}

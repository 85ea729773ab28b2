import type * as Zxing from '@zxing/library';
import type { Corners, Detection, Point } from './detection.ts';
import type { GreyImage } from './grey-image.ts';
import { isLinear, type Symbology } from './symbology.ts';

/**
 * The fallback where WebAssembly cannot run: the JavaScript port of ZXing. It
 * finds at most one linear and one of each matrix code, reads fewer pictures
 * and cannot always tell whether a code is GS1; its detections say so by their
 * engine and by an empty AIM identifier.
 */

type Library = typeof Zxing;

/** The library's types of code that are read here. DataBar Expanded is left out: it comes back bracketed. */
const READ_AS = {
  CODE_128: 'code128',
  CODE_39: 'code39',
  CODE_93: 'code93',
  CODABAR: 'codabar',
  ITF: 'itf',
  EAN_13: 'ean13',
  EAN_8: 'ean8',
  UPC_A: 'upca',
  UPC_E: 'upce',
  RSS_14: 'databar',
  DATA_MATRIX: 'datamatrix',
  QR_CODE: 'qrcode',
  AZTEC: 'aztec',
  PDF_417: 'pdf417'
} as const satisfies Record<string, Symbology>;

type FormatName = keyof typeof READ_AS;

const FORMAT_NAMES = Object.keys(READ_AS) as FormatName[];

const GS = '\u001d';

/** What the text says of itself beyond the symbology; '' where this reader loses it. */
const AIM: Partial<Record<Symbology, string>> = {
  code128: ']C0',
  code39: ']A0',
  code93: ']G0',
  codabar: ']F0',
  itf: ']I0',
  ean13: ']E0',
  upca: ']E0',
  upce: ']E0',
  ean8: ']E4',
  databar: ']e0',
  datamatrix: ']d1',
  aztec: ']z0',
  pdf417: ']L0'
};

let loading: Promise<Library> | undefined;

async function load(): Promise<Library> {
  // Node sees one CommonJS object, a bundler the named exports.
  const loaded = (await import('@zxing/library')) as Library & { default?: Library };
  return loaded.default ?? loaded;
}

/** Reads what it can; a picture without a code gives an empty list. */
export async function readWithJavaScript(
  image: GreyImage,
  formats: readonly Symbology[]
): Promise<Detection[]> {
  loading ??= load();
  const library = await loading;
  return readersFor(library, formats).flatMap((reader) => {
    const result = attempt(library, reader, image);
    const detection = result && toDetection(library, result);
    return detection && formats.includes(detection.symbology) ? [detection] : [];
  });
}

// Not the library's MultiFormatReader: it writes to the console on every miss.
function readersFor(library: Library, formats: readonly Symbology[]): Zxing.Reader[] {
  const readers: Zxing.Reader[] = [];
  if (formats.some(isLinear)) readers.push(new library.MultiFormatOneDReader(hintsFor(library, formats)));
  if (formats.includes('datamatrix')) readers.push(new library.DataMatrixReader());
  if (formats.includes('qrcode')) readers.push(new library.QRCodeReader());
  if (formats.includes('aztec')) readers.push(new library.AztecCodeReader());
  if (formats.includes('pdf417')) readers.push(new library.PDF417Reader());
  return readers;
}

function hintsFor(library: Library, formats: readonly Symbology[]) {
  const { DecodeHintType, BarcodeFormat } = library;
  const wanted = FORMAT_NAMES.filter((name) => formats.includes(READ_AS[name]));
  return new Map<number, unknown>([
    [DecodeHintType.TRY_HARDER, true],
    [DecodeHintType.ASSUME_GS1, true],
    [DecodeHintType.POSSIBLE_FORMATS, wanted.map((name) => BarcodeFormat[name])]
  ]);
}

function attempt(library: Library, reader: Zxing.Reader, image: GreyImage): Zxing.Result | null {
  const pixels = new Uint8ClampedArray(image.data);
  const source = new library.RGBLuminanceSource(pixels, image.width, image.height);
  const bitmap = new library.BinaryBitmap(new library.HybridBinarizer(source));
  try {
    return reader.decode(bitmap, hintsFor(library, Object.values(READ_AS)));
  } catch {
    // The library says "nothing found" by throwing, with many kinds of error.
    return null;
  }
}

function toDetection(library: Library, result: Zxing.Result): Detection | null {
  const name = library.BarcodeFormat[result.getBarcodeFormat()] as FormatName;
  const symbology = READ_AS[name] as Symbology | undefined;
  if (!symbology) return null;
  const { text, aim } = contentOf(symbology, result.getText());
  const corners = cornersOf(result.getResultPoints().map((point) => ({ x: point.getX(), y: point.getY() })));
  return { text, symbology, aim, corners, engine: 'zxing-js' };
}

/** Takes the marks off by which the library says FNC1 in first position. */
function contentOf(symbology: Symbology, text: string): { text: string; aim: string } {
  if (symbology === 'code128' && text.startsWith(']C1')) return { text: text.slice(3), aim: ']C1' };
  if (symbology === 'datamatrix' && text.startsWith(GS)) return { text: text.slice(1), aim: ']d2' };
  if (symbology === 'databar' && /^\d{14}$/.test(text)) return { text: `01${text}`, aim: ']e0' };
  return { text, aim: AIM[symbology] ?? '' };
}

/** The box around whatever points the library kept: two for a line, three or four for a matrix. */
function cornersOf(points: readonly Point[]): Corners {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom }
  ];
}

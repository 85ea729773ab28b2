import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { readPng } from '../../../tests/factories/camera-video.ts';
import { drawCode, drawLabel, toRgba, type DrawnCode } from '../../../tests/factories/label-image.ts';
import { decodeImage, engineHere } from './decode-image.ts';
import type { Symbology } from './symbology.ts';

const GS = '\u001d';
const ELEMENTS = '(01)09501234567891(10)LOT77(21)SN-0001';
const ELEMENT_STRING = `010950123456789110LOT77${GS}21SN-0001`;

interface Case extends DrawnCode {
  reads: string;
  symbology: Symbology;
  aim: string;
}

const cases: Case[] = [
  { bcid: 'code128', text: 'SN-0001', reads: 'SN-0001', symbology: 'code128', aim: ']C0' },
  { bcid: 'gs1-128', text: ELEMENTS, reads: ELEMENT_STRING, symbology: 'code128', aim: ']C1' },
  { bcid: 'code39', text: 'SN-0002', reads: 'SN-0002', symbology: 'code39', aim: ']A0' },
  { bcid: 'code39ext', text: 'abc-1', reads: 'abc-1', symbology: 'code39', aim: ']A4' },
  {
    bcid: 'code93',
    text: 'SN-0001',
    reads: 'SN-0001',
    symbology: 'code93',
    aim: ']G0',
    options: { includecheck: true }
  },
  { bcid: 'interleaved2of5', text: '0829220875', reads: '0829220875', symbology: 'itf', aim: ']I0' },
  { bcid: 'ean13', text: '9501234567891', reads: '9501234567891', symbology: 'ean13', aim: ']E0' },
  { bcid: 'ean8', text: '96385074', reads: '96385074', symbology: 'ean8', aim: ']E4' },
  { bcid: 'upca', text: '036000291452', reads: '0036000291452', symbology: 'ean13', aim: ']E0' },
  { bcid: 'upce', text: '01234565', reads: '0012345000065', symbology: 'upce', aim: ']E0' },
  {
    bcid: 'databaromni',
    text: '(01)09501234567891',
    reads: '0109501234567891',
    symbology: 'databar',
    aim: ']e0'
  },
  {
    bcid: 'databarexpanded',
    text: ELEMENTS,
    reads: ELEMENT_STRING,
    symbology: 'databar-expanded',
    aim: ']e0'
  },
  { bcid: 'datamatrix', text: 'SN-0001', reads: 'SN-0001', symbology: 'datamatrix', aim: ']d1' },
  { bcid: 'gs1datamatrix', text: ELEMENTS, reads: ELEMENT_STRING, symbology: 'datamatrix', aim: ']d2' },
  { bcid: 'qrcode', text: 'série é', reads: 'série é', symbology: 'qrcode', aim: ']Q1' },
  { bcid: 'gs1qrcode', text: ELEMENTS, reads: ELEMENT_STRING, symbology: 'qrcode', aim: ']Q3' },
  { bcid: 'microqrcode', text: '12345', reads: '12345', symbology: 'microqrcode', aim: ']Q1' },
  { bcid: 'azteccode', text: 'SN-0001', reads: 'SN-0001', symbology: 'aztec', aim: ']z0' },
  { bcid: 'pdf417', text: 'SN-0001', reads: 'SN-0001', symbology: 'pdf417', aim: ']L2' }
];

const summary = ({ text, symbology, aim }: { text: string; symbology: string; aim: string }) => ({
  text,
  symbology,
  aim
});

describe('decodeImage', () => {
  test.each(cases)('reads $bcid with its AIM identifier, fast and in full', async (drawn) => {
    const { reads: text, symbology, aim, ...code } = drawn;
    const image = await drawLabel({ codes: [code], width: 1000, height: 400 });
    for (const effort of ['fast', 'full'] as const) {
      const detections = await decodeImage(image, { effort });
      expect(detections.map(summary)).toEqual([{ text, symbology, aim }]);
      expect(detections[0]?.engine).toBe('zxing-wasm');
    }
  });

  test('reads all codes of a label and says where each is', async () => {
    const image = await drawLabel({
      codes: [
        { bcid: 'ean13', text: '9501234567891', at: { x: 40, y: 40 } },
        { bcid: 'code128', text: 'SN-0001', at: { x: 640, y: 60 } },
        { bcid: 'datamatrix', text: 'LOT77', at: { x: 800, y: 450 } }
      ]
    });
    const detections = await decodeImage(image);
    const places = new Map(detections.map(({ text, corners }) => [text, corners[0]]));
    expect([...places.keys()].sort()).toEqual(['9501234567891', 'LOT77', 'SN-0001']);
    expect(places.get('9501234567891')?.x).toBeLessThan(300);
    expect(places.get('SN-0001')?.x).toBeGreaterThan(600);
    expect(places.get('LOT77')?.y).toBeGreaterThan(400);
  });

  test.each([-30, -17, 12, 30, 90, 135])('reads a long GS1-128 turned by %d°', async (roll) => {
    const image = await drawLabel({
      codes: [{ bcid: 'gs1-128', text: ELEMENTS, scale: 2 }],
      damage: { roll }
    });
    for (const effort of ['fast', 'full'] as const) {
      const detections = await decodeImage(image, { effort });
      expect(detections.map(({ text }) => text)).toEqual([ELEMENT_STRING]);
    }
  });

  test.each([0, 12, 25])('reads every code of a sheet of twenty turned by %d°', async (roll) => {
    const serials = Array.from({ length: 20 }, (_, at) => `SN-${1000 + at}`);
    const codes = serials.map((text, at) => ({
      bcid: 'code128',
      text,
      scale: 2,
      height: 8,
      at: { x: 290 + (at % 3) * 280, y: 240 + Math.floor(at / 3) * 90 }
    }));
    const detections = await decodeImage(
      await drawLabel({ codes, damage: { roll }, width: 1400, height: 1100 })
    );
    expect(detections.map(({ text }) => text).sort()).toEqual(serials);
  });

  test('tells the corners of a turned code in the picture, not in the turned copy', async () => {
    const image = await drawLabel({
      codes: [{ bcid: 'gs1-128', text: ELEMENTS, scale: 2 }],
      damage: { roll: 30 }
    });
    const [detection] = await decodeImage(image);
    const [topLeft, topRight] = detection?.corners ?? [];
    const degrees = (Math.atan2(topRight!.y - topLeft!.y, topRight!.x - topLeft!.x) * 180) / Math.PI;
    expect(degrees).toBeGreaterThan(27);
    expect(degrees).toBeLessThan(33);
  });

  test('reads colour, grey and transparent pictures alike', async () => {
    const grey = await drawLabel({ codes: [{ bcid: 'qrcode', text: 'SN-0001' }], width: 300, height: 300 });
    const transparent = toRgba(grey);
    for (let at = 0; at < transparent.data.length; at += 4) {
      // Black everywhere; what was paper is not painted at all.
      transparent.data[at + 3] = 255 - (transparent.data[at] ?? 0);
      transparent.data.fill(0, at, at + 3);
    }
    for (const image of [grey, toRgba(grey), transparent]) {
      expect((await decodeImage(image)).map(({ text }) => text)).toEqual(['SN-0001']);
    }
  });

  test('looks only for what it is asked for, under any spelling', async () => {
    const image = await drawLabel({ codes: [{ bcid: 'code128', text: 'SN-0001' }] });
    expect(await decodeImage(image, { formats: ['qrcode'] })).toEqual([]);
    expect(await decodeImage(image, { formats: ['Code-128' as Symbology] })).toHaveLength(1);
    expect(await decodeImage(image, { formats: ['rune' as Symbology] })).toEqual([]);
  });

  test('finds nothing on paper, in noise, and in data that is no picture', async () => {
    const paper = await drawLabel({ codes: [], width: 320, height: 240 });
    const noise = await drawLabel({ codes: [], width: 320, height: 240, damage: { noise: 90 } });
    const broken = { data: new Uint8Array(7), width: 320, height: 240 };
    const empty = { data: new Uint8Array(0), width: 0, height: 0 };
    for (const image of [paper, noise, broken, empty]) expect(await decodeImage(image)).toEqual([]);
  });

  test('takes a Code 39 serial for itself, not for the Italian pharmacy number it also is', async () => {
    const image = await drawLabel({ codes: [{ bcid: 'code39', text: 'S1ZMTY' }] });
    expect((await decodeImage(image)).map(({ text }) => text)).toEqual(['S1ZMTY']);
  });

  test('reads blurred and smeared matrix codes by sharpening them', async () => {
    const hard = { blur: 1.6, motion: 4, roll: -8, perspective: 0.05, noise: 8 };
    const image = await drawLabel({
      codes: [{ bcid: 'datamatrix', text: 'SN-00012345', scale: 2 }],
      damage: hard
    });
    expect((await decodeImage(image)).map(({ text }) => text)).toEqual(['SN-00012345']);
  });
});

describe('where WebAssembly cannot run', () => {
  test.each([
    ['code128', 'SN-0001', 'SN-0001', ']C0'],
    ['gs1-128', ELEMENTS, ELEMENT_STRING, ']C1'],
    ['gs1datamatrix', ELEMENTS, ELEMENT_STRING, ']d2'],
    ['qrcode', 'SN-0001', 'SN-0001', ''],
    ['ean13', '9501234567891', '9501234567891', ']E0']
  ])('%s is read by the JavaScript port, marked as such', async (bcid, text, reads, aim) => {
    vi.stubGlobal('WebAssembly', undefined);
    try {
      const detections = await decodeImage(await drawCode({ bcid, text }));
      expect(detections.map((found) => [found.text, found.aim, found.engine])).toEqual([
        [reads, aim, 'zxing-js']
      ]);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

test('a policy against compiling counts as no WebAssembly', async () => {
  const forbid = vi.spyOn(WebAssembly, 'Module').mockImplementation(function () {
    throw new WebAssembly.CompileError('unsafe-eval');
  });
  try {
    expect(engineHere()).toBe('zxing-js');
  } finally {
    forbid.mockRestore();
  }
  expect(engineHere()).toBe('zxing-wasm');
});

test('WebAssembly that cannot be loaded is told, not replaced by the weaker reader, and tried again', async () => {
  vi.resetModules();
  const { decodeImage: decodeAnew } = await import('./decode-image.ts');
  const { packagedWasmUrl, useWasmAt } = await import('./wasm-source.ts');
  const image = await drawCode({ bcid: 'code128', text: 'SN-0001' });
  useWasmAt('file:///nowhere/reader.wasm');
  await expect(decodeAnew(image)).rejects.toThrow();
  useWasmAt(packagedWasmUrl());
  expect((await decodeAnew(image)).map(({ engine }) => engine)).toEqual(['zxing-wasm']);
});

const photographs = resolve(import.meta.dirname, '../../../../shared/barcodes');
const sets = existsSync(photographs) ? readdirSync(photographs) : [];
if (sets.length === 0)
  process.stdout.write('No photographs beside the repository: only drawn labels are read here.\n');

describe.each(sets)('the photographs of %s', (set) => {
  const folder = resolve(photographs, set);
  const names = readdirSync(folder).filter((name) => name.endsWith('.png'));

  test('are read, at most one in fifty not, and never wrongly', async () => {
    const unread: string[] = [];
    for (const name of names) {
      const expected = resolve(folder, name.replace(/\.png$/, '.txt'));
      const wanted = existsSync(expected) ? [readFileSync(expected, 'utf8')] : [];
      const read = (await decodeImage(readPng(resolve(folder, name)))).map(({ text }) => text);
      if (read.length === 0 && wanted.length > 0) unread.push(name);
      else expect({ name, read }).toEqual({ name, read: wanted });
    }
    expect(unread.length).toBeLessThanOrEqual(Math.floor(names.length / 50));
  });
});

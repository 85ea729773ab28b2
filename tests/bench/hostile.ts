import { parseScan } from '../../src/lib/domain/barcode/parse-scan.ts';

/**
 * Texts that somebody made to be slow: each of the parser's rules gets what it
 * would look at again and again if it were not linear. A scan blocks the page
 * while it is parsed, so the slowest of several runs counts.
 */

const LENGTH = 20_000;
const RUNS = 7;

const GS = '\u001d';
const RS = '\u001e';

const repeated = (unit: string, head = '', tail = ''): string => {
  const room = LENGTH - head.length - tail.length;
  return head + unit.repeat(Math.ceil(room / unit.length)).slice(0, room) + tail;
};

const shapes: Record<string, string> = {
  digits: repeated('7'),
  'digits 01': repeated('01'),
  'GTINs in a row': repeated('0109521234543213', ']d2'),
  'GS run': repeated(GS),
  'GS run after ]C1': repeated(GS, ']C1'),
  'fields and GS': repeated(`21A${GS}`, ']d2'),
  'field that holds AI-shaped tails': repeated('10L21S17', ']d210'),
  'AI 8006 in a row': repeated(`800609521234543213 0101${GS}`, ']d2'),
  'visible GS substitutes': repeated('<GS>21A', '0109521234543213'),
  'visible GS cut short': repeated('<GS'),
  'open brackets': repeated('('),
  'bracketed AIs': repeated('(21)A'),
  'brackets without a value': repeated('(01)(21)'),
  'percent escapes': repeated('%25', 'https://id.gs1.org/01/09521234543213/21/'),
  'percent signs': repeated('%', 'https://id.gs1.org/01/09521234543213/21/'),
  'bad percent escapes': repeated('%E0%80', 'https://id.gs1.org/01/09521234543213/21/'),
  'Digital Link path': repeated('/21/A', 'https://id.gs1.org/01/09521234543213'),
  'Digital Link path of slashes': repeated('/', 'https://id.gs1.org'),
  'Digital Link path prefix': repeated('/01', 'https://example.com'),
  'Digital Link query': repeated('&11=210101', 'https://id.gs1.org/01/09521234543213?a=1'),
  'nested captions': repeated('S/N: '),
  'captions on lines': repeated('S/N: A\n'),
  'captions without a value': repeated('SN:'),
  'colons and spaces': repeated(' : ', 'S/N'),
  spaces: repeated(' ', 'A', 'B'),
  'line breaks': repeated('\r\n'),
  'MH10 envelope': repeated(`SA${GS}`, `[)>${RS}06${GS}`, `${RS}\u0004`),
  'MH10 separators': repeated(`${GS}${RS}`, `[)>${RS}06`),
  'MH10 envelopes nested': repeated(`[)>${RS}06${GS}`),
  'MH10 formats in a row': repeated(`06${GS}SA${RS}`, `[)>${RS}`),
  'HIBC primary': repeated('A', '+A999', '1'),
  'HIBC secondary': repeated('$', '+'),
  'HIBC slashes': repeated('/$$', '+A99912345'),
  'Code 39 asterisks': repeated('*'),
  'Code 39 between asterisks': repeated('-', '*', '*'),
  'hex pairs of a MAC': repeated('00:1B:'),
  'IMEI digits in groups': repeated('49-015420-'),
  'bidi and zero width': repeated('\u202e\u200b'),
  'combining marks': repeated('\u0301', 'A'),
  'lone surrogates': repeated('\ud83d'),
  NULs: repeated('\u0000'),
  scripts: repeated('<script>alert(1)</script>'),
  'Cyrillic look-alikes': repeated('\u0410\u0412'),
  'AIM identifiers': repeated(']C1'),
  coupon: repeated('1', ']C18110'),
  'web address': repeated('a.', 'https://')
};

interface HostileRow {
  bench: 'hostile';
  name: string;
  unit: string;
  value: number;
  [condition: string]: string | number;
}

function slowest(text: string): number {
  let worst = 0;
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now();
    parseScan(text, { today: '2026-01-01' });
    worst = Math.max(worst, performance.now() - began);
  }
  return worst;
}

export async function run(): Promise<readonly HostileRow[]> {
  return Object.entries(shapes).map(([name, text]) => ({
    bench: 'hostile',
    name,
    unit: 'ms, slowest',
    value: Math.round(slowest(text) * 100) / 100,
    'ms, half as long': Math.round(slowest(text.slice(0, LENGTH / 2)) * 100) / 100,
    characters: text.length
  }));
}

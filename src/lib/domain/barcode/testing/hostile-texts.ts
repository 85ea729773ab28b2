/** What is repeated, and what stands before it, to provoke a parser into quadratic time. */
const UNITS = [
  '(',
  '(01)',
  '(21)A',
  '\u001d',
  '%25',
  '%',
  'a',
  '0',
  '01',
  '10A\u001d',
  '21A\u001d',
  '10ABC21DEF10GHI21\u001d',
  '0109501234567891',
  '\u202e',
  'é',
  '*',
  '+',
  '+A999',
  '+$',
  '[)>',
  '[)>\u001e06\u001dS1\u001e',
  'S1\u001d',
  '/01/',
  'https://a/01/09501234567891/21/',
  '&17=271231',
  'S/N: ',
  'SN:A;',
  'N° de série ',
  '{GS}',
  '<GS>',
  '^]',
  '|',
  '00:1B:',
  '\u0000',
  '8110',
  '3100000000',
  '17271231',
  `91${'0109501234567891'.repeat(5)}\u001d`,
  ' ',
  '\n'
];

const LEADS = [
  '',
  ']C1',
  ']d1',
  ']E0',
  'https://id.gs1.org/',
  'https://a.b/01/09501234567891/',
  'https://a.b/01/09501234567891?',
  '[)>\u001e06\u001d',
  '[)>\u001e05\u001d',
  '+A999',
  '(01)09501234567891(10)',
  '010950123456789110',
  'S/N:',
  '*'
];

/** Every lead with every unit repeated to this length, for tests and the benchmark. */
export function hostileTexts(length: number): string[] {
  return LEADS.flatMap((lead) =>
    UNITS.map((unit) => (lead + unit.repeat(Math.ceil(length / unit.length))).slice(0, length))
  );
}

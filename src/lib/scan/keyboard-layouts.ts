/**
 * What a scanner means by a key. A keyboard wedge sends the positions of keys
 * as if it were a keyboard of the layout it is set to; what the host makes of
 * them (`KeyboardEvent.key`) depends on the host's layout and on Caps Lock, the
 * position (`KeyboardEvent.code`, UI Events KeyboardEvent code Values) and Shift
 * do not.
 */
export type ScannerLayout = 'us' | 'fr' | 'de';

export const SCANNER_LAYOUTS: readonly ScannerLayout[] = ['us', 'fr', 'de'];

/** Position and modifiers of one key press. */
export interface KeyPosition {
  code: string;
  shift: boolean;
  /** AltGr, which Windows shows as Ctrl and Alt together. */
  altGraph: boolean;
}

const letters = (row: string): string[] => [...row].map((letter) => `Key${letter}`);

/** The printing keys, row by row, in the order of the tables below. */
const POSITIONS = [
  ...['Backquote', ...[...'1234567890'].map((digit) => `Digit${digit}`), 'Minus', 'Equal'],
  ...[...letters('QWERTYUIOP'), 'BracketLeft', 'BracketRight'],
  ...[...letters('ASDFGHJKL'), 'Semicolon', 'Quote', 'Backslash'],
  ...['IntlBackslash', ...letters('ZXCVBNM'), 'Comma', 'Period', 'Slash'],
  'Space'
];

interface LayoutRows {
  plain: string;
  shift: string;
  /** With AltGr; a blank where there is nothing. */
  altGraph: string;
}

const ROWS: Record<ScannerLayout, LayoutRows> = {
  us: {
    plain: "`1234567890-=qwertyuiop[]asdfghjkl;'\\\u0000zxcvbnm,./ ",
    shift: '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|\u0000ZXCVBNM<>? ',
    altGraph: ''
  },
  fr: {
    plain: '²&é"\'(-è_çà)=azertyuiop^$qsdfghjklmù*<wxcvbn,;:! ',
    shift: '\u00001234567890°+AZERTYUIOP¨£QSDFGHJKLM%µ>WXCVBN?./§ ',
    altGraph: '\u0000\u0000~#{[|`\\^@]}'
  },
  de: {
    plain: '^1234567890ß´qwertzuiopü+asdfghjklöä#<yxcvbnm,.- ',
    shift: '°!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ\'>YXCVBNM;:_ ',
    altGraph:
      '\u0000\u0000²³\u0000\u0000\u0000{[]}\\\u0000@\u0000€\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000~'
  }
};

const NOTHING = '\u0000';

function keysOf(row: string): Map<string, string> {
  const pairs = [...row].flatMap((character, at): [string, string][] => {
    const code = POSITIONS[at];
    return code === undefined || character === NOTHING ? [] : [[code, character]];
  });
  return new Map(pairs);
}

type LayoutKeys = Record<keyof LayoutRows, Map<string, string>>;

const layoutKeys = ({ plain, shift, altGraph }: LayoutRows): LayoutKeys => ({
  plain: keysOf(plain),
  shift: keysOf(shift),
  altGraph: keysOf(altGraph)
});

const KEYS: Record<ScannerLayout, LayoutKeys> = {
  us: layoutKeys(ROWS.us),
  fr: layoutKeys(ROWS.fr),
  de: layoutKeys(ROWS.de)
};

/** The number pad means the same on every layout, with Num Lock on or off. */
const NUMPAD = new Map<string, string>([
  ...[...'0123456789'].map((digit): [string, string] => [`Numpad${digit}`, digit]),
  ['NumpadDecimal', '.'],
  ['NumpadAdd', '+'],
  ['NumpadSubtract', '-'],
  ['NumpadMultiply', '*'],
  ['NumpadDivide', '/']
]);

/** @returns the character, or null for a key that prints nothing in this layout */
export function characterAt(layout: ScannerLayout, position: KeyPosition): string | null {
  const { code, shift, altGraph } = position;
  const keys = KEYS[layout];
  const level = altGraph ? keys.altGraph : shift ? keys.shift : keys.plain;
  return level.get(code) ?? NUMPAD.get(code) ?? null;
}

/** Keys that print with the next one, or with Space by themselves. */
const DEAD: Record<ScannerLayout, readonly KeyPosition[]> = {
  us: [],
  fr: [
    { code: 'BracketLeft', shift: false, altGraph: false },
    { code: 'BracketLeft', shift: true, altGraph: false },
    { code: 'Digit2', shift: false, altGraph: true },
    { code: 'Digit7', shift: false, altGraph: true }
  ],
  de: [
    { code: 'Backquote', shift: false, altGraph: false },
    { code: 'Equal', shift: false, altGraph: false },
    { code: 'Equal', shift: true, altGraph: false }
  ]
};

/** Whether a scanner must press Space after this key to make it print itself. */
export const isDeadKey = (layout: ScannerLayout, { code, shift, altGraph }: KeyPosition): boolean =>
  DEAD[layout].some((dead) => dead.code === code && dead.shift === shift && dead.altGraph === altGraph);

/** How a scanner of this layout sends a character; null when it has no key. For tests and the set-up sheet. */
export function positionOf(layout: ScannerLayout, character: string): KeyPosition | null {
  for (const level of ['plain', 'shift', 'altGraph'] as const) {
    for (const [code, at] of KEYS[layout][level]) {
      if (at === character) return { code, shift: level === 'shift', altGraph: level === 'altGraph' };
    }
  }
  return null;
}

/** Control characters that scanners of any layout send by the US position. */
const CONTROL_BY_US_POSITION: Record<string, string> = {
  Digit2: '\u0000',
  BracketLeft: '\u001b',
  Backslash: '\u001c',
  BracketRight: '\u001d',
  Digit6: '\u001e',
  Minus: '\u001f'
};

/**
 * The control character of Ctrl and a key: of letters as in ASCII, the low five
 * bits, so that Ctrl+J is a line feed; of the others as scanners send them, Ctrl+]
 * being GS (U+001D) and Ctrl+6 RS.
 * @returns null for a key that makes none
 */
export function controlCharacterAt(layout: ScannerLayout, position: KeyPosition): string | null {
  const { code } = position;
  const letter = characterAt(layout, { code, shift: true, altGraph: false }) ?? '';
  if (/^[A-Z]$/.test(letter)) return String.fromCharCode(letter.charCodeAt(0) & 0x1f);
  return CONTROL_BY_US_POSITION[code] ?? null;
}

/**
 * F8 stands for GS in scanners whose host cannot take Ctrl+]. Makers give the other function
 * keys different meanings.
 */
export const functionKeyCharacter = (code: string): string | null => (code === 'F8' ? '\u001d' : null);

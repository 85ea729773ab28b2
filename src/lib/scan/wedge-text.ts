import {
  characterAt,
  isDeadKey,
  positionOf,
  type KeyPosition,
  type ScannerLayout
} from './keyboard-layouts.ts';

/** One character of a burst. */
export type WedgeUnit = KeyUnit | TextUnit;

/** A key by its position; `key` is what the host made of it. */
interface KeyUnit {
  position: KeyPosition;
  key: string;
  capsLock: boolean;
}

/**
 * Text that came without a position.
 * - `key`: a key of a host that tells no positions; it has been through the host's layout
 * - `insert`: text that an input method put in
 * - `made`: a control character, or a character by its number
 */
interface TextUnit {
  text: string;
  from: 'key' | 'insert' | 'made';
}

/**
 * What a burst says.
 * - `unreadable`: a key came without position and without text, or keys are missing
 * - `layout-doubt`: as the layout in the settings it looks garbled; `likely` is the one
 *   that fits, absent when the host's layout is in the way and no setting here helps
 */
export type WedgeReading =
  | { ok: true; raw: string }
  | { ok: false; code: 'unreadable'; raw: string }
  | { ok: false; code: 'layout-doubt'; raw: string; likely?: ScannerLayout };

/** Reads a burst as a scanner of this layout meant it. */
export function readUnits(units: readonly WedgeUnit[], layout: ScannerLayout): WedgeReading {
  const found = withLostShift(units);
  const raw = textIn(found, layout);
  const likely = likelierLayout(found, { layout, raw });
  if (likely) return { ok: false, code: 'layout-doubt', raw, likely };
  if (raw.includes(UNKNOWN)) return { ok: false, code: 'unreadable', raw };
  if (isHostGarbled(found, layout)) return { ok: false, code: 'layout-doubt', raw };
  return { ok: true, raw };
}

/** What a burst says by this layout, whether or not it can be believed. For the set-up page. */
export const rawOfUnits = (units: readonly WedgeUnit[], layout: ScannerLayout): string =>
  textIn(withLostShift(units), layout);

const UNKNOWN = '\ufffd';

const isKeyUnit = (unit: WedgeUnit): unit is KeyUnit => 'position' in unit;

/**
 * Remote desktops and software that injects keys send the shifted character of a
 * key without Shift. Believed only of a burst in which the host reads every key
 * as a US keyboard: elsewhere it may be a Caps Lock that nobody reports.
 */
function withLostShift(units: readonly WedgeUnit[]): readonly WedgeUnit[] {
  const keys = units.filter(isKeyUnit);
  if (!keys.every((unit) => unit.key === onUs(unit, false) || unit.key === onUs(unit, true))) return units;
  return units.map((unit) => {
    if (!isKeyUnit(unit) || unit.capsLock) return unit;
    const lost = unit.key === onUs(unit, true) && unit.key !== onUs(unit, false);
    return lost ? { ...unit, position: { ...unit.position, shift: true } } : unit;
  });
}

const onUs = ({ position }: KeyUnit, shift: boolean): string | null =>
  characterAt('us', { code: position.code, shift, altGraph: false });

function textIn(units: readonly WedgeUnit[], layout: ScannerLayout): string {
  return units
    .filter((unit, at) => !isDeadSpace(unit, units[at - 1], layout))
    .map((unit) => (isKeyUnit(unit) ? (characterAt(layout, unit.position) ?? UNKNOWN) : unit.text))
    .join('');
}

/** The space by which a dead key is made to print itself. */
function isDeadSpace(unit: WedgeUnit, before: WedgeUnit | undefined, layout: ScannerLayout): boolean {
  if (!before || !isKeyUnit(before) || !isKeyUnit(unit)) return false;
  return unit.position.code === 'Space' && isDeadKey(layout, before.position);
}

/** What a wrong layout makes of digits and dashes. */
const GARBLED = /[^A-Za-z0-9 ./\u0000-\u001f-]/;

/**
 * A German scanner is not guessed from one scan: its digits are those of a US one, so that
 * a plain `&` would look like its slash. The test sheet tells the two apart.
 */
const GUESSED = ['us', 'fr'] as const satisfies readonly ScannerLayout[];

function likelierLayout(
  units: readonly WedgeUnit[],
  read: { layout: ScannerLayout; raw: string }
): ScannerLayout | undefined {
  if (!GARBLED.test(read.raw)) return undefined;
  return GUESSED.find((other) => {
    const text = textIn(units, other);
    return other !== read.layout && /\d/.test(text) && !GARBLED.test(text);
  });
}

/**
 * Whether text without positions shows that a host's layout has garbled it: a
 * letter outside ASCII from a single key, or marks where a French keyboard has
 * digits and the M. What a whole inserted text says is believed.
 */
function isHostGarbled(units: readonly WedgeUnit[], layout: ScannerLayout): boolean {
  const text = units.map((unit) => (isSingleKey(unit) ? unit.text : '')).join('');
  if (/[\u0080-\uffff]/.test(text)) return true;
  if (/\d/.test(text) || !GARBLED.test(text)) return false;
  const meant = [...text].map((character) => {
    const position = positionOf('fr', character);
    return (position && characterAt(layout, position)) ?? character;
  });
  const hidesPrinted = [...text].some(
    (character, at) => GARBLED.test(character) && /[A-Za-z0-9]/.test(meant[at] ?? '')
  );
  return hidesPrinted && !GARBLED.test(meant.join(''));
}

const isSingleKey = (unit: WedgeUnit): unit is TextUnit =>
  !isKeyUnit(unit) && unit.from !== 'made' && [...unit.text].length === 1;

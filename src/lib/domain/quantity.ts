/** Quantities are integers of a millionth of the unit, so that sums do not depend on their order. */
export const MICROS_PER_UNIT = 1_000_000;

const DECIMAL = /^(\d{1,10})(?:[.,](\d{1,6}))?$/;

/**
 * Reads a decimal as people type it (`12`, `0,5`, `1.25`) into micro-units.
 * @returns null when the text is no positive decimal with at most six places
 */
export function parseQuantity(text: string): number | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const [, whole = '0', fraction = ''] = match;
  const micros = Number(whole) * MICROS_PER_UNIT + Number(fraction.padEnd(6, '0'));
  return Number.isSafeInteger(micros) && micros > 0 ? micros : null;
}

/** Writes micro-units as a plain decimal with a dot and no trailing zeros: `1500000` → `1.5`. */
export function formatQuantity(micros: number): string {
  const sign = micros < 0 ? '-' : '';
  const size = Math.abs(micros);
  const whole = Math.floor(size / MICROS_PER_UNIT);
  const fraction = String(size % MICROS_PER_UNIT)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return sign + (fraction ? `${whole}.${fraction}` : String(whole));
}

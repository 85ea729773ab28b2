import { serialsEnabled, type Product, type Settings } from '$lib/domain/catalogue/catalogue';
import type { Direction } from './direction';

/** Why there is no serial field; each has its words, so that nobody looks for it in vain. */
export type SerialAbsence =
  'lots-off' | 'stock-off' | 'serials-off' | 'tracked-by-lot' | 'tracked-by-quantity';

/** Which of serial and lot a form asks for. */
export interface Tracking {
  /** Null when the field is there. */
  serialAbsence: SerialAbsence | null;
  serialRequired: boolean;
  lotShown: boolean;
  lotRequired: boolean;
}

function settingAbsence(settings: Settings): SerialAbsence | null {
  if (serialsEnabled(settings)) return null;
  if (!settings.lotManagement) return 'lots-off';
  return settings.stockManagement ? 'serials-off' : 'stock-off';
}

function serialAbsence(product: Product | null, settings: Settings): SerialAbsence | null {
  const switchedOff = settingAbsence(settings);
  if (switchedOff || product === null) return switchedOff;
  if (product.tracking === 'lot') return 'tracked-by-lot';
  return product.tracking === 'none' ? 'tracked-by-quantity' : null;
}

function mustGiveSerial(product: Product | null, direction: Direction): boolean {
  // Quarantine is a state of one thing: a quantity has none.
  if (direction === 'condition') return true;
  if (product === null) return false;
  const { serialRequired } = product;
  // A transfer is an exit here and an entry there.
  if (direction === 'transfer') return serialRequired !== 'never';
  return serialRequired === 'both' || serialRequired === direction;
}

/** What the settings and the product say about serials and lots on a form. */
export function trackingOf(input: {
  product: Product | null;
  settings: Settings;
  direction: Direction;
}): Tracking {
  const { product, settings, direction } = input;
  const absence = serialAbsence(product, settings);
  const byLot = product?.tracking === 'lot';
  const hasLots = byLot || product?.tracking === 'lot-and-serial';
  return {
    serialAbsence: absence,
    serialRequired: absence === null && mustGiveSerial(product, direction),
    lotShown: settings.lotManagement || hasLots,
    // A serial remembers the lot it came in with; a quantity does not.
    lotRequired: byLot || (hasLots && direction === 'entry')
  };
}

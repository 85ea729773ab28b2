import type { SerialState } from '$lib/domain/serial/serial-state';
import { presenceOf } from '$lib/domain/serial/status';
import type { Messages } from './messages.fr';

type Standing = Pick<SerialState, 'status' | 'condition'>;

/** The status of a serial in words: « En stock — disponible », « Sorti — expédié ». */
export function statusWords(t: Messages, state: Standing): string {
  if (state.status !== 'in-stock') return t.terms.status[state.status];
  return state.condition === 'quarantine' ? t.terms.inStockQuarantine : t.terms.inStockAvailable;
}

/** The same with its day when the serial is out: « Sorti — expédié le 12 mars 2026 ». */
export function datedStatusWords(t: Messages, state: Standing, day: string | null): string {
  const words = statusWords(t, state);
  return presenceOf(state.status) === 'out' && day !== null ? t.serial.outOn(words, day) : words;
}

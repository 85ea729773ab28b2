import { emptyScan, type Scan } from './scan.ts';

const FORMS = [
  /^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}(?:(?::[0-9A-Fa-f]{2}){2})?$/,
  /^[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?:(?:-[0-9A-Fa-f]{2}){2})?$/,
  /^[0-9A-Fa-f]{2}(?: [0-9A-Fa-f]{2}){5}$/,
  /^[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2,3}$/,
  /^[0-9A-Fa-f]{6}[-:][0-9A-Fa-f]{6}$/
];

// Twelve digits alone are as likely a UPC or a plain number; a letter makes the difference.
const BARE = /^(?=.*[A-Fa-f])(?=.*[0-9])[0-9A-Fa-f]{12}$/;

/**
 * The one form of a MAC address (EUI-48 or EUI-64, IEEE 802): twelve or sixteen
 * hexadecimal digits in upper case, however it was printed.
 * @param bare also accept twelve digits without separators
 * @returns null when the text is none
 */
export function normaliseMac(text: string, bare = true): string | null {
  if (text.length > 23) return null;
  if (!FORMS.some((form) => form.test(text)) && !(bare && BARE.test(text))) return null;
  return text.replace(/[^0-9A-Fa-f]/g, '').toUpperCase();
}

/** Group and broadcast addresses have the lowest bit of the first octet set and name no device. */
function namesDevice(mac: string): boolean {
  return Number.parseInt(mac.slice(0, 2), 16) % 2 === 0 && !/^0+$/.test(mac);
}

/** Recognises a MAC address; null when the text is none. */
export function macScan(text: string): Scan | null {
  const mac = normaliseMac(text);
  if (mac === null) return null;
  const scan: Scan = { ...emptyScan('mac'), elements: [{ id: 'MAC', value: mac }] };
  return namesDevice(mac)
    ? { ...scan, serial: mac }
    : { ...scan, notes: [{ code: 'not-a-device-address', value: mac }] };
}

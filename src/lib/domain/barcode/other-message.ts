const PREFIXES = [
  'BEGIN:VCARD',
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'MECARD:',
  'BIZCARD:',
  'WIFI:',
  'MATMSG:',
  'MAILTO:',
  'SMSTO:',
  'SMS:',
  'MMSTO:',
  'TEL:',
  'GEO:',
  'SIP:',
  'MARKET:',
  'BITCOIN:',
  'OTPAUTH:',
  'DPP:',
  'LPA:',
  'MT:',
  'BCD\n',
  'SPC\n',
  'URN:',
  'FTP://',
  'WWW.'
];

/** The beginning of a JSON object, or of a list of them. */
const JSON_START = /^\[?\s*\{\s*"/;

/** Whether a text is a message for another application: a contact, a network, a payment, data of a program. */
export function isOtherMessage(text: string): boolean {
  const start = text.slice(0, 24).toUpperCase();
  if (JSON_START.test(start)) return true;
  return PREFIXES.some((prefix) => start.startsWith(prefix)) || /^[A-Z][A-Z0-9+.-]{1,20}:\/\//.test(start);
}

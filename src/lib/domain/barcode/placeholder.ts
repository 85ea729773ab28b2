/** Texts that makers of boards, cases and firmware leave where a serial should be; letters and digits only, lower case. */
const TEXTS = new Set([
  'tobefilledbyoem',
  'tobefilled',
  'oem',
  'oemserial',
  'defaultstring',
  'default',
  'systemserialnumber',
  'baseboardserialnumber',
  'chassisserialnumber',
  'boardserialnumber',
  'serialnumber',
  'serialno',
  'serial',
  'sn',
  'ssn',
  'notspecified',
  'notavailable',
  'notapplicable',
  'notdefined',
  'noserial',
  'noserialnumber',
  'sansnumero',
  'nonrenseigne',
  'none',
  'na',
  'nil',
  'unknown',
  'inconnu',
  'invalid',
  'empty',
  'tbd',
  'tbc'
]);

/** Whether a text is a placeholder left by a maker. */
export function isPlaceholder(text: string): boolean {
  if (text.length > 40) return false;
  return TEXTS.has(
    text
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
  );
}

/** Whether a text is a run that is typed to fill a field: one character over and over, or counting up. */
export function isFiller(text: string): boolean {
  if (text.length < 5) return false;
  return '01234567890123456789'.startsWith(text) || '1234567890'.startsWith(text) || isOneCharacter(text);
}

const isOneCharacter = (text: string): boolean =>
  /^[0-9A-Za-z]/.test(text) && text === text.charAt(0).repeat(text.length);

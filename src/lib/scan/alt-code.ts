/**
 * Windows' way to type any character: Alt held, its number on the number pad,
 * Alt let go. Some scanners send every character so, being then free of layouts.
 * With a leading zero the number is of Windows-1252, without of the old OEM set,
 * which agrees with it up to 126 only.
 * @returns the character; U+FFFD when the number names none for certain
 */
export function characterOfAltCode(digits: string): string {
  const code = Number(digits) % 256;
  if (code < 0x7f) return String.fromCharCode(code);
  if (!digits.startsWith('0')) return '\ufffd';
  return new TextDecoder('windows-1252').decode(new Uint8Array([code]));
}

/**
 * How a text is written into a CSV cell so that a spreadsheet shows it as it is:
 * it must neither run it as a formula nor turn a serial into a number or a date.
 *
 *   =1+1, @SUM, -x, tab…   '=1+1      an apostrophe: never a formula (OWASP, CSV injection)
 *   0001, 2-3, 1E5, MARS1  ="0001"    the one form that Excel and LibreOffice keep as text
 */

// Also the full-width forms, which some input methods and locales turn into the plain ones.
const STARTS_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const APOSTROPHES_BEFORE_FORMULA = /^'+[=+\-@\t\r\n＝＋－＠]/;

const MONTH =
  'jan(?:v|vier|uary)?|f[eé]v(?:r|rier)?|feb(?:ruary)?|mar(?:s|ch)?|avr(?:il)?|apr(?:il)?|mai|may|june?|juin|july?|juil(?:let)?|' +
  'aug(?:ust)?|ao[uû]t|sept?(?:embre|ember)?|oct(?:obre|ober)?|nov(?:embre|ember)?|d[eé]c(?:embre|ember)?';

/** What a spreadsheet takes for a number, a date, a time or a truth value when it opens a file. */
const CHANGED: readonly RegExp[] = [
  /^(?=.*\d)[\d\s.,:/+-]+$/,
  /^[+-]?[\d.,]+E[+-]?\d+$/i,
  /^[(+-]?[€$£]?\s?[\d.,\s]+\s?[€$£%]?\)?$/,
  new RegExp(`^\\d{0,4}[-/ .]*(?:${MONTH})\\.?[-/ .,]*\\d{0,4}(?:[-/ .,]+\\d{0,4})?$`, 'i'),
  /^\d{1,2}(?::\d{1,2}){0,2} ?[ap]m?$/i,
  /^(?:true|false|vrai|faux)$/i
];

/** Longer string constants are no formula that Excel reads; no spreadsheet takes so long a text for a number. */
const MAX_TEXT_FORM = 255;

export const spreadsheetWouldChange = (text: string): boolean =>
  text.length <= MAX_TEXT_FORM && CHANGED.some((form) => form.test(text));

/** A text that may be shown as the spreadsheet likes, but never run: labels and names. */
export function protectFormula(text: string): string {
  return STARTS_FORMULA.test(text) || APOSTROPHES_BEFORE_FORMULA.test(text) ? `'${text}` : text;
}

/** A text whose every character counts: serials, lots, codes, barcodes. */
export function protectIdentifier(text: string): string {
  return spreadsheetWouldChange(text) ? `="${text.replaceAll('"', '""')}"` : protectFormula(text);
}

const TEXT_FORM = /^="((?:[^"]|"")*)"$/;

/** Undoes both, so that what was exported comes back as it was. */
export function unprotect(cell: string): string {
  const written = TEXT_FORM.exec(cell)?.[1];
  if (written !== undefined) return written.replaceAll('""', '"');
  return APOSTROPHES_BEFORE_FORMULA.test(cell) ? cell.slice(1) : cell;
}

/** What can be wrong with a file or one of its lines. The codes are stable: wording is decided elsewhere, by code. */
export const csvErrorMeanings = {
  'file-empty': 'no line with anything in it, or nothing beneath the headings',
  'too-many-lines': 'more than 100,000 lines',
  'quote-unclosed': 'a quotation mark is opened and never closed',
  'text-after-quote': 'something other than a separator follows a closing quotation mark',
  'column-missing': 'no column holds a field that every line must have',
  'too-many-cells': 'the line has more cells than there are headings: probably a separator inside a text',
  'value-missing': 'a field that must be filled is empty',
  'value-too-long': 'longer than the field can be',
  'value-invalid': 'characters or a form that the field does not take',
  'value-unknown': 'not one of the words that the field takes',
  'number-invalid': 'not a decimal number, or one with more than six places',
  'number-negative': 'below zero, or zero where something must be there',
  'number-lost': 'a spreadsheet shortened a long number to 3.76E+12: its digits are gone from the file',
  'spreadsheet-error': 'the cell holds an error of the spreadsheet, such as #REF!',
  'gtin-invalid': 'no GTIN-8, -12, -13 or -14, or its check digit is wrong',
  'line-twice': 'the same thing stands on two lines; `otherLine` says where first',
  'gtin-taken': 'another product has this GTIN',
  'barcode-taken': 'another location has this barcode',
  'product-unknown': 'no product has this code',
  'site-unknown': 'no site has this code',
  'location-unknown': 'no location has this code',
  'location-ambiguous': 'several sites have a location of this code',
  'parent-unknown': 'no location of the same site has this code',
  'parent-circle': 'a location would stand inside itself',
  'component-circle': 'a product would contain itself',
  'component-twice': 'a component is listed twice',
  'levels-contradict': 'alert, security and maximum levels are not in order',
  'serial-not-tracked': 'the product is not tracked by serial',
  'serial-too-long': 'longer than a serial can be',
  'date-invalid': 'no calendar date, or one that does not exist',
  'partner-unknown': 'no partner has this code',
  'serials-too-many': 'more serials than the quantity',
  'document-contradicts': 'another line of the same document says otherwise',
  'document-closed': 'the document is no longer open',
  'serial-not-text': 'holds a lone surrogate: no store keeps it faithfully'
} as const;

export type CsvErrorCode = keyof typeof csvErrorMeanings;

export interface CsvError {
  code: CsvErrorCode;
  /** Line of the file, from 1, as an editor or a spreadsheet without line breaks in cells counts. */
  line: number;
  /** The field concerned, by its key in the table of fields. */
  field?: string;
  /** What stands there, cut to 100 characters. */
  value?: string;
  otherLine?: number;
}

/** More errors than this say nothing new about a file. */
export const MAX_CSV_ERRORS = 500;

/** Either everything of a file, or why nothing of it is taken. */
export type CsvResult<Value> = { ok: true; value: Value } | { ok: false; errors: CsvError[] };

/** A file is taken whole or not at all. */
export function wholeOrErrors<Value>(value: Value, errors: readonly CsvError[]): CsvResult<Value> {
  if (errors.length === 0) return { ok: true, value };
  const inOrder = [...errors].sort((a, b) => a.line - b.line);
  return { ok: false, errors: inOrder.slice(0, MAX_CSV_ERRORS) };
}

import { isDigits } from './check-digits.ts';
import {
  dateFromDayOfYear,
  dateFromYymmdd,
  dateFromYyyymmdd,
  daysInMonth,
  fullYear,
  isHour,
  isoDate
} from './gs1-date.ts';
import type { ScanElement, ScanFields, ScanProblem } from './scan.ts';

/** What a part of a HIBC label says. */
export interface HibcFields extends ScanFields {
  elements: ScanElement[];
  problems: ScanProblem[];
}

const nothing = (): HibcFields => ({ elements: [], problems: [] });

const fault = (problem: ScanProblem): HibcFields => ({ elements: [], problems: [problem] });

interface DateForm {
  length: number;
  read: (digits: string, today: string) => string | null;
}

const julian = (digits: string, today: string): string | null =>
  dateFromDayOfYear(fullYear(Number(digits.slice(0, 2)), today), Number(digits.slice(2, 5)));

function monthAndYear(digits: string, today: string): string | null {
  const year = fullYear(Number(digits.slice(2)), today);
  const month = Number(digits.slice(0, 2));
  return isoDate(year, month, daysInMonth(year, month));
}

const withHour =
  (read: DateForm['read']): DateForm['read'] =>
  (digits, today) =>
    isHour(digits.slice(-2)) ? read(digits, today) : null;

/** Expiry dates by their flag (ANSI/HIBC 2.6 table 4); without a flag, MMYY, whose first digit is 0 or 1. */
const FLAGGED: Record<string, DateForm> = {
  '2': {
    length: 6,
    read: (digits, today) => dateFromYymmdd(digits.slice(4) + digits.slice(0, 4), { today })
  },
  '3': { length: 6, read: (digits, today) => dateFromYymmdd(digits, { today }) },
  '4': { length: 8, read: withHour((digits, today) => dateFromYymmdd(digits, { today })) },
  '5': { length: 5, read: julian },
  '6': { length: 7, read: withHour(julian) }
};
const MONTH_YEAR: DateForm = { length: 4, read: monthAndYear };
const NO_DATE = '7';

interface Dated {
  fields: HibcFields;
  rest: string;
}

function readDate(text: string, today: string): Dated {
  const flag = text.charAt(0);
  if (text === '') return { fields: nothing(), rest: '' };
  if (flag === NO_DATE) return { fields: nothing(), rest: text.slice(1) };
  const flagged = Object.hasOwn(FLAGGED, flag) ? FLAGGED[flag] : undefined;
  const form = flagged ?? MONTH_YEAR;
  const start = flagged ? 1 : 0;
  const digits = text.slice(start, start + form.length);
  const isWhole = digits.length === form.length && isDigits(digits);
  const expiry = isWhole ? form.read(digits, today) : null;
  if (expiry === null) return { fields: fault({ code: 'date', id: 'EXP', value: digits }), rest: '' };
  return {
    fields: { elements: [{ id: 'EXP', value: digits }], problems: [], expiry },
    rest: text.slice(start + form.length)
  };
}

const QUANTITY_LENGTHS: Record<string, number> = { '8': 2, '9': 5 };

/** Quantity (flag 8 or 9), then expiry, then what is left: a lot or a serial. */
function readFlagged(text: string, today: string): Dated {
  const length = QUANTITY_LENGTHS[text.charAt(0)];
  if (length === undefined) return readDate(text, today);
  const digits = text.slice(1, 1 + length);
  if (digits.length !== length || !isDigits(digits)) {
    return { fields: fault({ code: 'quantity', id: 'QTY', value: digits }), rest: '' };
  }
  const dated = readDate(text.slice(1 + length), today);
  return {
    ...dated,
    fields: {
      ...dated.fields,
      elements: [{ id: 'QTY', value: digits }, ...dated.fields.elements],
      quantity: Number(digits)
    }
  };
}

const TRACE = /^[A-Z0-9][A-Z0-9\-. ]{0,17}$/;

function withTrace({ fields, rest }: Dated, kind: 'lot' | 'serial'): HibcFields {
  if (rest === '') return fields;
  const id = kind === 'lot' ? 'LOT' : 'SN';
  if (!TRACE.test(rest)) {
    const code = rest.length > 18 ? 'too-long' : 'invalid-character';
    return { ...fields, problems: [...fields.problems, { code, id, value: rest }] };
  }
  return { ...fields, elements: [...fields.elements, { id, value: rest }], [kind]: rest };
}

const unflagged = (rest: string): Dated => ({ fields: nothing(), rest });

/** The old form: five digits of year and day of the year, then a lot. */
function readJulianLot(part: string, today: string): HibcFields {
  const digits = part.slice(0, 5);
  const expiry = julian(digits, today);
  if (expiry === null) return fault({ code: 'date', id: 'EXP', value: digits });
  return withTrace(
    { fields: { elements: [{ id: 'EXP', value: digits }], problems: [], expiry }, rest: part.slice(5) },
    'lot'
  );
}

/**
 * Reads the secondary data of a HIBC label (ANSI/HIBC 2.6 §2.3): `$` lot, `$+`
 * serial, `$$` and `$$+` with quantity and expiry before them.
 * @returns null when it is none of these forms
 */
export function readSecondary(part: string, today: string): HibcFields | null {
  if (part.startsWith('$$+')) return withTrace(readFlagged(part.slice(3), today), 'serial');
  if (part.startsWith('$$')) return withTrace(readFlagged(part.slice(2), today), 'lot');
  if (part.startsWith('$+')) return withTrace(unflagged(part.slice(2)), 'serial');
  if (part.startsWith('$')) return withTrace(unflagged(part.slice(1)), 'lot');
  return /^\d{5}/.test(part) && !/^1[46]D/.test(part) ? readJulianLot(part, today) : null;
}

function readDatedSupplement(id: '14D' | '16D', digits: string): HibcFields {
  const date = /^\d{8}$/.test(digits) ? dateFromYyyymmdd(digits) : null;
  if (date === null) return fault({ code: 'date', id, value: digits });
  const elements = [{ id, value: digits }];
  return id === '14D' ? { elements, problems: [], expiry: date } : { elements, problems: [] };
}

/** Reads a supplement after a slash: serial, expiry (14D), manufacture (16D), quantity (ANSI/HIBC 2.6 table 5). */
export function readSupplement(part: string): HibcFields {
  if (part.startsWith('14D')) return readDatedSupplement('14D', part.slice(3));
  if (part.startsWith('16D')) return readDatedSupplement('16D', part.slice(3));
  if (part.startsWith('S')) return withTrace(unflagged(part.slice(1)), 'serial');
  if (/^Q\d{1,5}$/.test(part)) {
    return { elements: [{ id: 'QTY', value: part.slice(1) }], problems: [], quantity: Number(part.slice(1)) };
  }
  return fault({ code: 'unknown-identifier', value: part });
}

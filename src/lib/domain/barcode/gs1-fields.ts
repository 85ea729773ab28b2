import { dateFromYymmdd } from './gs1-date.ts';
import { isRestrictedCirculation } from './gtin.ts';
import { addNote, setFields, type MaybeFields, type Scan, type ScanElement } from './scan.ts';
import { relateElements } from './gs1-relations.ts';

type Values = (id: string) => string | undefined;

const ZERO_GTIN = '0'.repeat(14);

/** The trade item: GTIN, made-to-order GTIN, or the GTIN of a piece (AI 8006). What a pallet holds (AI 02) is not it. */
function gtinOf(value: Values): string | undefined {
  const gtin = value('01') ?? value('03') ?? value('8006')?.slice(0, 14);
  return gtin === ZERO_GTIN ? undefined : gtin;
}

/** The one thing: serial of an item, of a returnable asset, of a component, or the individual asset itself. */
function serialOf(value: Values): string | undefined {
  const assetSerial = value('8003')?.slice(14);
  const componentSerial = value('8010') === undefined ? undefined : value('8011');
  return value('21') ?? (assetSerial || undefined) ?? componentSerial ?? value('8004');
}

function expiryOf(value: Values, today: string): string | undefined {
  const date = value('17');
  const time = value('7003');
  const read = date === undefined ? undefined : dateFromYymmdd(date, { today, dayZero: true });
  return read ?? (time === undefined ? undefined : dateFromYymmdd(time, { today })) ?? undefined;
}

function quantityOf(value: Values): number | undefined {
  const count =
    value('02') === undefined && value('8026') === undefined ? value('30') : (value('37') ?? value('30'));
  return count === undefined ? undefined : Number(count);
}

function fieldsOf(value: Values, today: string): MaybeFields {
  return {
    gtin: gtinOf(value),
    serial: serialOf(value),
    lot: value('10'),
    expiry: expiryOf(value, today),
    quantity: quantityOf(value),
    partNumber: value('240') ?? value('241') ?? value('8010')
  };
}

const KEY_NOTES = [
  ['00', 'handling-unit'],
  ['02', 'content-of-unit'],
  ['8003', 'returnable-asset'],
  ['8004', 'individual-asset'],
  ['253', 'not-an-item'],
  ['255', 'not-an-item'],
  ['401', 'not-an-item'],
  ['402', 'not-an-item'],
  ['8017', 'not-an-item'],
  ['8018', 'not-an-item'],
  ['414', 'place'],
  ['417', 'place']
] as const;

function noteKeys(scan: Scan, value: Values): void {
  if (scan.gtin !== undefined) {
    if (isRestrictedCirculation(scan.gtin))
      addNote(scan, { code: 'restricted-circulation', value: scan.gtin });
    return;
  }
  if (value('01') === ZERO_GTIN) addNote(scan, { code: 'placeholder', id: '01', value: ZERO_GTIN });
  for (const [id, code] of KEY_NOTES) {
    if (value(id) !== undefined) addNote(scan, { code, id });
  }
}

/**
 * Draws the fields of a scan from GS1 elements that are right one by one, and
 * says what they are to each other.
 *
 * @param scan carries the elements; fields, problems and notes are added to it
 * @param swallowed identifiers whose value holds a neighbour beyond doubt: not used
 */
export function concludeFromElements(
  scan: Scan,
  input: { swallowed: ReadonlySet<string>; today: string }
): void {
  const { contradicted, problems, notes } = relateElements(scan.elements);
  scan.problems.push(...problems);
  scan.notes.push(...notes);
  const usable = new Map(
    scan.elements
      .filter(({ id }: ScanElement) => !contradicted.has(id) && !input.swallowed.has(id))
      .map(({ id, value }) => [id, value])
  );
  const value: Values = (id) => usable.get(id);
  setFields(scan, fieldsOf(value, input.today));
  noteKeys(scan, value);
}

import {
  choiceCell,
  codeCell,
  microsCell,
  serialCell,
  textCell,
  type CsvCell
} from '../catalogue/csv/csv-cells.ts';
import type { CsvFields } from '../catalogue/csv/csv-fields.ts';
import { calendarDateSchema } from '../time/calendar-date.ts';
import type { Document, DocumentType } from './document.ts';

/** A line of a file of documents: what is said of the document on one of its lines holds for all. */
export interface DocumentRow extends Pick<Document, 'number' | 'type' | 'note'> {
  expectedOn: string;
  /** By their codes. */
  partner: string;
  from: string;
  to: string;
  product: string;
  quantityMicros: number;
  lot: string;
  serials: string[];
}

const DAY_FIRST = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/;

/** `2026-03-02`, or the day first as in both languages: `02/03/2026`. */
const dateCell: CsvCell<string> = {
  read(text) {
    const [, day = '', month = '', year = ''] = DAY_FIRST.exec(text) ?? [];
    const date = year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return calendarDateSchema.safeParse(date).success
      ? { ok: true, value: date }
      : { ok: false, code: 'date-invalid' };
  },
  write: (date) => date,
  empty: undefined
};

/** Several serials in one cell, between bars, commas, semicolons or line breaks. */
const serialsCell: CsvCell<string[]> = {
  read(text) {
    const serials: string[] = [];
    for (const part of text.split(/[|,;\r\n]+/)) {
      if (part.trim() === '') continue;
      const reading = serialCell.read(part.trim());
      if (!reading.ok) return reading;
      serials.push(reading.value);
    }
    return { ok: true, value: serials };
  },
  write: (serials, locale) => serials.map((serial) => serialCell.write(serial, locale)).join(' | '),
  empty: undefined
};

const typeCell = choiceCell<DocumentType>([
  {
    value: 'receipt',
    fr: 'réception',
    en: 'receipt',
    others: ['réception attendue', 'expected receipt', 'entrée', 'BR']
  },
  {
    value: 'pick',
    fr: 'préparation',
    en: 'pick order',
    others: ['pick', 'order', 'commande', 'commande à préparer', 'sortie', 'CDE']
  },
  { value: 'transfer', fr: 'transfert', en: 'transfer', others: ['TR'] },
  { value: 'count', fr: 'inventaire', en: 'count', others: ['comptage', 'INV'] }
]);

/** The columns of a file of documents. */
export const documentFields: CsvFields<DocumentRow> = {
  number: {
    cell: codeCell(80),
    heading: { fr: 'Numéro', en: 'Number' },
    aliases: ['pièce', 'n° de pièce', 'document', 'no', 'n°', 'commande', 'order', 'order number'],
    required: true
  },
  type: { cell: typeCell, heading: { fr: 'Type', en: 'Type' }, aliases: ['nature', 'kind'] },
  partner: {
    cell: codeCell(64),
    heading: { fr: 'Tiers', en: 'Partner' },
    aliases: ['code tiers', 'fournisseur', 'client', 'supplier', 'customer', 'partner code']
  },
  from: {
    cell: codeCell(64),
    heading: { fr: 'Depuis', en: 'From' },
    aliases: ['emplacement', 'départ', 'location', 'from location']
  },
  to: {
    cell: codeCell(64),
    heading: { fr: 'Vers', en: 'To' },
    aliases: ['arrivée', 'destination', 'to location']
  },
  expectedOn: {
    cell: dateCell,
    heading: { fr: 'Date prévue', en: 'Expected on' },
    aliases: ['prévue le', 'date', 'échéance', 'due', 'due date']
  },
  note: { cell: textCell(500), heading: { fr: 'Note', en: 'Note' }, aliases: ['commentaire', 'comment'] },
  product: {
    cell: codeCell(64),
    heading: { fr: 'Article', en: 'Product' },
    aliases: ['code article', 'produit', 'référence', 'sku', 'product code', 'item']
  },
  quantityMicros: {
    cell: microsCell,
    heading: { fr: 'Quantité', en: 'Quantity' },
    aliases: ['qté', 'qte', 'qty']
  },
  lot: { cell: codeCell(64), heading: { fr: 'Lot', en: 'Lot' }, aliases: ['batch'] },
  serials: {
    cell: serialsCell,
    heading: { fr: 'Numéros de série', en: 'Serial numbers' },
    aliases: ['n° de série', 'numéro de série', 'série', 'serials', 'serial', 'serial number']
  }
};

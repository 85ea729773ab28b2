import { wholeOrErrors, type CsvError, type CsvResult } from './csv-error.ts';

/**
 * A strict reader of CSV (RFC 4180) as French and English spreadsheets write it:
 * `;`, `,` or tab between cells, whichever the headings show; quoted cells with
 * line breaks and doubled quotation marks; CR LF, LF or CR between lines.
 */

export const csvSeparators = [';', ',', '\t'] as const;

export type CsvSeparator = (typeof csvSeparators)[number];

export interface CsvLine {
  /** Of the file, from 1: where the line begins. */
  line: number;
  cells: string[];
}

export interface CsvTable {
  separator: CsvSeparator;
  headings: string[];
  /** Blank lines left out. */
  lines: CsvLine[];
}

export const MAX_CSV_LINES = 100_000;

/** Excel's own way to say the separator, as the first line. */
const SEP_LINE = /^sep=([;,\t])(?:\r\n|\r|\n)/i;

/** Which separator the first line uses most, quoted parts aside; `;` when none. */
function sniffSeparator(text: string): CsvSeparator {
  const counts = new Map<string, number>(csvSeparators.map((separator) => [separator, 0]));
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return csvSeparators.reduce((best, one) => ((counts.get(one) ?? 0) > (counts.get(best) ?? 0) ? one : best));
}

/** Reads cell by cell; a cell ends at a separator, a line break or the end. */
class CellReader {
  readonly errors: CsvError[] = [];
  #at = 0;
  #line: number;
  readonly #text: string;
  readonly #separator: string;

  constructor(text: string, separator: string, firstLine: number) {
    this.#text = text;
    this.#separator = separator;
    this.#line = firstLine;
  }

  *lines(): Generator<CsvLine> {
    while (this.#at < this.#text.length && this.errors.length === 0) {
      const line = this.#line;
      const cells = [this.#cell()];
      while (this.#text[this.#at] === this.#separator) {
        this.#at += 1;
        cells.push(this.#cell());
      }
      this.#skipBreak();
      yield { line, cells };
    }
  }

  #cell(): string {
    return this.#text[this.#at] === '"' ? this.#quoted() : this.#plain();
  }

  /** A quotation mark inside, as in `5" disk`, stands for itself. */
  #plain(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !this.#endsCell(this.#text[this.#at])) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #quoted(): string {
    const line = this.#line;
    const parts: string[] = [];
    do {
      const end = this.#text.indexOf('"', this.#at + 1);
      if (end < 0) {
        this.errors.push({ code: 'quote-unclosed', line });
        this.#at = this.#text.length;
        return '';
      }
      parts.push(this.#text.slice(this.#at + 1, end));
      this.#at = end + 1;
    } while (this.#text[this.#at] === '"');
    const cell = parts.join('"');
    this.#line += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
    const rest = this.#plain();
    if (rest.trim() !== '') this.errors.push({ code: 'text-after-quote', line, value: rest.slice(0, 100) });
    return cell;
  }

  #endsCell(character: string | undefined): boolean {
    return character === this.#separator || character === '\n' || character === '\r';
  }

  #skipBreak(): void {
    if (this.#at >= this.#text.length) return;
    if (this.#text.startsWith('\r\n', this.#at)) this.#at += 2;
    else this.#at += 1;
    this.#line += 1;
  }
}

const isBlank = ({ cells }: CsvLine): boolean => cells.every((cell) => cell.trim() === '');

/**
 * Reads a file, headings first. Nothing is understood yet: cells are as written.
 *
 * Errors: `file-empty`, `too-many-lines`, `quote-unclosed`, `text-after-quote`,
 * `too-many-cells`. Linear in the text.
 *
 * @param text decoded by the caller (UTF-8, or Windows-1252 as older Excels write)
 */
export function readCsv(text: string): CsvResult<CsvTable> {
  const unmarked = text.startsWith('\ufeff') ? text.slice(1) : text;
  const named = SEP_LINE.exec(unmarked);
  const body = named ? unmarked.slice(named[0].length) : unmarked;
  const separator =
    csvSeparators.find((one) => one === named?.[1]) ?? sniffSeparator(body.replace(/^[\r\n]+/, ''));
  const reader = new CellReader(body, separator, named ? 2 : 1);
  const lines: CsvLine[] = [];
  for (const line of reader.lines()) {
    if (isBlank(line)) continue;
    if (lines.length > MAX_CSV_LINES)
      return { ok: false, errors: [{ code: 'too-many-lines', line: line.line }] };
    lines.push(line);
  }
  if (reader.errors.length > 0) return { ok: false, errors: reader.errors };
  const [headings, ...rest] = lines;
  if (!headings || rest.length === 0) return { ok: false, errors: [{ code: 'file-empty', line: 1 }] };
  const width = headings.cells.length;
  const tooWide = rest.filter(({ cells }) => cells.slice(width).some((cell) => cell.trim() !== ''));
  const errors = tooWide.map(({ line, cells }): CsvError => {
    return { code: 'too-many-cells', line, value: (cells[width] ?? '').slice(0, 100) };
  });
  return wholeOrErrors({ separator, headings: headings.cells, lines: rest }, errors);
}

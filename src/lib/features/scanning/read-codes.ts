import type { RawCode, ReadScan, ScanSource, TakingPage } from '$lib/components/scanning/scan-hub.svelte';
import { parseScan } from '$lib/domain/barcode/parse-scan';
import { assembleLabel, choiceFrom } from '$lib/domain/label/assemble-label';
import type { LabelChoice, LabelCode, LabelKnowledge, LabelScan } from '$lib/domain/label/label-code';
import type { AskReason } from '$lib/domain/label/settle-serial';

/** One scan that a person may take, named by its serial. */
export interface Offered {
  serial: string;
  scan: ReadScan;
  ticked: boolean;
  /** What to remember when it is the only one taken; null where the next label could not be told by it. */
  choice: LabelChoice | null;
}

/** What a person has to say about the codes, and why. */
export type Question = AskReason | 'sheet';

export type Reading =
  | { kind: 'sure'; scan: ReadScan }
  /** A pallet or parcel: what is recorded under it is for the caller to find. */
  | { kind: 'pallet'; sscc: string; scan: ReadScan }
  /** Nothing is taken until a person has said which; `several`: more than one may be taken. */
  | { kind: 'question'; question: Question; offered: Offered[]; several: boolean };

/** @param today `YYYY-MM-DD`, for two-digit years */
export function parseCodes(codes: readonly RawCode[], today: string): LabelCode[] {
  return codes.map(({ text, symbology = '' }) => ({
    text,
    symbology,
    scan: parseScan(text, { today, ...(symbology !== '' && { symbology }) })
  }));
}

interface Captured {
  source: ScanSource;
  codes: readonly LabelCode[];
}

function toReadScan({ source, codes }: Captured, scan: Partial<LabelScan> = {}): ReadScan {
  const { productId, gtin, serial, lot, partNumber, sscc } = scan;
  const texts = codes.map(({ text }) => text);
  return {
    source,
    raw: texts.join('\n'),
    codes: texts,
    productId: productId ?? undefined,
    gtin,
    serial,
    lot,
    partNumber,
    sscc
  };
}

/** A code alone that is wrong or lost a separator, and gives no serial: what it does give must not pass for the whole. */
function refusalOf(codes: readonly LabelCode[], { serial }: LabelScan): Pick<ReadScan, 'refusal'> {
  const [only, ...more] = codes;
  if (!only || more.length > 0 || serial !== undefined) return {};
  const { problems, notes } = only.scan;
  const fault = problems[0] ?? notes.find(({ code }) => code === 'separator-lost');
  return fault ? { refusal: fault.code } : {};
}

/**
 * Understands the codes of one label: as one scan, or as a question to the
 * person. A wrong serial is worse than no serial.
 *
 * @param input.page whether it can take a sheet of pieces; if not, one of them is asked for
 */
export function readLabel(input: {
  codes: readonly LabelCode[];
  source: ScanSource;
  knowledge: LabelKnowledge;
  page: Pick<TakingPage, 'severalAtOnce'>;
}): Reading {
  const { codes, knowledge } = input;
  const { severalAtOnce } = input.page;
  const assembly = assembleLabel(codes, knowledge);
  switch (assembly.kind) {
    case 'nothing':
      return {
        kind: 'sure',
        scan: { ...toReadScan(input), refusal: assembly.problems[0]?.code ?? 'nothing' }
      };
    case 'location': {
      const labels = codes.filter(({ text }) => knowledge.locationOf(text.trim()) === assembly.locationId);
      return { kind: 'sure', scan: toReadScan({ ...input, codes: labels.slice(0, 1) }) };
    }
    case 'one':
      return {
        kind: 'sure',
        scan: { ...toReadScan(input, assembly.scan), ...refusalOf(codes, assembly.scan) }
      };
    case 'sscc':
      return { kind: 'pallet', sscc: assembly.sscc, scan: toReadScan(input, assembly.scan) };
    case 'ask': {
      const offered = assembly.offered.map((one) => ({
        serial: one.serial,
        scan: toReadScan(input, one.scan),
        ticked: false,
        choice: choiceFrom(assembly, one)
      }));
      return {
        kind: 'question',
        question: assembly.reason,
        offered,
        several: assembly.mayBeAll && severalAtOnce
      };
    }
    case 'many': {
      // A piece keeps its own code only: a sheet written into each of its movements would be twenty sheets.
      const offered = assembly.offered.map(({ serial, text, ticked, scan }) => ({
        serial,
        scan: { ...toReadScan(input, scan), raw: text, codes: [text] },
        ticked,
        choice: null
      }));
      const question = severalAtOnce ? 'sheet' : 'several';
      return { kind: 'question', question, offered, several: severalAtOnce };
    }
  }
}

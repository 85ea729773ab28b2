import { SCANNER_LAYOUTS, type ScannerLayout } from './keyboard-layouts.ts';
import type { WedgeOptions } from './wedge.ts';
import { DEFAULT_PACE } from './wedge-timing.ts';

/** How the scanner of this device is set; kept on the device. */
export interface ScannerSettings {
  layout: ScannerLayout;
  /** `key`: it ends each scan with Enter or Tab; `silence`: with nothing. */
  end: 'key' | 'silence';
  /** What it sends before and after each scan; taken off. */
  prefix: string;
  suffix: string;
  /** What it sends for GS; empty when it sends GS itself. */
  gs: string;
  /** Longest pause between two keys of one scan, in ms. */
  maxGapMs: number;
}

export const DEFAULT_SCANNER: ScannerSettings = {
  layout: 'us',
  end: 'key',
  prefix: '',
  suffix: '',
  gs: '',
  maxGapMs: DEFAULT_PACE.maxGapMs
};

/** Slower than this a scan cannot be told from a person. */
export const SLOWEST_GAP_MS = 150;

/** Longest prefix, suffix or substitute. */
export const MAX_AFFIX = 20;

const KEY = 'douchette.scanner';

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

const affixOf = (kept: unknown): string => (typeof kept === 'string' ? kept.slice(0, MAX_AFFIX) : '');

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** What is kept; whatever cannot be understood is as it is in a new app. */
export function readScannerSettings(storage: Kept): ScannerSettings {
  const { layout, end, prefix, suffix, gs, maxGapMs } = parsed(storage.getItem(KEY));
  const gap = typeof maxGapMs === 'number' ? maxGapMs : NaN;
  const isGap = gap >= DEFAULT_SCANNER.maxGapMs && gap <= SLOWEST_GAP_MS;
  return {
    layout: SCANNER_LAYOUTS.find((known) => known === layout) ?? DEFAULT_SCANNER.layout,
    end: end === 'silence' ? 'silence' : 'key',
    prefix: affixOf(prefix),
    suffix: affixOf(suffix),
    gs: affixOf(gs),
    maxGapMs: isGap ? gap : DEFAULT_SCANNER.maxGapMs
  };
}

export const writeScannerSettings = (storage: Kept, settings: ScannerSettings): void =>
  storage.setItem(KEY, JSON.stringify(settings));

/** The settings as the listener takes them. */
export const wedgeOptionsOf = ({
  layout,
  end,
  prefix,
  suffix,
  gs,
  maxGapMs
}: ScannerSettings): WedgeOptions => ({
  layout,
  pace: { maxGapMs },
  prefix,
  suffix,
  gs,
  terminated: end === 'key'
});

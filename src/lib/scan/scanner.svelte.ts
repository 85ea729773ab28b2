import { getContext, setContext } from 'svelte';
import { readScannerSettings, writeScannerSettings, type ScannerSettings } from './scanner-settings';

/** The hardware scanner of this device: who listens follows its settings at once. */
export class Scanner {
  #settings = $state.raw<ScannerSettings>(readScannerSettings(localStorage));

  get settings(): ScannerSettings {
    return this.#settings;
  }

  /** Takes these settings from now on, and keeps them on the device. */
  change(changes: Partial<ScannerSettings>): void {
    this.#settings = { ...this.#settings, ...changes };
    writeScannerSettings(localStorage, this.#settings);
  }
}

const KEY = Symbol('scanner');

export const setScanner = (scanner: Scanner): Scanner => setContext(KEY, scanner);
export const useScanner = (): Scanner => getContext<Scanner>(KEY);

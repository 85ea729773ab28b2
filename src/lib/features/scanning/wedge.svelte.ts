import type { ScanHub } from '$lib/components/scanning/scan-hub.svelte';
import { wedgeOptionsOf, type ScannerSettings } from '$lib/scan/scanner-settings';
import { listenWedge, type WedgeProblem } from '$lib/scan/wedge-listener';

/** Marks in the browser's timeline when scans began to be heard. */
const SCANNER_LISTENING = 'douchette.scanner-listening';

/** Hears a hardware scanner on every page, and says when what it typed must not be used. */
export class Wedge {
  problem = $state.raw<WedgeProblem | null>(null);
  readonly #hub: ScanHub;

  constructor(hub: ScanHub) {
    this.#hub = hub;
  }

  /**
   * Begins to listen, at once: a scan that comes while code is still loading would lose its head.
   * @returns what ends it
   */
  listen(settings: ScannerSettings): () => void {
    this.problem = null;
    const stop = listenWedge(
      document,
      ({ raw }) => {
        this.problem = null;
        void this.#hub.put([{ text: raw }], 'wedge');
      },
      {
        ...wedgeOptionsOf(settings),
        onProblem: (problem) => {
          this.problem = problem;
          this.#hub.signal('refused');
        }
      }
    );
    performance.mark(SCANNER_LISTENING);
    return stop;
  }
}

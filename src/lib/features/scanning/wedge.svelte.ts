import type { ScanHub } from '$lib/components/scanning/scan-hub.svelte';
import type { ScannerLayout } from '$lib/scan/keyboard-layouts';
import { listenWedge, type WedgeProblem } from '$lib/scan/wedge-listener';

const LAYOUT = 'douchette.scanner-layout';

/** Marks in the browser's timeline when scans began to be heard. */
const SCANNER_LISTENING = 'douchette.scanner-listening';

const rememberedLayout = (): ScannerLayout => (localStorage.getItem(LAYOUT) === 'fr' ? 'fr' : 'us');

/** Hears a hardware scanner on every page, and says when what it typed must not be used. */
export class Wedge {
  problem = $state.raw<WedgeProblem | null>(null);
  #stop: (() => void) | undefined;
  readonly #hub: ScanHub;

  constructor(hub: ScanHub) {
    this.#hub = hub;
  }

  /** Begins to listen, at once: a scan that comes while code is still loading would lose its head. */
  listen(): () => void {
    this.#stop = listenWedge(
      document,
      ({ raw }) => {
        this.problem = null;
        void this.#hub.put([{ text: raw }], 'wedge');
      },
      {
        layout: rememberedLayout(),
        onProblem: (problem) => {
          this.problem = problem;
          this.#hub.signal('refused');
        }
      }
    );
    performance.mark(SCANNER_LISTENING);
    return () => this.#stop?.();
  }

  /** Takes the scanner for one of the other layout from now on, and remembers it. */
  useLayout(layout: ScannerLayout): void {
    localStorage.setItem(LAYOUT, layout);
    this.problem = null;
    this.#stop?.();
    this.listen();
  }
}

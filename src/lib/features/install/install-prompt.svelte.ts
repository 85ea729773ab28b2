import { getContext, setContext } from 'svelte';

/** Chromium's invitation to install the page, which a button may put off and show later. */
interface InstallEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

const isInstallEvent = (event: Event): event is InstallEvent => 'prompt' in event;

/**
 * The browser's own installation. Its invitation comes once, early, on whatever page is
 * open, so that this listens from the start.
 */
export class InstallPrompt {
  #event = $state.raw<InstallEvent | null>(null);
  #installed = $state(false);

  constructor(page: Window) {
    this.#installed = page.matchMedia('(display-mode: standalone), (display-mode: fullscreen)').matches;
    page.addEventListener('beforeinstallprompt', (event) => {
      if (!isInstallEvent(event)) return;
      event.preventDefault();
      this.#event = event;
    });
    page.addEventListener('appinstalled', () => {
      this.#installed = true;
      this.#event = null;
    });
  }

  /** The page runs as an app of its own. */
  get installed(): boolean {
    return this.#installed;
  }

  /** The browser is ready to install it. */
  get ready(): boolean {
    return this.#event !== null;
  }

  /** Lets the browser ask the person; false when they would rather not. The invitation is good for once. */
  async install(): Promise<boolean> {
    const event = this.#event;
    this.#event = null;
    return (await event?.prompt())?.outcome === 'accepted';
  }
}

const KEY = Symbol('install-prompt');

export const setInstallPrompt = (prompt: InstallPrompt): InstallPrompt => setContext(KEY, prompt);
export const useInstallPrompt = (): InstallPrompt => getContext<InstallPrompt>(KEY);

import { getContext, setContext } from 'svelte';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

// The same key is read by `app.html` before the first paint.
const REMEMBERED = 'douchette.theme';

const isTheme = (text: string | null): text is Theme => themes.some((theme) => theme === text);

/** Light or dark: as the system says, unless somebody chose. */
export class ThemeChoice {
  #system = matchMedia('(prefers-color-scheme: dark)');
  #chosen = $state<Theme>('auto');

  constructor() {
    const remembered = localStorage.getItem(REMEMBERED);
    if (isTheme(remembered)) this.#chosen = remembered;
    this.#system.addEventListener('change', () => this.#paint());
    this.#paint();
  }

  get chosen(): Theme {
    return this.#chosen;
  }

  choose(theme: Theme): void {
    this.#chosen = theme;
    if (theme === 'auto') localStorage.removeItem(REMEMBERED);
    else localStorage.setItem(REMEMBERED, theme);
    this.#paint();
  }

  #paint(): void {
    const dark = this.#chosen === 'dark' || (this.#chosen === 'auto' && this.#system.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', dark ? '#0a1115' : '#0b3d4f');
  }
}

const KEY = Symbol('theme');

export const setThemeChoice = (choice: ThemeChoice): ThemeChoice => setContext(KEY, choice);
export const useThemeChoice = (): ThemeChoice => getContext<ThemeChoice>(KEY);

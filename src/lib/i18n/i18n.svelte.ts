import { getContext, setContext } from 'svelte';
import type { Messages } from './messages.fr';

export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

const REMEMBERED = 'douchette.language';
const locales: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

// One language is loaded at a time: the other is a separate chunk.
const loaders: Record<Language, () => Promise<Messages>> = {
  fr: async () => (await import('./messages.fr')).fr,
  en: async () => (await import('./messages.en')).en
};

const isLanguage = (text: string | null | undefined): text is Language =>
  languages.some((language) => language === text);

/** The remembered language, else the first of the browser's that we speak, else French. */
export function preferredLanguage(): Language {
  const remembered = localStorage.getItem(REMEMBERED);
  if (isLanguage(remembered)) return remembered;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.find(isLanguage) ?? 'fr';
}

/** The words and formats of the language in use; reading them in a component follows a change. */
export class I18n {
  #language = $state<Language>('fr');
  #messages = $state.raw<Messages>() as Messages;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  private constructor(language: Language, messages: Messages) {
    this.#language = language;
    this.#messages = messages;
  }

  /** Loads a language and marks the page with it. */
  static async in(language: Language): Promise<I18n> {
    document.documentElement.lang = language;
    return new I18n(language, await loaders[language]());
  }

  get t(): Messages {
    return this.#messages;
  }

  get language(): Language {
    return this.#language;
  }

  /** Changes the language at once and remembers it on this device. */
  async choose(language: Language): Promise<void> {
    this.#messages = await loaders[language]();
    this.#language = language;
    localStorage.setItem(REMEMBERED, language);
    document.documentElement.lang = language;
  }

  /** Making one costs a hundred times what using it does, and a list formats a line with each. */
  #format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const name = `${this.#language} ${JSON.stringify(options)}`;
    const made = this.#formats.get(name) ?? new Intl.DateTimeFormat(locales[this.#language], options);
    this.#formats.set(name, made);
    return made;
  }

  number(value: number): string {
    return new Intl.NumberFormat(locales[this.#language], { maximumFractionDigits: 6 }).format(value);
  }

  /** `1 234,50 €` of millionths of a currency (ISO 4217). */
  money(micros: number, currency: string): string {
    return new Intl.NumberFormat(locales[this.#language], { style: 'currency', currency }).format(
      micros / 1e6
    );
  }

  /** `14:02` */
  time(instant: number): string {
    return this.#format({ hour: '2-digit', minute: '2-digit' }).format(instant);
  }

  /** `12 mars 2026` of an instant (ms) on this device's wall. */
  date(instant: number): string {
    return this.#format({ dateStyle: 'long' }).format(instant);
  }

  /** `12 mars 2026, 14:02` */
  dateTime(instant: number): string {
    return this.#format({
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit'
    }).format(instant);
  }

  /** `jeudi 12 mars 2026` of a calendar date `YYYY-MM-DD`, whatever the time zone. */
  day(date: string): string {
    return this.#format({
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC'
    }).format(Date.parse(`${date}T00:00:00Z`));
  }

  /** `12 mars 2026` of a calendar date. */
  shortDay(date: string): string {
    return this.#format({ dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));
  }

  /** `12,3 Mo` */
  bytes(count: number): string {
    const [unit, size] =
      count >= 1e9
        ? (['gigabyte', 1e9] as const)
        : count >= 1e6
          ? (['megabyte', 1e6] as const)
          : (['kilobyte', 1e3] as const);
    return new Intl.NumberFormat(locales[this.#language], {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: 1
    }).format(count / size);
  }
}

const KEY = Symbol('i18n');

export const setI18n = (i18n: I18n): I18n => setContext(KEY, i18n);
export const useI18n = (): I18n => getContext<I18n>(KEY);

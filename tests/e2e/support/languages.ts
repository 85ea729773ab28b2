import { en } from '../../../src/lib/i18n/messages.en.ts';
import { fr, type Messages } from '../../../src/lib/i18n/messages.fr.ts';

/** The languages of the app, each with the browser that asks for it. */
export const languages: readonly { name: string; locale: string; language: 'fr' | 'en'; t: Messages }[] = [
  { name: 'en français', locale: 'fr-FR', language: 'fr', t: fr },
  { name: 'in English', locale: 'en-GB', language: 'en', t: en }
];

/** The words that a browser of this locale is shown. */
export const wordsOf = (locale = 'fr-FR'): Messages => (locale.startsWith('fr') ? fr : en);

import { pickingWords as en } from './picking-words.en.ts';
import { pickingWords as fr } from './picking-words.fr.ts';

/** What is said while picking: loaded with its screens, not with home. */
export const pickingWords = { fr, en };

export type PickingWords = typeof fr;

import { integrations as en } from './integrations.en.ts';
import { integrations as fr } from './integrations.fr.ts';

/** Words of one screen that only administrators open: they are loaded with it, not with home. */
export const integrationWords = { fr, en };

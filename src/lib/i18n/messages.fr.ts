import { serials } from './serials.fr.ts';
import { stock } from './stock.fr.ts';
import { access } from './access.fr.ts';
import { anomalies } from './anomalies.fr.ts';
import { catalogue } from './catalogue.fr.ts';
import { counting } from './counting.fr.ts';
import { documents } from './documents.fr.ts';
import { errors } from './errors.fr.ts';
import { floor } from './floor.fr.ts';
import { movements } from './movements.fr.ts';
import { picking } from './picking.fr.ts';
import { safety } from './safety.fr.ts';
import { screens } from './screens.fr.ts';
import { terms } from './terms.fr.ts';
import { install } from './install.fr.ts';
import { trust } from './trust.fr.ts';
import { upkeep } from './upkeep.fr.ts';
import { work } from './work.fr.ts';

/** The French words: the type that every other language must fill. */
export const fr = {
  ...screens,
  ...work,
  moves: movements,
  access,
  anomalies,
  catalogue,
  counting,
  floor,
  documents,
  stock,
  serials,
  upkeep,
  picking,
  safety,
  terms,
  install,
  trust,
  errors: {
    ...errors,
    'storage-failed': {
      what: 'Le stockage de cet appareil a refusé l’écriture.',
      todo: 'La saisie est intacte : réessayez. Si cela dure, rechargez la page.'
    },
    'storage-full': {
      what: 'Il n’y a plus de place sur cet appareil.',
      todo: 'Libérez de l’espace, puis réessayez : la saisie est intacte.'
    },
    'storage-stalled': {
      what: 'Le stockage de cet appareil ne répond pas.',
      todo: 'Vérifiez la file d’attente avant de refaire la saisie.'
    },
    'storage-lost': {
      what: 'Cet appareil n’arrive plus à écrire dans son stockage.',
      todo: 'Rien n’a été enregistré depuis. Rechargez l’application : ce qui l’était déjà est toujours là.'
    },
    'stale-page': {
      what: 'La synchronisation a été reprise ailleurs.',
      todo: 'Rien à faire : elle continue d’elle-même.'
    },
    'not-waiting': {
      what: 'Ce mouvement n’attend plus.',
      todo: 'Rien à faire : il a déjà reçu sa réponse.'
    }
  }
};

export type Messages = typeof fr;

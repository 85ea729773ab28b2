import { serials } from './serials.en.ts';
import { stock } from './stock.en.ts';
import { access } from './access.en.ts';
import { anomalies } from './anomalies.en.ts';
import { catalogue } from './catalogue.en.ts';
import { counting } from './counting.en.ts';
import { documents } from './documents.en.ts';
import { errors } from './errors.en.ts';
import { floor } from './floor.en.ts';
import type { Messages } from './messages.fr.ts';
import { movements } from './movements.en.ts';
import { picking } from './picking.en.ts';
import { safety } from './safety.en.ts';
import { screens } from './screens.en.ts';
import { terms } from './terms.en.ts';
import { install } from './install.en.ts';
import { trust } from './trust.en.ts';
import { upkeep } from './upkeep.en.ts';
import { work } from './work.en.ts';

export const en = {
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
      what: 'The storage of this device refused the write.',
      todo: 'What you entered is intact: try again. If it lasts, reload the page.'
    },
    'storage-full': {
      what: 'There is no space left on this device.',
      todo: 'Free some space, then try again: what you entered is intact.'
    },
    'storage-stalled': {
      what: 'The storage of this device does not answer.',
      todo: 'Look at the queue before you enter it again.'
    },
    'storage-lost': {
      what: 'This device can no longer write to its storage.',
      todo: 'Nothing has been stored since. Reload the app: what was stored before is still there.'
    },
    'stale-page': {
      what: 'Synchronisation was taken over elsewhere.',
      todo: 'Nothing to do: it goes on by itself.'
    },
    'not-waiting': {
      what: 'This movement no longer waits.',
      todo: 'Nothing to do: it already has its answer.'
    }
  }
} satisfies Messages;

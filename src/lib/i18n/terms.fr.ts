import type { CaptureMethod } from '../domain/movement/movement.ts';
import type { MovementKind } from '../domain/movement/kind.ts';
import type { AnomalyType } from '../domain/serial/anomaly.ts';
import type { SerialStatus } from '../domain/serial/status.ts';

/** The words of the trade, keyed by the codes of the domain: a new code fails to compile. */
export const terms = {
  status: {
    unknown: 'Inconnu',
    'in-stock': 'En stock',
    'in-transit': 'En transit',
    delivered: 'Sorti — expédié',
    'returned-to-supplier': 'Sorti — rendu au fournisseur',
    consumed: 'Sorti — consommé en fabrication',
    scrapped: 'Sorti — mis au rebut',
    lost: 'Sorti — perdu',
    'on-loan': 'Sorti — prêté',
    missing: 'Sorti — manquant'
  } satisfies Record<SerialStatus, string>,
  inStockAvailable: 'En stock — disponible',
  inStockQuarantine: 'En stock — en quarantaine',
  kind: {
    receipt: 'Réception achat',
    'customer-return': 'Retour client',
    'production-output': 'Entrée fabrication',
    'inventory-found': 'Inventaire (trouvé)',
    'loan-return': 'Retour de prêt',
    shipment: 'Expédition / vente',
    'supplier-return': 'Retour fournisseur',
    consumption: 'Sortie fabrication',
    scrap: 'Mise au rebut',
    loss: 'Perte',
    loan: 'Prêt',
    'inventory-shortage': 'Inventaire (manquant)',
    transfer: 'Transfert',
    'transfer-departure': 'Départ de transfert',
    'transfer-arrival': 'Arrivée de transfert',
    quarantine: 'Mise en quarantaine',
    release: 'Levée de quarantaine',
    count: 'Comptage',
    reversal: 'Annulation d’un mouvement',
    alias: 'N° de série corrigé',
    acceptance: 'Anomalie acceptée'
  } satisfies Record<MovementKind, string>,
  capture: {
    camera: 'Lu à la caméra',
    wedge: 'Lu à la douchette',
    typed: 'Saisi au clavier',
    file: 'Importé d’un fichier',
    api: 'Reçu d’un autre logiciel'
  } satisfies Record<CaptureMethod, string>,
  anomaly: {
    'double-entry': {
      title: 'Double entrée',
      explain: 'Il était déjà en stock quand il est entré une seconde fois.'
    },
    'exit-without-entry': {
      title: 'Sortie sans entrée',
      explain: 'Il est sorti alors qu’aucune entrée n’est connue.'
    },
    'double-exit': { title: 'Double sortie', explain: 'Il était déjà sorti quand il est sorti de nouveau.' },
    'wrong-location': {
      title: 'Autre emplacement',
      explain: 'Il a été pris ailleurs que là où on le croyait.'
    },
    'move-without-entry': {
      title: 'Déplacé sans entrée',
      explain: 'Il a été déplacé alors qu’aucune entrée n’est connue.'
    },
    'moved-while-out': { title: 'Déplacé étant sorti', explain: 'Il a été déplacé alors qu’il était sorti.' },
    'found-without-entry': {
      title: 'Trouvé sans entrée',
      explain: 'Il a été vu ici alors qu’aucune entrée n’est connue.'
    },
    'found-elsewhere': { title: 'Trouvé ailleurs', explain: 'Il a été vu à un autre emplacement que prévu.' },
    'found-while-out': { title: 'Trouvé étant sorti', explain: 'Il a été vu ici alors qu’il était sorti.' },
    'same-serial-other-product': {
      title: 'Même n° sur un autre article',
      explain: 'Ce numéro existe aussi sur un autre article.'
    },
    'clock-suspect': {
      title: 'Horloge douteuse',
      explain: 'L’horloge de l’appareil était fausse ; le serveur a corrigé l’heure.'
    },
    'late-for-closed-period': {
      title: 'Période close',
      explain: 'Le mouvement est arrivé après la clôture de sa période.'
    },
    'sequence-reused': {
      title: 'Numéro d’ordre réutilisé',
      explain: 'L’appareil a donné deux fois le même numéro d’ordre.'
    },
    'format-unusual': {
      title: 'Format inhabituel',
      explain: 'Ce numéro ne ressemble pas aux autres de cet article.'
    },
    'negative-quantity': {
      title: 'Stock négatif',
      explain: 'Il en est sorti plus qu’il n’en était entré.'
    }
  } satisfies Record<AnomalyType, { title: string; explain: string }>
};

import { counted } from './counted.ts';

const n = counted('fr-FR');

/** The words of the list of serials. */
export const serials = {
  filters: 'Filtres et tri',
  active: (count: number) => n(count, 'filtre actif', 'filtres actifs'),
  clear: 'Tout afficher',
  presence: 'Présence',
  any: 'Tous',
  inStock: 'En stock',
  moving: 'En route',
  out: 'Sortis',
  counted: (label: string, count: string) => `${label} (${count})`,
  status: 'État précis',
  anyStatus: 'Tous les états',
  condition: 'Disponibilité',
  anyCondition: 'Toutes',
  available: 'Disponible',
  quarantine: 'En quarantaine',
  product: 'Article',
  allProducts: 'Tous les articles',
  place: 'Emplacement',
  allPlaces: 'Tous les emplacements',
  site: 'Dépôt',
  allSites: 'Tous les dépôts',
  partner: 'Tiers',
  allPartners: 'Tous les tiers',
  from: 'Changé depuis le',
  until: 'Changé jusqu’au',
  anomaly: 'Avec anomalie seulement',
  placeAndDate: 'Emplacement et date',
  sort: 'Trier par',
  sorts: {
    relevance: 'Pertinence',
    serial: 'N° de série',
    product: 'Article',
    status: 'État',
    place: 'Emplacement',
    since: 'Date'
  },
  direction: 'Ordre',
  ascending: 'Croissant',
  descending: 'Décroissant',
  near: 'Vouliez-vous dire',
  noMatch: 'Aucun n° de série ne répond à ces filtres',
  noMatchTodo: 'Enlevez un filtre, ou changez la recherche.',
  keys: 'Flèches pour parcourir, Entrée pour ouvrir, / pour chercher.',
  move: 'Déplacer',
  setAside: 'Quarantaine',
  correct: 'Corriger le n° de série',
  correctExplain: 'Le dernier mouvement passe au bon numéro, à sa place ; les deux historiques le disent.',
  takeBack: 'Annuler le dernier mouvement',
  takeBackExplain: (kind: string) =>
    `${kind} : ce mouvement sera annulé et restera lisible dans l’historique.`,
  wholeGroup: (count: number) =>
    `Il fait partie d’un ensemble de ${count} mouvements, qui sera annulé en entier.`,
  rightSerial: 'N° de série exact',
  readAs: (serial: string) => `Lu : ${serial}`,
  reason: 'Motif',
  save: 'Enregistrer',
  truth: (serial: string) => `Mal lu : c’était en réalité ${serial}.`,
  problems: {
    'serial-empty': 'Donnez le n° de série.',
    'serial-too-long': 'Un n° de série a 128 caractères au plus.',
    'serial-not-text': 'Ce texte contient des caractères illisibles : saisissez-le au clavier.',
    'same-serial': 'C’est le numéro déjà lu : donnez l’autre.',
    'group-unknown':
      'Cet appareil n’a pas tous les mouvements de cet ensemble : demandez au bureau de l’annuler.'
  },
  naming: {
    action: 'Nommer…',
    title: 'Nommer ce scan',
    explain: 'Le mouvement sera redit pour cet article, à sa place et à sa date.',
    product: 'Article',
    choose: 'Choisissez…',
    serial: 'N° de série',
    save: 'Enregistrer',
    problems: {
      'product-missing': 'Choisissez l’article.',
      'serial-empty': 'Donnez le n° de série.',
      'serial-too-long': 'Un n° de série a 128 caractères au plus.',
      'serial-not-text': 'Ce texte contient des caractères illisibles : saisissez-le au clavier.'
    }
  },
  notice: {
    contradicted: (what: string) => `Un de vos scans est contredit : ${what}`,
    settled: (what: string) => `Une contradiction sur un de vos scans est réglée : ${what}`,
    thisDevice: 'cet appareil',
    seen: 'J’ai vu'
  }
};

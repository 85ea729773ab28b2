import { counted } from './counted';

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
  keys: 'Flèches pour parcourir, Entrée pour ouvrir.'
};

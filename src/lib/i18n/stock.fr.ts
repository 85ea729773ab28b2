import { counted } from './counted.ts';

const n = counted('fr-FR');

/** The words of the stock by quantity. */
export const stock = {
  title: 'État des stocks',
  hint: 'Quantités, valeur, seuils et stocks négatifs',
  by: 'Par',
  grouping: { product: 'Article', location: 'Emplacement', lot: 'Lot' },
  place: 'Emplacement',
  allPlaces: 'Tous les emplacements',
  product: 'Article',
  allProducts: 'Tous les articles',
  show: 'Afficher',
  everything: 'Tout',
  alertsOnly: 'À surveiller',
  valued: (amount: string) => `Valeur du stock : ${amount}`,
  withoutCost: (count: number) => n(count, 'ligne sans coût', 'lignes sans coût'),
  lines: (count: number) => n(count, 'ligne', 'lignes'),
  more: 'Afficher la suite',
  none: 'Rien en stock',
  noneHint: 'Faites une entrée de stock : elle apparaîtra ici aussitôt.',
  noAlert: 'Rien à surveiller',
  noAlertHint: 'Aucun article n’est sous ses seuils, aucun stock n’est négatif.',
  quantity: 'Quantité',
  serialCount: (count: string) => `N° de série : ${count}`,
  quarantined: (count: number) => n(count, 'en quarantaine', 'en quarantaine'),
  lot: 'Lot',
  noLot: 'Sans lot',
  noPlace: 'Emplacement non précisé',
  level: 'Seuil',
  missing: (quantity: string) => `manque ${quantity}`,
  negative: 'Négatif',
  provisional: 'Provisoire : des mouvements de cet appareil attendent le serveur.',
  alert: {
    out: 'Rupture',
    'under-security': 'Sous le stock de sécurité',
    'under-alert': 'Sous le seuil d’alerte',
    'over-maximum': 'Au-dessus du maximum'
  },
  detail: {
    title: 'Détail du stock',
    open: (what: string) => `Détail du stock de ${what}`,
    places: 'Disponibilité par emplacement',
    movements: 'Mouvements sans n° de série',
    serials: 'Voir les n° de série',
    balance: 'Solde',
    needsNetwork: 'Les mouvements ont besoin du serveur.',
    noMovement: 'Aucun mouvement sans n° de série.',
    reversed: 'annulé',
    unknown: 'Cet article n’est pas connu de cet appareil.'
  }
};

import { counted } from './counted.ts';

const n = counted('fr-FR');

/** The words of counting stock. */
export const counting = {
  title: 'Inventaires',
  hint: 'Compter un emplacement, un article ou un dépôt',
  one: (number: string) => `Inventaire ${number}`,
  open: 'Inventaires ouverts',
  none: 'Aucun inventaire ouvert',
  noneHint: 'Le bureau ouvre un inventaire sur un emplacement, un article ou un dépôt.',
  create: 'Ouvrir un inventaire',
  unknown: 'Cet inventaire n’est pas connu sur cet appareil',
  unknownHint: 'Synchronisez l’appareil, ou ouvrez l’inventaire depuis la liste.',
  closed: 'Cet inventaire est clos : ce qui est compté maintenant n’y change plus rien.',
  place: 'Emplacement compté',
  noPlace: 'Scannez d’abord l’étiquette de l’emplacement',
  everywhere: 'Tous les emplacements',
  expectedHere: (seen: number, expected: number) => `${seen} vus sur ${expected} attendus ici`,
  tally: (count: number) => n(count, 'compté', 'comptés'),
  surprising: (count: number) =>
    count === 0
      ? 'Comptés ici d’après leur palette.'
      : n(count, 'pièce n’était pas attendue ici', 'pièces n’étaient pas attendues ici'),
  listTitle: 'Attendus ici',
  notSeen: 'Pas encore vu',
  seen: 'Vu',
  blind: 'Comptage à l’aveugle : ce qui est attendu n’est pas montré.',
  typed: 'N° de série ou code',
  typedPlaceholder: 'Scanner ou saisir',
  undo: (code: string) => `Annuler ${code}`,
  result: 'Voir le résultat',
  goOn: 'Continuer à compter',
  quantityTitle: (product: string) => `Combien de ${product} ?`,
  quantity: 'Quantité comptée',
  lot: 'Lot',
  quantityStore: 'Enregistrer la quantité',
  told: {
    ready: 'Prêt à compter',
    readyHint: 'Scannez chaque pièce de l’emplacement.',
    place: 'Emplacement choisi',
    placeHint: 'Scannez maintenant ce qui s’y trouve.',
    outside: 'Hors de l’inventaire',
    outsideHint: 'Cet emplacement ou cet article n’en fait pas partie.',
    noPlace: 'Où êtes-vous ?',
    noPlaceHint: 'Scannez l’étiquette de l’emplacement avant les pièces.',
    serialNeeded: 'Article suivi par n° de série',
    serialNeededHint: 'Scannez le n° de série de chaque pièce.',
    again: 'Déjà compté',
    againHint: 'Cette pièce est comptée une seule fois.',
    unidentified: 'Article inconnu',
    unidentifiedHint: 'Le scan est gardé : le bureau dira de quel article il s’agit.',
    takenBack: 'Comptage annulé',
    takenBackHint: 'Cette pièce n’est plus comptée.',
    refused: 'Rien à compter dans ce code',
    refusedHint: 'Scannez un emplacement, un article ou un n° de série.',
    failed: 'Non enregistré',
    quantity: (quantity: string) => `${quantity} comptés`,
    quantityHint: 'La quantité comptée remplace la précédente.'
  },
  finding: {
    'as-expected': 'Vu, comme attendu',
    unexpected: 'Inconnu en stock',
    misplaced: 'Mal rangé',
    'already-out': 'Noté sorti'
  },
  findingHint: {
    'as-expected': 'À sa place.',
    unexpected: 'Personne ne l’a jamais entré. Il est compté.',
    misplaced: 'Il était attendu ailleurs. Il est compté ici.',
    'already-out': 'Il était noté sorti du stock. Le bureau tranchera.'
  },
  resultTitle: 'Résultat de l’inventaire',
  asExpected: (count: number) => n(count, 'pièce à sa place', 'pièces à leur place'),
  movedMeanwhile: (count: number) =>
    n(
      count,
      'pièce a bougé pendant l’inventaire : ce n’est pas un écart',
      'pièces ont bougé pendant l’inventaire : ce ne sont pas des écarts'
    ),
  missing: 'Manquants',
  unexpected: 'En trop',
  misplaced: 'Mal rangés',
  alreadyOut: 'Notés sortis',
  alreadyOutHint: 'Le bureau dit parmi les anomalies comment ils sont revenus.',
  knownBefore: (quantity: string) => `${quantity} connus avant`,
  quantityDifference: (quantity: string) => `écart ${quantity}`,
  noQuantityDifference: 'aucun écart',
  quantityStands: 'La quantité comptée est déjà le stock : il n’y a rien à valider.',
  uncounted: 'Quantités pas encore comptées',
  counted: 'Quantités comptées',
  noDifference: 'Aucun écart',
  noDifferenceHint: 'Tout ce qui est attendu a été vu, et rien d’autre.',
  value: (amount: string) => `Valeur des manquants : ${amount}`,
  withoutCost: (count: number) => n(count, 'manquant sans coût connu', 'manquants sans coût connu'),
  anomalies: 'Voir les anomalies',
  validate: (count: number) => (count === 1 ? 'Valider l’écart' : `Valider les ${count} écarts`),
  validateTitle: 'Valider l’inventaire ?',
  validateText: (missing: number, found: number) =>
    `${n(missing, 'pièce sera notée manquante', 'pièces seront notées manquantes')}, ${n(found, 'pièce sera mise en stock là où elle a été vue', 'pièces seront mises en stock là où elles ont été vues')}. Chaque écart devient un mouvement d’inventaire, que l’on peut reprendre.`,
  close: 'Clore l’inventaire…',
  validating: 'Validation en cours…',
  validated: (count: number) => n(count, 'écart validé', 'écarts validés'),
  label: (number: string) => `Inventaire ${number}`
};

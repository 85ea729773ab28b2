import { counted } from './counted.ts';

const n = counted('fr-FR');

/** The words of the floor: work sessions, and receiving. */
export const floor = {
  session: {
    scans: 'Scans de cette session',
    none: 'Aucun scan pour l’instant',
    takenBack: 'annulé',
    damaged: 'quarantaine',
    parked: 'refusé, au bureau de voir',
    parkedMany: (count: number) =>
      n(count, 'scan refusé attend le bureau', 'scans refusés attendent le bureau'),
    printLater: 'Étiquette à imprimer',
    printCount: (count: number) => n(count, 'étiquette à imprimer', 'étiquettes à imprimer'),
    rightSerial: 'N° de série exact',
    rightSerialHint: 'Ce qui a été lu reste dans l’historique.',
    correct: 'Corriger',
    takeBack: 'Annuler ce scan',
    undo: (code: string) => `Annuler ${code}`,
    undoAll: 'Tout annuler',
    undoAllSure: (count: number) =>
      `${n(count, 'scan de cette session sera annulé', 'scans de cette session seront annulés')}. Chacun reste dans l’historique.`,
    undoAllYes: 'Annuler la session',
    finish: 'Terminé ici',
    goOn: 'Continuer',
    finished: (count: number) => `Terminé ici : ${n(count, 'scan', 'scans')}`,
    finishedHint: (waiting: number) =>
      waiting === 0
        ? 'Tout est envoyé : la session se clôt dès que le serveur le confirme.'
        : `${n(waiting, 'mouvement attend', 'mouvements attendent')} le réseau. La session se clôt d’elle-même ensuite.`,
    closed: (count: number) => `Session close : le serveur a bien ${n(count, 'scan', 'scans')}`
  },
  receive: {
    title: 'Réceptions',
    hint: 'Recevoir une livraison, attendue ou non',
    one: (number: string) => `Réception ${number}`,
    free: 'Réception sans pièce attendue',
    freeHint: 'Choisir le fournisseur et l’emplacement, puis scanner',
    freeStart: 'Recevoir sans pièce attendue',
    open: 'Réceptions attendues',
    none: 'Aucune réception attendue',
    noneHint: 'Le bureau prépare les réceptions ; on peut aussi recevoir sans.',
    unknown: 'Cette réception n’est pas connue sur cet appareil',
    unknownHint: 'Synchronisez l’appareil, ou ouvrez la réception depuis la liste.',
    notOpen: 'Cette réception n’est plus ouverte.',
    underWay: 'En cours sur cet appareil',
    setup: 'Fournisseur et bon de livraison',
    supplier: 'Fournisseur',
    document: 'Bon de livraison',
    place: 'Ranger dans',
    noPlace: 'Scanner ou choisir un emplacement',
    product: 'Article des n° de série seuls',
    typed: 'N° de série ou code',
    typedPlaceholder: 'Scanner ou saisir',
    damaged: 'Pièce suivante abîmée',
    damagedNote: 'Elle entre en quarantaine.',
    tally: (count: number) => n(count, 'reçu', 'reçus'),
    progress: (done: string, expected: string) => `${done} reçus sur ${expected}`,
    expectedTitle: 'Attendu',
    more: (count: number) => `et ${count} autres`,
    missing: (count: number) => n(count, 'manquant', 'manquants'),
    substitutes: (count: number) => n(count, 'remplaçant', 'remplaçants'),
    extras: (count: number) => n(count, 'en trop', 'en trop'),
    extrasTitle: 'En trop',
    seen: 'Vu',
    notSeen: 'Pas encore vu',
    replacing: 'Remplaçant',
    keep: 'Enregistrer quand même',
    judgedHint: 'Enregistré et signalé au bureau.',
    damagedHint: 'Enregistré en quarantaine.',
    quantityTitle: (product: string) => `Combien de ${product} ?`,
    quantity: 'Quantité reçue',
    lot: 'Lot',
    quantityStore: 'Enregistrer la quantité',
    expectation: {
      listed: 'Attendu',
      substitute: 'Remplaçant',
      unlisted: 'Reçu',
      unplanned: 'Reçu',
      free: 'Reçu',
      'too-many': 'En trop',
      'not-ordered': 'Pas commandé'
    },
    expectationHint: {
      listed: 'Ce numéro était annoncé.',
      substitute: 'L’article est attendu, pas ce numéro. Enregistré à la place d’un autre.',
      unlisted: 'Enregistré sur la réception.',
      unplanned: 'Enregistré sur la réception.',
      free: 'Enregistré sur cet appareil.',
      'too-many': 'Tout est déjà là pour cet article. Enregistré en plus.',
      'not-ordered': 'Cet article n’est pas attendu. Enregistré en plus.'
    },
    told: {
      ready: 'Prêt à recevoir',
      readyHint: 'Scannez l’emplacement, puis chaque pièce.',
      ended: 'Session terminée',
      endedHint: 'Touchez « Continuer » pour scanner encore.',
      place: 'Emplacement choisi',
      placeHint: 'Ce qui suit y est rangé.',
      product: 'Article choisi',
      productHint: 'Scannez maintenant ses numéros de série.',
      noPlace: 'Où ranger ?',
      noPlaceHint: 'Scannez d’abord l’étiquette de l’emplacement, puis de nouveau ce code.',
      refused: 'Rien à recevoir dans ce code',
      refusedHint: 'Scannez un emplacement, un article ou un n° de série.',
      repeat: 'Déjà scanné',
      repeatHint: (ago: string) => `Il y a ${ago} dans cette session : compté une seule fois.`,
      doubtful: 'Est-ce le bon article ?',
      doubtfulFormat: 'Ce numéro ne ressemble pas aux autres. Il n’est pas encore enregistré.',
      doubtfulProduct: 'Ce numéro est en stock sous un autre article. Il n’est pas encore enregistré.',
      quantity: (quantity: string) => `${quantity} reçus`,
      takenBack: (count: number) => (count === 1 ? 'Scan annulé' : `${count} scans annulés`),
      takenBackHint: 'Il ne compte plus ; l’historique le garde.',
      failed: 'Non enregistré'
    }
  }
};

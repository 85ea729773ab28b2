import { counted } from './counted.ts';

const n = counted('fr-FR');

/** The words of the movement forms beyond those of a single entry or exit (`work.fr.ts`). */
export const movements = {
  transferTitle: 'Transfert de stock',
  transferHint: 'D’un emplacement à un autre',
  conditionTitle: 'Quarantaine',
  conditionHint: 'Mettre de côté, ou remettre à disposition',
  fromMissing: 'Dites d’où part la quantité.',
  toMissing: 'Dites où va la marchandise.',
  samePlace: 'L’arrivée est la même que le départ.',
  destination: 'Emplacement de destination',
  total: (unit: string, quantity: string) => `Total (${unit}) : ${quantity}`,
  packUnit: (pack: string, quantity: string, unit: string) => `${pack} (${quantity} ${unit})`,
  countOfSerials: 'Autant que de n° de série.',
  serialAbsent: {
    'lots-off': 'Pas de n° de série : la gestion des lots est désactivée dans les réglages.',
    'stock-off': 'Pas de n° de série : la gestion des stocks est désactivée dans les réglages.',
    'serials-off': 'Pas de n° de série : ils sont désactivés sur les mouvements, dans les réglages.',
    'tracked-by-lot': 'Pas de n° de série : cet article est suivi par lot.',
    'tracked-by-quantity': 'Pas de n° de série : cet article est suivi en quantité.'
  },
  serialLeftOut: (serial: string) => `« ${serial} » ne sera pas enregistré comme n° de série.`,
  howMany: 'Saisie des n° de série',
  one: 'Un seul',
  several: 'Plusieurs',
  severalAside: 'un par ligne, ou une plage',
  severalPlaceholder: 'SN010-SN019…',
  severalHint:
    'Scannez à la suite, collez une liste ou tapez une plage (SN010-SN019, SN010+9) ; ~ est le suivant. Entrée ajoute à la liste.',
  add: 'Ajouter à la liste',
  rangeRead: (count: number, first: string, last: string) =>
    `${n(count, 'n° de série', 'n° de série')}, de ${first} à ${last}`,
  rangeMaybe: (count: number, first: string, last: string) =>
    `Un seul n° de série, ou ${n(count, 'n° de série', 'n° de série')} de ${first} à ${last} ?`,
  rangeTake: (count: number) => `En prendre ${n(count, 'à la suite', 'à la suite')}`,
  list: 'Liste des n° de série',
  listCount: (count: number) => n(count, 'n° de série', 'n° de série'),
  listEmpty: 'La liste est vide.',
  checking: (done: number, total: number) =>
    `Vérification : ${n(done, 'sur', 'sur')} ${n(total, 'n° de série', 'n° de série')}`,
  number: (at: number) => `n° ${at}`,
  removeOne: (serial: string) => `Retirer ${serial}`,
  emptyList: 'Vider la liste',
  emptyListSure: (count: number) =>
    `${n(count, 'n° de série sera retiré', 'n° de série seront retirés')} de la liste. Rien n’en est encore enregistré.`,
  emptyListYes: 'Vider',
  repeatedTitle: (count: number) =>
    n(count, 'n° de série en double, compté une fois', 'n° de série en double, comptés une fois chacun'),
  repeatedAt: (serial: string, at: number) => `${serial} : déjà le n° ${at} de la liste`,
  repeatedAgain: (serial: string, at: number, lines: string) =>
    `${serial} : n° ${at} de la liste, de nouveau ${lines}`,
  lines: (count: number, lines: string) => `${count === 1 ? 'à la ligne' : 'aux lignes'} ${lines}`,
  andOthers: (count: number) => n(count, 'autre', 'autres'),
  problemsTitle: (count: number) =>
    `${n(count, 'ligne reste à voir', 'lignes restent à voir')} ; toutes les autres sont dans la liste`,
  problemsNone: (count: number) => n(count, 'ligne reste à voir', 'lignes restent à voir'),
  problemLine: (line: number, text: string) => `Ligne ${line}, « ${text} »`,
  problem: {
    'serial-too-long': 'plus long qu’un n° de série ne peut l’être (128 caractères).',
    'serial-not-text': 'contient des caractères impossibles à garder.',
    'range-ambiguous': 'une plage, ou un seul n° de série ?',
    'range-not-countable': 'cette plage ne peut pas être comptée.',
    'nothing-before': 'il n’y a pas de n° de série avant celui-ci.',
    'next-not-countable': 'le n° précédent n’a pas de suivant : il ne finit pas par un chiffre.',
    'too-many': 'plus de 5 000 n° de série : rien de ce texte n’a été pris. Faites-en plusieurs listes.',
    'text-too-long': 'texte trop long pour une liste : importez-le comme un fichier.'
  },
  areRanges: 'Ce sont des plages',
  areSerials: 'Ce sont des n° de série',
  dropLines: 'Retirer ces lignes',
  judged: {
    fine: 'Rien à signaler',
    'already-in': 'Déjà en stock',
    'already-out': 'Déjà sorti',
    unknown: 'Inconnu ici',
    'other-place': 'Cru ailleurs',
    'other-product': 'Sur un autre article',
    anomaly: 'Anomalie',
    'server-decides': 'Le serveur décidera',
    unidentified: 'Article inconnu',
    repeat: 'Déjà enregistré'
  },
  oddFormat: 'Format inhabituel',
  listed: 'Dans la liste',
  listedHint: (total: number) =>
    `${n(total, 'n° de série', 'n° de série')} dans la liste. OK les enregistre.`,
  listedMany: (added: number) => n(added, 'n° de série ajouté', 'n° de série ajoutés'),
  listedRepeat: 'Déjà dans la liste',
  listedRepeatHint: 'Compté une seule fois.',
  listedRepeatAgo: (ago: string) => `Déjà scanné il y a ${ago} : compté une seule fois.`,
  listedProblems: 'Des lignes n’ont pas été prises',
  listedProblemsHint: (total: number) =>
    `${n(total, 'n° de série', 'n° de série')} dans la liste. Voyez d’abord les lignes restantes.`,
  storing: (count: number) => `Enregistrement de ${n(count, 'n° de série', 'n° de série')}…`,
  storedMany: {
    entry: (count: number) => n(count, 'entré', 'entrés'),
    exit: (count: number) => n(count, 'sorti', 'sortis'),
    transfer: (count: number) => n(count, 'déplacé', 'déplacés'),
    condition: (count: number) => n(count, 'enregistré', 'enregistrés')
  },
  storedNone: 'Tous étaient déjà enregistrés',
  storedFlagged: (parts: string) => `Signalés au bureau : ${parts}.`,
  storedPart: (count: number, judged: string) => n(count, judged, judged),
  storedSkipped: (count: number) =>
    n(count, 'déjà enregistré tout à l’heure', 'déjà enregistrés tout à l’heure'),
  moved: 'Déplacé',
  setApart: 'Mis en quarantaine',
  released: 'De nouveau disponible',
  withinHint: {
    'already-out': 'Il était sorti : enregistré et signalé au bureau.',
    unknown: 'Aucune entrée connue : enregistré et signalé au bureau.'
  },
  warnWithin: {
    out: 'Il est sorti : ce sera signalé au bureau.',
    never: 'Aucune entrée connue : ce sera signalé au bureau.'
  },
  misfit: {
    'looks-like-gtin': 'C’est un code article (GTIN), pas un n° de série ?',
    'wrong-length': (length: number, expected: string) =>
      `${n(length, 'caractère', 'caractères')}, alors que les autres en ont ${expected}.`,
    'wrong-prefix': (prefix: string) => `Les autres commencent par ${prefix}.`,
    'wrong-alphabet': (characters: string) => `Les autres n’ont pas de caractère comme ${characters}.`,
    confusable: (proposal: string) => `Peut-être ${proposal} ?`
  },
  misfitTitle: 'Ce n° ne ressemble pas aux autres de cet article.',
  or: ' ou ',
  useProposal: (serial: string) => `Prendre ${serial}`,
  restoredTitle: 'Saisie retrouvée',
  restored: 'Elle n’avait pas été enregistrée. Vérifiez, puis OK.',
  together: 'Enregistrés ensemble',
  togetherPartly: 'Les autres s’afficheront avec le réseau.',
  madeOfParts: 'Cet article est composé : la fabrication sort aussi ses composants.',
  isPart: 'Pour sortir un composant avec le produit qu’il fabrique, passez par la fabrication.',
  openProduction: 'Ouvrir la fabrication',
  production: {
    title: 'Fabrication',
    hint: 'Composants sortis, produit entré, ensemble',
    card: 'Fiche de fabrication',
    product: 'Produit fabriqué',
    notComposed: 'Cet article n’a pas de composants : sa composition se règle dans le catalogue.',
    none: 'Aucun article composé sur cet appareil.',
    toLocation: 'Emplacement du produit',
    fromLocation: 'Emplacement des composants',
    components: 'Composants consommés',
    needed: (quantity: string, unit: string) => `Besoin (${unit}) : ${quantity}`,
    serialsOf: (code: string) => `N° de série de ${code}`,
    lotOf: (code: string) => `Lot de ${code}`,
    quantityOf: (code: string) => `Quantité de ${code}`,
    missing: (given: number, needed: number) =>
      `${n(given, 'n° de série donné', 'n° de série donnés')}, il en faut ${needed}.`,
    wholeUnits: 'Un produit suivi par n° de série se fabrique à l’unité : un nombre entier.',
    unknownComponent: (id: string) => `Composant inconnu de cet appareil : ${id}`,
    twice: (serial: string) => `${serial} est donné deux fois.`,
    unread: 'Ces n° de série ne sont pas compris : vérifiez la ligne.',
    done: 'Fabriqué',
    storedHint: (count: number) =>
      `${n(count, 'mouvement enregistré ensemble', 'mouvements enregistrés ensemble')}, en attente du serveur.`,
    ready: 'Prêt à fabriquer',
    readyHint: 'Choisissez le produit : ses composants s’affichent.',
    tooMany: 'Trop de mouvements pour une seule fabrication (5 000 au plus).',
    documentHint: 'Sur le produit et sur chaque composant : chacun retrouve les autres.'
  }
};

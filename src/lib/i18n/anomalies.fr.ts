import { counted } from './counted.ts';

const n = counted('fr-FR');

/** The words of the desk where contradictions are settled. */
export const anomalies = {
  title: 'Anomalies',
  hint: 'Contradictions entre mouvements, à régler par une personne',
  intro:
    'Aucun mouvement n’est refusé parce qu’il en contredit un autre : les deux sont gardés, et c’est ici qu’une personne tranche.',
  needsNetwork: 'La liste des anomalies a besoin du serveur.',
  state: 'État',
  open: 'À régler',
  closed: 'Réglées',
  type: 'Nature',
  allTypes: (count: number) => `Toutes (${count})`,
  typed: (title: string, count: number) => `${title} (${count})`,
  product: 'Article',
  allProducts: 'Tous les articles',
  person: 'Personne',
  everyone: 'Tout le monde',
  age: 'Ancienneté',
  ages: {
    all: 'Toutes',
    day: 'Plus d’un jour',
    week: 'Plus d’une semaine',
    month: 'Plus d’un mois'
  },
  none: 'Aucune anomalie à régler',
  noneHint: 'Tout concorde. Les contradictions apparaîtront ici dès qu’un appareil les envoie.',
  noneClosed: 'Aucune anomalie réglée',
  found: (count: number) => n(count, 'anomalie affichée', 'anomalies affichées'),
  more: 'Afficher la suite',
  since: (date: string) => `Depuis le ${date}`,
  lot: (lot: string) => `Lot ${lot}`,
  atPlace: (place: string) => `Emplacement ${place}`,
  quantity: 'Quantité sans n° de série',
  claim: 'Ce mouvement',
  against: 'contredit celui-ci',
  nothingBefore: 'Aucun mouvement ne l’explique.',
  by: (person: string, device: string) => `${person}, ${device}`,
  document: (document: string) => `Pièce ${document}`,
  from: (place: string) => `de ${place}`,
  to: (place: string) => `vers ${place}`,
  said: (label: string) => `« ${label} »`,
  waiting: 'Règlement enregistré sur cet appareil, en route vers le serveur.',
  settle: 'Régler…',
  closing: {
    healed: 'Réglée d’elle-même : le mouvement manquant est arrivé.',
    accepted: 'Acceptée par une personne.',
    reversed: 'Réglée : un des mouvements a été annulé.'
  },
  closedOn: (date: string) => `le ${date}`,
  dialog: {
    title: 'Régler cette anomalie',
    way: 'Que s’est-il passé ?',
    ways: {
      accept: 'C’est normal, l’accepter',
      reverse: 'Un des deux mouvements est faux',
      add: 'Il manque un mouvement',
      correct: 'Le n° de série a été mal lu'
    },
    explain: {
      accept: 'Les deux mouvements restent. Si l’un d’eux change, la question sera posée de nouveau.',
      reverse: 'Le mouvement choisi est annulé ; il reste lisible dans l’historique.',
      add: 'Le mouvement manquant est placé juste avant celui qu’il explique.',
      correct: 'Le mouvement passe au bon numéro, à sa place ; les deux historiques le disent.'
    },
    side: 'Lequel ?',
    sideClaim: (what: string) => `Le dernier : ${what}`,
    sideAgainst: (what: string) => `Le précédent : ${what}`,
    wholeGroup: (count: number) =>
      `Il fait partie d’un ensemble de ${count} mouvements, qui sera annulé en entier.`,
    kind: 'Mouvement manquant',
    kindChoose: 'Choisissez…',
    place: 'Emplacement',
    placeUnknown: 'Non précisé',
    quantity: 'Quantité',
    serial: 'N° de série exact',
    serialWas: (serial: string) => `Lu : ${serial}`,
    reason: 'Motif',
    reasonOptional: 'facultatif',
    confirm: 'Enregistrer',
    done: 'Règlement enregistré.'
  },
  problems: {
    'reason-missing': 'Donnez le motif : il sera lu par les autres.',
    'kind-missing': 'Choisissez le mouvement qui manque.',
    'quantity-bad': 'Donnez une quantité supérieure à zéro, par exemple 12 ou 0,5.',
    'same-serial': 'C’est le numéro déjà lu : donnez l’autre.',
    'group-unknown': 'Ce mouvement ne peut pas être annulé d’ici : ouvrez la fiche du n° de série.',
    'serial-empty': 'Donnez le n° de série.',
    'serial-too-long': 'Un n° de série a 128 caractères au plus.',
    'serial-not-text': 'Ce texte contient des caractères illisibles : saisissez-le au clavier.'
  }
};

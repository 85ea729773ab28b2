import type { DocumentState, DocumentType } from '../domain/document/document.ts';
import type { DocumentFault } from '../domain/document/document-draft.ts';
import { counted } from './counted.ts';

const n = counted('fr-FR');

/** The words of documents: what is to come, to go, to move, to be counted. */
export const documents = {
  title: 'Pièces',
  hint: 'Réceptions attendues, préparations, transferts, inventaires',
  one: 'Pièce',
  create: 'Nouvelle pièce',
  edit: 'Modifier',
  search: 'Rechercher',
  searchHint: 'Numéro, tiers ou note',
  type: {
    receipt: 'Réception attendue',
    pick: 'Préparation',
    transfer: 'Transfert',
    count: 'Inventaire'
  } satisfies Record<DocumentType, string>,
  typesOf: {
    receipt: 'Réceptions attendues',
    pick: 'Préparations',
    transfer: 'Transferts',
    count: 'Inventaires'
  } satisfies Record<DocumentType, string>,
  state: { open: 'Ouverte', closed: 'Close', cancelled: 'Annulée' } satisfies Record<DocumentState, string>,
  filter: {
    type: 'Type',
    state: 'État',
    all: 'Toutes',
    mine: 'Pour moi',
    late: 'En retard'
  },
  found: (count: number) => n(count, 'pièce', 'pièces'),
  firstOnly: (count: number) => `Les ${count} premières sont affichées.`,
  none: 'Aucune pièce',
  noneHint: 'Créez une pièce, ou importez un fichier CSV.',
  noneFound: 'Aucune pièce ne correspond à ces filtres.',
  missing: 'Cette pièce n’est pas connue de cet appareil.',
  missingHint: 'Elle apparaîtra après la synchronisation, si elle existe.',
  progress: (number: string) => `Avancement de ${number}`,
  percent: (share: number) => `${Math.floor(share * 100)} %`,
  lines: (count: number) => n(count, 'ligne', 'lignes'),
  scans: (count: number) => n(count, 'lecture', 'lectures'),
  late: 'En retard',
  expectedOn: (day: string) => `pour le ${day}`,
  forWhom: (name: string) => `pour ${name}`,
  start: 'Commencer',
  goOn: 'Continuer',
  field: {
    number: 'Numéro',
    partner: 'Tiers',
    supplier: 'Fournisseur',
    customer: 'Client',
    fromLocation: 'Depuis l’emplacement',
    toLocation: 'Vers l’emplacement',
    expectedOn: 'Prévue le',
    assignedTo: 'Confiée à',
    anybody: 'Au premier venu',
    note: 'Note',
    scopeSite: 'Dépôt à compter',
    scopeLocation: 'Emplacement à compter',
    scopeProduct: 'Article à compter',
    wholeSite: '— aucun —',
    blind: 'Comptage à l’aveugle',
    blindHint: 'Les compteurs ne voient pas ce qui est attendu.',
    product: 'Article',
    quantity: 'Quantité',
    lot: 'Lot',
    serials: 'Numéros de série',
    serialsHint: 'Collez une liste, ou écrivez une plage : SN001-SN020.',
    opened: 'Créée',
    type: 'Type'
  },
  content: 'Contenu',
  scope: 'À compter',
  addLine: 'Ajouter une ligne',
  removeLine: (name: string) => `Retirer la ligne ${name}`,
  newLine: 'nouvelle',
  noLines: 'Aucune ligne : tout ce qui est lu convient.',
  fault: {
    'number-missing': 'Le numéro est obligatoire.',
    'product-missing': 'Choisissez un article.',
    'quantity-bad': 'Une quantité positive, par exemple 1 ou 2,5.',
    'serial-bad': 'Un de ces numéros de série ne peut pas être lu.',
    'range-too-long': 'Cette plage est trop longue : 5 000 numéros au plus par ligne.',
    'too-many-lines': 'Une pièce a 500 lignes au plus.',
    'text-too-long': 'Ce texte est trop long.',
    'date-bad': 'Cette date n’existe pas.'
  } satisfies Record<DocumentFault['code'], string>,
  fix: 'Rien n’est enregistré : corrigez ce qui est signalé.',
  save: 'Enregistrer',
  needsNetwork:
    'Les pièces se modifient en ligne : ce qui est saisi reste ici, réessayez quand le réseau est là.',
  conflict: 'Un autre poste a modifié cette pièce entre-temps.',
  conflictGone: 'Un autre poste a supprimé cette pièce.',
  theirs: 'Prendre sa version',
  mine: 'Garder la mienne',
  line: {
    expected: 'attendu',
    done: 'vu',
    missing: 'Manquants',
    seen: 'Vus',
    substitute: 'remplace',
    unlisted: 'vu',
    more: (count: number) => `et ${count} de plus`,
    complete: 'Complète'
  },
  extras: 'En trop',
  extra: {
    'not-ordered': 'article non prévu',
    'too-many': 'plus que demandé',
    unplanned: 'hors liste'
  },
  work: {
    title: 'Qui y travaille',
    offline: 'Visible quand le réseau est là.',
    nobody: 'Personne pour l’instant.',
    state: { working: 'en cours', finished: 'terminé, envois en attente', closed: 'terminé' },
    line: (person: string, device: string) => `${person}, ${device}`,
    missing: (count: number) => n(count, 'lecture non arrivée', 'lectures non arrivées')
  },
  rest: {
    from: 'Reliquat de',
    left: 'Reliquat :'
  },
  forTheDesk:
    'Le bureau modifie et annule cette pièce ; une pièce se clôt depuis un appareil qui y a travaillé.',
  closing: {
    action: 'Clore la pièce',
    title: (number: string) => `Clore ${number}`,
    whole: 'Tout est fait.',
    rest: 'Il reste à faire. Que devient le reste ?',
    backorder: 'Le garder en reliquat',
    short: 'Clore sans le reste',
    confirm: 'Clore',
    workOpen: 'Quelqu’un y travaille encore, ou ses lectures ne sont pas toutes arrivées.',
    override: 'Clore quand même : motif',
    overrideOfDesk: 'Seul le bureau peut clore quand même.',
    overrideAction: 'Clore quand même',
    reasonMissing: 'Écrivez pourquoi.',
    changed: 'La pièce a changé entre-temps : relisez-la, puis recommencez.'
  },
  cancel: 'Annuler la pièce',
  cancelTitle: (number: string) => `Annuler ${number} ?`,
  cancelHint: 'Les mouvements déjà faits restent. La pièce pourra être rouverte.',
  reopen: 'Rouvrir la pièce',
  home: {
    title: 'Ce qui vous attend',
    receipt: (count: number) => n(count, 'réception attendue', 'réceptions attendues'),
    pick: (count: number) => n(count, 'préparation', 'préparations'),
    transfer: (count: number) => n(count, 'transfert', 'transferts'),
    count: (count: number) => n(count, 'inventaire ouvert', 'inventaires ouverts'),
    anomalies: (count: number) => n(count, 'anomalie à régler', 'anomalies à régler'),
    mine: (count: number) => `dont ${count} pour vous`,
    late: (count: number) => `dont ${count} en retard`,
    nothing: 'Rien n’est prévu.'
  }
};

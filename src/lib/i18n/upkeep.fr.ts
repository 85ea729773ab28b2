import { counted } from './counted.ts';

const n = counted('fr-FR');

/** The words of the upkeep of the database. */
export const upkeep = {
  title: 'Entretien de la base',
  intro:
    'Ces travaux se font sur le serveur, pendant que tout le monde continue. Aucun ne supprime de mouvement.',
  needsNetwork: 'L’entretien a besoin du serveur.',
  running: 'Un entretien est en cours.',
  phase: {
    exporting: 'Export de sauvegarde…',
    working: 'Travail en cours…',
    done: 'Terminé',
    failed: 'Interrompu par une erreur'
  },
  failedTodo:
    'Rien n’est perdu : ce qui est fait est fait. Relancez le travail ; le journal du serveur dit pourquoi.',
  progress: (done: string, total: string) => `${done} sur ${total} lignes`,
  movements: (count: number) => n(count, 'mouvement', 'mouvements'),
  rows: (count: number) => n(count, 'ligne (n° de série ou stock)', 'lignes (n° de série et stocks)'),
  recalculate: {
    title: 'Recalculer',
    explain:
      'Refait l’état de chaque n° de série et chaque stock par quantité à partir de leurs mouvements, les compare à ce qui est enregistré et corrige ce qui diffère.',
    action: 'Recalculer',
    report: 'Dernier recalcul',
    noDifference: 'Aucun écart : tout est conforme aux mouvements.',
    differences: (count: number) => n(count, 'écart corrigé', 'écarts corrigés'),
    firstOnly: (count: number) => `Les ${count} premiers sont affichés.`,
    stockOf: (product: string, place: string, lot: string) => `Stock de ${product}, ${place}, lot ${lot}`,
    nowhere: 'sans emplacement',
    noLot: 'aucun',
    fields: (list: string) => `Ce qui différait : ${list}`
  },
  purge: {
    title: 'Épurer et apurer',
    explain:
      'Range dans l’archive les mouvements d’avant une date, après un export vérifié. Les états restent les mêmes, l’historique reste lisible, et un mouvement qui arrive en retard est encore pris en compte.',
    before: 'Avant le',
    beforeHint: 'Ce jour-là et les suivants restent en place.',
    closedBefore: (day: string) => `Période clôturée jusqu’au ${day} (exclu).`,
    notClosed: 'Aucune période n’est clôturée : clôturez-en une dans les réglages avant d’épurer.',
    scope: 'Étendue',
    gone: 'Épurer : les n° de série sortis avant cette date',
    all: 'Apurer : tous, avec un à-nouveau pour ceux encore en stock',
    dateMissing: 'Donnez une date.',
    action: 'Épurer…',
    confirmTitle: 'Ranger ces mouvements dans l’archive ?',
    confirm: (day: string) =>
      `Les mouvements d’avant le ${day} seront d’abord exportés dans un fichier relu et vérifié, puis archivés. Rien n’est supprimé.`,
    confirmAction: 'Exporter puis ranger',
    report: 'Dernière épuration',
    nothing: 'Rien à ranger avant cette date.',
    moved: (movements: string) => `${movements} dans l’archive.`,
    download: 'Télécharger l’export',
    digest: (hex: string) => `Empreinte SHA-256 : ${hex}`
  },
  closings: {
    title: 'Clôtures et réouvertures',
    nothing: 'rien de clôturé',
    moved: (before: string, after: string) => `Clôturée avant le : ${before} → ${after}`
  },
  field: {
    serial: 'n° de série affiché',
    state: 'état',
    anomalies: 'anomalies',
    alias: 'correction',
    acceptances: 'acceptations',
    lastKey: 'dernier mouvement',
    unresolvedIds: 'mouvements attendus',
    movementCount: 'nombre de mouvements',
    quantityMicros: 'quantité en stock'
  }
};

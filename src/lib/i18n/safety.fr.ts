import { counted } from './counted.ts';

const n = counted('fr-FR');

/** The words of the safety of what is stored on this device. */
export const safety = {
  stop: {
    title: 'Cet appareil n’écrit plus',
    explain:
      'Le navigateur a perdu son stockage et trois essais ont échoué. Le dernier scan n’est pas enregistré. Ceux d’avant sont toujours là.',
    todo: 'Rechargez l’application, puis refaites le dernier scan. Si cela recommence, fermez le navigateur et rouvrez-le.',
    reload: 'Recharger l’application'
  },
  restored: {
    emptied: 'Le navigateur avait vidé le stockage de Douchette',
    setBack: 'Le stockage de Douchette avait perdu ses dernières écritures',
    restored: (count: number) =>
      `${n(count, 'mouvement non envoyé a été retrouvé', 'mouvements non envoyés ont été retrouvés')} dans la seconde copie et ${count === 1 ? 'attend' : 'attendent'} l’envoi.`,
    nothing: 'Aucun mouvement n’attendait l’envoi dans la seconde copie.',
    reload: 'Le stock se recharge depuis le serveur.',
    missing: (count: number) =>
      `${n(count, 'mouvement manque', 'mouvements manquent')} peut-être : vérifiez vos derniers scans.`,
    unknown:
      'La seconde copie est illisible : des mouvements non envoyés manquent peut-être. Vérifiez vos derniers scans.',
    unreadable: (count: number) =>
      `${n(count, 'mouvement n’a pas pu être remis', 'mouvements n’ont pas pu être remis')} dans la file ; la copie les garde. Prévenez la personne qui s’occupe de Douchette.`,
    read: 'J’ai compris'
  },
  space: {
    low: 'Il reste peu de place sur cet appareil',
    full: 'Il n’y a plus de place sur cet appareil : rien ne s’enregistre plus',
    free: (free: string) => `Encore ${free} pour Douchette.`,
    todo: 'Synchronisez, puis libérez de la place : photos, vidéos, applications inutiles.',
    queue: 'Voir la file d’attente'
  },
  storage: {
    title: 'Stockage',
    asked: 'Protection',
    persisted: 'Protégé : le navigateur n’effacera pas les données de lui-même.',
    notPersisted: 'Non protégé : le navigateur peut effacer les données si la place manque.',
    unknown: 'Ce navigateur ne dit pas si les données sont protégées.',
    forgets: (days: number) =>
      `Sans visite pendant ${days} jours, Safari efface tout, mouvements en attente compris. Ajoutez Douchette à l’écran d’accueil.`,
    protect: 'Protéger les données',
    refused: 'Le navigateur a refusé. Installer l’application aide souvent.',
    space: 'Place',
    used: (used: string, free: string) => `${used} utilisés, ${free} libres`,
    spaceUnknown: 'Ce navigateur ne dit pas combien de place il reste.',
    low: 'Peu de place : libérez-en avant que l’enregistrement ne devienne impossible.',
    copy: 'Seconde copie de la file d’attente',
    copyState: {
      starting: 'En cours d’ouverture…',
      kept: 'Tenue à jour, en dehors de la base du navigateur.',
      unsupported: 'Impossible avec ce navigateur : la file n’existe qu’une fois. Synchronisez souvent.',
      full: 'Plus de place pour elle : la file n’existe qu’une fois. Libérez de la place.',
      failed: 'En panne : la file n’existe qu’une fois. Rechargez l’application.',
      silent: 'Ne répond pas : fermez les autres onglets de Douchette.'
    },
    wipe: 'N’effacez pas les données de ce site tant que des mouvements attendent.'
  },
  file: {
    title: 'Emporter ou remettre des mouvements',
    explain:
      'Si cet appareil ne peut plus envoyer, enregistrez ses mouvements dans un fichier : un autre appareil les remettra au serveur à sa place.',
    export: (count: number) => `Enregistrer ${n(count, 'mouvement', 'mouvements')} dans un fichier`,
    exported: (count: number) =>
      `${n(count, 'mouvement enregistré', 'mouvements enregistrés')} dans le fichier. ${count === 1 ? 'Il reste' : 'Ils restent'} aussi dans la file.`,
    name: (device: string, day: string, count: number) => `douchette-file-${device}-${day}-${count}.jsonl`,
    import: 'Remettre le fichier d’un autre appareil',
    choose: 'Fichier de mouvements',
    preview: 'Ce fichier',
    from: 'Appareil',
    madeOn: 'Enregistré le',
    holds: 'Contient',
    movements: (count: number) => n(count, 'mouvement', 'mouvements'),
    parked: (count: number) => `dont ${n(count, 'refusé', 'refusés')}`,
    first: 'Premier',
    last: 'Dernier',
    known: (count: number) => `${n(count, 'est déjà', 'sont déjà')} sur cet appareil`,
    confirm: (count: number) => `Remettre ${n(count, 'mouvement', 'mouvements')}`,
    nothingNew: 'Tous ces mouvements sont déjà sur cet appareil.',
    empty: 'Ce fichier ne contient aucun mouvement.',
    added: (count: number) =>
      `${n(count, 'mouvement attend', 'mouvements attendent')} maintenant l’envoi sur cet appareil.`,
    rivals: (count: number) =>
      `${n(count, 'mouvement n’a pas été repris', 'mouvements n’ont pas été repris')} : un autre porte le même numéro d’ordre. Gardez le fichier et prévenez le bureau.`,
    problem: {
      foreign: 'Ce n’est pas un fichier de mouvements de Douchette.',
      newer: 'Ce fichier vient d’une version plus récente : mettez cette application à jour.',
      damaged: 'Ce fichier est abîmé ou incomplet : rien n’en a été repris. Copiez-le de nouveau.',
      invalid:
        'Ce fichier contient une ligne que cette application ne comprend pas : rien n’en a été repris.',
      unreadable: 'Ce fichier n’a pas pu être lu.'
    },
    line: (line: number) => `Ligne ${line}`,
    relayed: (device: string) => `de l’appareil ${device}`,
    oneCopy: 'Une seule copie'
  }
};

import { counted } from './counted.ts';

const n = counted('fr-FR');

/** The words of the app's own frame and screens. */
export const screens = {
  app: {
    name: 'Douchette',
    tagline: 'Le stock par n° de série, même sans réseau',
    starting: 'Ouverture de Douchette…',
    skip: 'Aller au contenu',
    titled: (page: string) => `${page} — Douchette`,
    stuck: 'Douchette n’a pas pu ouvrir son stockage sur cet appareil.',
    stuckTodo: 'Fermez les autres onglets de Douchette, vérifiez l’espace libre, puis rechargez la page.',
    reload: 'Recharger',
    notFound: 'Cette page n’existe pas',
    notFoundTodo: 'L’adresse est fausse, ou la page a changé de place.',
    goHome: 'Revenir à l’accueil'
  },
  nav: {
    main: 'Navigation principale',
    home: 'Accueil',
    products: 'Produits',
    stocks: 'Stocks',
    serials: 'Stocks par n° de série',
    movements: 'Mouvements',
    entry: 'Entrée de stock',
    entryShort: 'Entrée',
    exit: 'Sortie de stock',
    exitShort: 'Sortie',
    follow: 'Suivi',
    queue: 'File d’attente',
    unidentified: 'Scans non identifiés',
    settings: 'Réglages',
    more: 'Plus',
    back: 'Retour'
  },
  common: {
    ok: 'OK',
    cancel: 'Annuler',
    close: 'Fermer',
    retry: 'Réessayer',
    clear: 'Effacer',
    yes: 'Oui',
    no: 'Non',
    loading: 'Chargement…',
    optional: 'facultatif',
    none: 'Aucun',
    unknownPlace: 'Emplacement non précisé',
    unknownProduct: 'Article inconnu de cet appareil',
    noResult: 'Aucun résultat'
  },
  sync: {
    label: 'Synchronisation',
    upToDate: 'À jour',
    waiting: (count: number) => n(count, 'en attente', 'en attente'),
    parked: (count: number) => n(count, 'à traiter', 'à traiter'),
    syncing: 'Envoi…',
    offline: 'Hors ligne',
    error: 'Erreur',
    openQueue: (state: string) => `Synchronisation : ${state}. Ouvrir la file d’attente`,
    movementsWaiting: (count: number) => n(count, 'mouvement en attente', 'mouvements en attente'),
    syncedAt: (time: string) => `synchronisé à ${time}`,
    syncedOn: (date: string) => `synchronisé le ${date}`,
    neverSynced: 'jamais synchronisé'
  },
  start: {
    title: 'Bienvenue',
    intro:
      'Douchette dit, pour chaque article et chaque n° de série, s’il est en stock ou sorti, où il est et comment il y est arrivé. Même sans réseau.',
    enrolTitle: 'Enregistrer cet appareil',
    deviceName: 'Nom de l’appareil',
    deviceHint: 'Écrit sur chaque mouvement, par exemple « Téléphone quai 2 ».',
    phone: 'Téléphone',
    desk: 'Poste',
    operatorName: 'Votre nom',
    operatorHint: 'Écrit sur chaque mouvement que vous ferez.',
    enrol: 'Commencer',
    enrolling: 'Enregistrement…',
    nameMissing: 'Donnez un nom.',
    nameTooLong: '80 caractères au plus.',
    offlineTitle: 'Pas de réseau',
    offline:
      'La première ouverture a besoin du serveur, une seule fois. Ensuite, tout fonctionne sans réseau.',
    emptyTitle: 'La base est vide',
    emptyIntro: 'Choisissez par quoi commencer.',
    demo: 'Données de démonstration',
    demoIntro:
      'Un dépôt, ses emplacements, une vingtaine d’articles et leurs n° de série, avec un historique vraisemblable.',
    demoCount: 'Nombre de n° de série',
    demoAction: 'Charger la démonstration',
    blank: 'Commencer à vide',
    blankIntro: 'Un dépôt et un emplacement, le reste viendra de vous.',
    siteName: 'Nom du dépôt',
    siteDefault: 'Dépôt principal',
    blankAction: 'Créer le dépôt',
    preparing: 'Le serveur prépare les données…',
    receiving: 'Réception du stock sur cet appareil…',
    received: (done: string, total: string) => `${done} sur ${total} n° de série`,
    ready: 'Cet appareil est prêt.',
    enter: 'Ouvrir Douchette'
  },
  home: {
    title: 'Accueil',
    scanLabel: 'Scanner ou chercher',
    scanPlaceholder: 'N° de série, article…',
    scanHint: 'Scannez n’importe quel code, ou tapez quelques caractères.',
    actions: 'Actions',
    entryHint: 'Réception, retour, inventaire',
    exitHint: 'Expédition, rebut, prêt',
    serialsHint: 'En stock ou sorti, où, depuis quand',
    knows: 'Ce que sait cet appareil',
    serials: (count: number) => n(count, 'n° de série', 'n° de série'),
    products: (count: number) => n(count, 'article', 'articles'),
    locations: (count: number) => n(count, 'emplacement', 'emplacements'),
    nothingFound: (text: string) => `Rien ne correspond à « ${text} » sur cet appareil.`,
    asSerial: 'N° de série',
    asProduct: 'Article',
    asLocation: 'Emplacement',
    enterIt: 'En faire une entrée',
    results: 'Résultats'
  },
  menu: {
    productsIntro: 'Le catalogue et l’état du stock.',
    stocksIntro: 'Disponibilité, emplacements et n° de série.',
    stocksHint: 'Disponibilité et n° de série',
    more: 'Plus'
  }
};

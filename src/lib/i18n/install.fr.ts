/** The words of the page that tells how the app comes onto a device. */
export const install = {
  title: 'Installer l’application',
  hint: 'Une icône sur l’écran d’accueil, en plein écran, même sans réseau',
  intro:
    'Installée, Douchette s’ouvre d’un geste, occupe tout l’écran, et le navigateur garde mieux ce qu’elle a enregistré. Rien n’est à télécharger dans une boutique d’applications.',
  installed: 'Douchette est installée sur cet appareil.',
  inBrowser: 'Douchette est ouverte dans le navigateur.',
  inBrowserHint:
    'Elle y fonctionne aussi, mais le navigateur peut effacer plus tôt ce qui n’est pas installé.',
  offline: {
    ready: 'Prête sans réseau : toute l’application est sur cet appareil.',
    loading: 'Chargement pour le travail sans réseau…',
    never: 'Ce navigateur ne peut pas travailler sans réseau à cette adresse.',
    neverHint: 'Il faut une liaison chiffrée (https) et une fenêtre qui n’est pas privée.'
  },
  now: 'Installer maintenant',
  refused: 'L’installation n’a pas eu lieu. Vous pourrez la relancer depuis le menu du navigateur.',
  ways: {
    'chrome-android': {
      title: 'Android et terminaux portables (Chrome)',
      steps: [
        'Ouvrez le menu ⋮ en haut à droite.',
        'Choisissez « Ajouter à l’écran d’accueil », puis « Installer ».',
        'Ouvrez Douchette par sa nouvelle icône, une fois avec le réseau.'
      ]
    },
    'safari-ios': {
      title: 'iPhone et iPad (Safari)',
      steps: [
        'Touchez le bouton Partager, le carré avec une flèche.',
        'Choisissez « Sur l’écran d’accueil », puis « Ajouter ».',
        'Ouvrez Douchette par sa nouvelle icône : c’est un espace à part, reliez-y l’appareil de nouveau.'
      ]
    },
    other: {
      title: 'Ordinateur (Chrome, Edge)',
      steps: [
        'Dans la barre d’adresse, cliquez sur l’icône d’installation, un écran avec une flèche.',
        'Confirmez par « Installer ».'
      ]
    },
    firefox: {
      title: 'Firefox',
      steps: [
        'Sur Android : menu ⋮, puis « Installer » ou « Ajouter à l’écran d’accueil ».',
        'Sur ordinateur, gardez Douchette dans un onglet épinglé : elle fonctionne sans réseau de la même façon.'
      ]
    }
  },
  after:
    'Ensuite, dans Réglages, vérifiez que le stockage est protégé : l’appareil n’effacera pas ce qui attend d’être envoyé.'
};

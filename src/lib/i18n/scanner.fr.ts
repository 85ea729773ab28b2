/** The words of the scanner set-up page. */
export const scanner = {
  title: 'Régler la douchette',
  hint: 'Disposition, fin de scan, page d’essai',
  intro:
    'Scannez un code de la page d’essai : l’application dit ce qui ne va pas. Les réglages sont ceux de cet appareil et servent partout, tout de suite.',
  test: 'Essai',
  waiting: 'En attente d’un scan…',
  field: 'Champ d’essai',
  fieldHint: 'Pour une douchette qui n’écrit que dans un champ (Android) : touchez ici, puis scannez.',
  good: 'Tout est juste',
  goodHint: 'Ce qui est imprimé arrive lettre pour lettre.',
  bad: (count: number) => (count === 1 ? 'Un point à corriger' : `${count} points à corriger`),
  received: 'Reçu',
  printed: 'Imprimé',
  apply: 'Corriger ici',
  rescan: 'Scannez de nouveau pour vérifier.',
  layouts: { us: 'QWERTY (États-Unis)', fr: 'AZERTY (France)', de: 'QWERTZ (Allemagne)' },
  problems: {
    layout: {
      what: (found: string) => `La douchette est réglée sur ${found}.`,
      todo: 'Prenez cette disposition ici, ou changez celle de la douchette avec son manuel.'
    },
    'caps-lock': {
      what: () => 'Majuscules et minuscules sont échangées.',
      todo: 'Relâchez Verr. Maj sur cet appareil. Si cela dure, coupez l’option « Caps Lock » de la douchette.'
    },
    'gs-lost': {
      what: () => 'Le séparateur GS n’arrive pas.',
      todo: 'Sans lui, un lot et un n° de série se confondent. Dans la douchette, activez l’envoi des caractères de contrôle, ou remplacez GS par un signe, par exemple |.'
    },
    'gs-substituted': {
      what: (found: string) => `Le séparateur GS arrive comme « ${found} ».`,
      todo: 'L’application peut le remettre. Choisissez un signe qui n’est dans aucun n° de série.'
    },
    prefix: {
      what: (found: string) =>
        found === '' ? 'Le préfixe réglé ici n’arrive pas.' : `Un préfixe est envoyé : « ${found} ».`,
      todo: 'Accordez le réglage, pour qu’il ne reste pas devant chaque n° de série.'
    },
    suffix: {
      what: (found: string) =>
        found === '' ? 'Le suffixe réglé ici n’arrive pas.' : `Un suffixe est envoyé : « ${found} ».`,
      todo: 'Accordez le réglage, pour qu’il ne reste pas derrière chaque n° de série.'
    },
    'no-terminator': {
      what: () => 'Ni Entrée ni Tab n’arrive à la fin.',
      todo: 'Mieux : réglez la douchette pour envoyer Entrée. Sinon chaque scan attend une seconde de silence, et une pause peut le couper.'
    },
    terminator: {
      what: () => 'Entrée ou Tab arrive à la fin, alors que le réglage attend un silence.',
      todo: 'Prenez la touche comme fin de scan : c’est plus rapide et plus sûr.'
    },
    slow: {
      what: (found: string) => `Les touches arrivent lentement : jusqu’à ${found} ms entre deux.`,
      todo: 'Réduisez le délai entre caractères de la douchette. Trop lent, un scan ressemble à une frappe.'
    },
    stutter: {
      what: (found: string) => `L’envoi a marqué une pause de ${found} ms.`,
      todo: 'Approchez la douchette Bluetooth, ou fermez ce qui occupe l’appareil. Un scan coupé est refusé, jamais raccourci.'
    },
    'host-layout': {
      what: () => 'Le clavier de l’appareil déforme le texte.',
      todo: 'Mettez la douchette et l’appareil sur la même disposition de clavier.'
    },
    'not-on-sheet': {
      what: () => 'Ce n’est aucun code de la page d’essai, dans aucune disposition connue.',
      todo: 'Scannez un code ci-dessous. Si c’en était un, réglez la douchette sur QWERTY États-Unis.'
    }
  },
  settings: 'Réglages de la douchette',
  layout: 'Disposition',
  layoutHint: 'Celle de la douchette, pas celle de l’appareil.',
  end: 'Fin d’un scan',
  endKey: 'Entrée ou Tab',
  endSilence: 'Silence',
  endSilenceHint: 'Sans touche de fin, un scan n’est pris qu’après une seconde de silence.',
  prefix: 'Préfixe à ôter',
  suffix: 'Suffixe à ôter',
  gs: 'Signe à la place de GS',
  gsHint: 'Vide : la douchette envoie GS lui-même.',
  gap: 'Pause la plus longue entre deux touches',
  gapValue: (ms: number) => `${ms} ms`,
  reset: 'Remettre les réglages d’origine',
  sheet: 'Page d’essai',
  sheetHint:
    'À l’écran ou sur papier. Un laser ne lit que le premier code, et rarement un écran : imprimez la page.',
  print: 'Imprimer la page',
  codes: {
    line: 'Code 128 : lettres, chiffres, signes',
    square: 'Data Matrix : tous les signes',
    gs1: 'GS1 Data Matrix : avec séparateur GS'
  },
  prepare: 'Préparer la douchette',
  advice: [
    'Mode clavier (HID), disposition QWERTY États-Unis.',
    'Suffixe Entrée (CR), pas de préfixe.',
    'Caractères de contrôle activés, pour GS. Identifiant AIM : bienvenu.',
    'Zebra DataWedge : sortie « frappe » (keystroke), délai entre caractères 0, touche Entrée envoyée après. La sortie « Intent » n’atteint pas une application web.',
    'iPhone et iPad : une douchette Bluetooth cache le clavier à l’écran ; sa touche le fait revenir.'
  ]
};

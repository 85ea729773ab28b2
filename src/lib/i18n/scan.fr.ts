import { counted } from './counted.ts';

const n = counted('fr-FR');

/** The words of scanning: camera, hardware scanner, and what is asked about a label. */
export const scan = {
  open: 'Scanner avec la caméra',
  title: 'Scanner',
  aim: 'Placez le code dans le cadre',
  starting: 'Ouverture de la caméra…',
  torchOn: 'Allumer la lampe',
  torchOff: 'Éteindre la lampe',
  zoom: 'Zoom',
  switchCamera: 'Changer de caméra',
  close: 'Fermer la caméra',
  problem: {
    'camera-insecure': {
      title: 'La caméra demande une adresse sûre',
      todo: 'Ouvrez Douchette en https, ou à l’adresse localhost.'
    },
    'camera-refused': {
      title: 'La caméra est refusée',
      todo: 'Autorisez-la dans les réglages du site, puis revenez ici.'
    },
    'camera-missing': {
      title: 'Aucune caméra sur cet appareil',
      todo: 'Une douchette, le clavier ou une photo marchent aussi.'
    },
    'camera-busy': {
      title: 'La caméra est prise par une autre application',
      todo: 'Fermez cette application, puis réessayez.'
    },
    'camera-lost': {
      title: 'La caméra s’est arrêtée',
      todo: 'Le système l’a reprise, ou elle a été débranchée. Réessayez.'
    },
    'camera-failed': {
      title: 'La caméra ne répond pas',
      todo: 'Réessayez, ou rechargez la page.'
    },
    'decoder-failed': {
      title: 'La lecture des codes ne démarre pas',
      todo: 'Rechargez la page. La saisie au clavier marche toujours.'
    }
  },
  allowCamera: {
    'chrome-android':
      'Autorisez-la : touchez l’icône à gauche de l’adresse, puis Autorisations, Caméra, Autoriser. Revenez ensuite ici.',
    'safari-ios':
      'Autorisez-la : touchez l’icône à gauche de l’adresse, puis Réglages du site web, Caméra, Autoriser. Si elle reste refusée : Réglages de l’iPhone, Apps, Safari, Caméra.',
    firefox:
      'Autorisez-la : touchez le cadenas dans la barre d’adresse, effacez le blocage de la caméra, puis réessayez et répondez Autoriser.',
    other:
      'Autorisez-la : cliquez sur l’icône à gauche de l’adresse, puis Caméra, Autoriser. Revenez ensuite ici.'
  },
  unloaded: {
    title: 'La caméra n’a pas pu être chargée',
    todo: 'Cette partie de Douchette n’est pas encore sur l’appareil, et le réseau ne répond pas. La saisie et la douchette marchent toujours.'
  },
  weakReader:
    'Lecture simplifiée : ce navigateur ne permet pas le lecteur complet. Chaque code est lu deux fois ; les codes étroits ou penchés peuvent échapper.',
  confirmPhoto: {
    title: 'Est-ce bien écrit ainsi ?',
    hint: 'Ces codes ne se vérifient pas eux-mêmes et n’ont été vus que sur une photo. Comparez avec l’étiquette, caractère par caractère.',
    yes: 'Oui, c’est écrit ainsi',
    no: 'Non'
  },
  photo: 'Prendre ou choisir une photo',
  photoProblem: {
    nothing: 'Aucun code lu sur cette photo. Approchez-vous, évitez les reflets.',
    unopened: 'Ce fichier n’est pas une image que ce navigateur ouvre. Prenez une photo en JPEG ou en PNG.',
    'decoder-failed': 'La lecture des codes ne démarre pas. Vérifiez le réseau, puis réessayez.'
  },
  reading: 'Lecture…',
  question: {
    several: { title: 'Plusieurs codes lus', hint: 'Lequel est le n° de série ?' },
    'several-products': {
      title: 'Deux articles dans l’image',
      hint: 'Les codes nomment plusieurs articles. Prendre ce n° de série quand même ?'
    },
    'separator-lost': {
      title: 'Où finit le n° de série ?',
      hint: 'La douchette a perdu un séparateur : la fin de ce code est peut-être un lot ou une date. Comparez avec l’étiquette.'
    },
    unlikely: {
      title: 'Est-ce le n° de série ?',
      hint: 'Ce code ne ressemble pas aux n° de série de cet article.'
    }
  },
  remember: 'Retenir pour cet article',
  rememberHint: 'Les étiquettes semblables ne seront plus une question.',
  takeNone: 'Ne rien prendre',
  takeAll: (count: number) => `Prendre les ${count}`,
  takeTicked: (count: number) => `Prendre ${n(count, 'n° de série', 'n° de série')}`,
  sheetTitle: (count: number) => n(count, 'code sur la feuille', 'codes sur la feuille'),
  palletTitle: (count: number, sscc: string) => `Palette ${sscc} : ${n(count, 'n° de série', 'n° de série')}`,
  palletHint: 'Ce qui est enregistré sur cette palette. Chaque n° de série coché sera une pièce.',
  palletInStock:
    'Ces pièces sont déjà en stock sur cette palette. Ne cochez que ce qui entre de nouveau ; ce que vous scannez ensuite s’y ajoute.',
  sheetHint: 'Chaque n° de série coché sera une pièce. Comptez avant de prendre.',
  read: (what: string) => `Lu : ${what}`,
  wedgeTitle: 'Scan illisible',
  unreadableHint: 'Une touche n’a pas pu être comprise. Rien n’a été retenu : scannez de nouveau.',
  useLayout: {
    us: 'La douchette est en QWERTY',
    fr: 'La douchette est en AZERTY',
    de: 'La douchette est en QWERTZ'
  },
  layoutHint: 'La douchette et le clavier ne sont pas réglés sur la même disposition. Rien n’a été retenu.'
};

import { counted } from './counted.ts';
import type { scan as fr } from './scan.fr.ts';

const n = counted('en-GB');

export const scan = {
  open: 'Scan with the camera',
  title: 'Scan',
  aim: 'Place the code inside the frame',
  starting: 'Opening the camera…',
  torchOn: 'Turn the torch on',
  torchOff: 'Turn the torch off',
  zoom: 'Zoom',
  switchCamera: 'Switch camera',
  close: 'Close the camera',
  problem: {
    'camera-insecure': {
      title: 'The camera needs a secure address',
      todo: 'Open Douchette over https, or at the localhost address.'
    },
    'camera-refused': {
      title: 'The camera is refused',
      todo: 'Allow it in the settings of the site, then come back here.'
    },
    'camera-missing': {
      title: 'No camera on this device',
      todo: 'A scanner, the keyboard or a photo work as well.'
    },
    'camera-busy': {
      title: 'Another app is using the camera',
      todo: 'Close that app, then try again.'
    },
    'camera-lost': {
      title: 'The camera has stopped',
      todo: 'The system took it back, or it was unplugged. Try again.'
    },
    'camera-failed': { title: 'The camera does not answer', todo: 'Try again, or reload the page.' },
    'decoder-failed': {
      title: 'Reading codes does not start',
      todo: 'Reload the page. Typing always works.'
    }
  },
  allowCamera: {
    'chrome-android':
      'Allow it: tap the icon left of the address, then Permissions, Camera, Allow. Then come back here.',
    'safari-ios':
      'Allow it: tap the icon left of the address, then Website Settings, Camera, Allow. If it is still refused: iPhone Settings, Apps, Safari, Camera.',
    firefox:
      'Allow it: tap the padlock in the address bar, clear the block on the camera, then try again and answer Allow.',
    other: 'Allow it: click the icon left of the address, then Camera, Allow. Then come back here.'
  },
  unloaded: {
    title: 'The camera could not be loaded',
    todo: 'This part of Douchette is not on the device yet, and the network does not answer. Typing and the scanner still work.'
  },
  weakReader:
    'Simplified reading: this browser does not allow the full reader. Each code is read twice; narrow or tilted codes may be missed.',
  confirmPhoto: {
    title: 'Is this what is written?',
    hint: 'These codes cannot prove themselves and were seen on one photo only. Compare them with the label, character by character.',
    yes: 'Yes, as written',
    no: 'No'
  },
  photo: 'Take or choose a photo',
  photoProblem: {
    nothing: 'No code could be read on this photo. Move closer, avoid glare.',
    unopened: 'This file is not a picture that this browser can open. Take a photo as JPEG or PNG.',
    'decoder-failed': 'Reading codes does not start. Check the network, then try again.'
  },
  reading: 'Reading…',
  question: {
    several: { title: 'Several codes read', hint: 'Which one is the serial number?' },
    'several-products': {
      title: 'Two products in the picture',
      hint: 'The codes name several products. Take this serial number all the same?'
    },
    'separator-lost': {
      title: 'Where does the serial number end?',
      hint: 'The scanner lost a separator: the end of this code may be a lot or a date. Compare with the label.'
    },
    unlikely: {
      title: 'Is this the serial number?',
      hint: 'This code does not look like the serial numbers of this product.'
    }
  },
  remember: 'Remember for this product',
  rememberHint: 'Labels like this one will not be a question again.',
  takeNone: 'Take none',
  takeAll: (count: number) => `Take all ${count}`,
  takeTicked: (count: number) => `Take ${n(count, 'serial number', 'serial numbers')}`,
  sheetTitle: (count: number) => n(count, 'code on the sheet', 'codes on the sheet'),
  palletTitle: (count: number, sscc: string) =>
    `Pallet ${sscc}: ${n(count, 'serial number', 'serial numbers')}`,
  palletHint: 'What is recorded on this pallet. Each serial number that is ticked will be one piece.',
  palletInStock:
    'These pieces are in stock on this pallet already. Tick only what comes in again; what you scan next is added to it.',
  sheetHint: 'Each serial number that is ticked will be one piece. Count before you take them.',
  read: (what: string) => `Read: ${what}`,
  wedgeTitle: 'Unreadable scan',
  unreadableHint: 'A key could not be understood. Nothing was kept: scan again.',
  useLayout: {
    us: 'The scanner is set to QWERTY',
    fr: 'The scanner is set to AZERTY',
    de: 'The scanner is set to QWERTZ'
  },
  layoutHint: 'The scanner and the keyboard are set to different layouts. Nothing was kept.'
} satisfies typeof fr;

import type { scanner as fr } from './scanner.fr.ts';

/** The words of the scanner set-up page. */
export const scanner = {
  title: 'Set up the scanner',
  hint: 'Layout, end of scan, test sheet',
  intro:
    'Scan a code of the test sheet: the app says what is wrong. The settings belong to this device and hold everywhere, at once.',
  test: 'Test',
  waiting: 'Waiting for a scan…',
  field: 'Test field',
  fieldHint: 'For a scanner that only writes into fields (Android): touch here, then scan.',
  good: 'All is right',
  goodHint: 'What is printed arrives letter by letter.',
  bad: (count: number) => (count === 1 ? 'One thing to put right' : `${count} things to put right`),
  received: 'Received',
  printed: 'Printed',
  apply: 'Put right here',
  rescan: 'Scan again to make sure.',
  layouts: { us: 'QWERTY (United States)', fr: 'AZERTY (French)', de: 'QWERTZ (German)' },
  problems: {
    layout: {
      what: (found: string) => `The scanner is set to ${found}.`,
      todo: 'Take this layout here, or change that of the scanner by its manual.'
    },
    'caps-lock': {
      what: () => 'Upper and lower case are exchanged.',
      todo: 'Release Caps Lock on this device. If it goes on, switch off the scanner’s “Caps Lock” option.'
    },
    'gs-lost': {
      what: () => 'The GS separator does not arrive.',
      todo: 'Without it a lot and a serial number run together. Make the scanner send control characters, or replace GS by a mark such as |.'
    },
    'gs-substituted': {
      what: (found: string) => `The GS separator arrives as “${found}”.`,
      todo: 'The app can put it back. Choose a mark that is in no serial number.'
    },
    prefix: {
      what: (found: string) =>
        found === '' ? 'The prefix set here does not arrive.' : `A prefix is sent: “${found}”.`,
      todo: 'Make the setting agree, or it stays in front of every serial number.'
    },
    suffix: {
      what: (found: string) =>
        found === '' ? 'The suffix set here does not arrive.' : `A suffix is sent: “${found}”.`,
      todo: 'Make the setting agree, or it stays behind every serial number.'
    },
    'no-terminator': {
      what: () => 'Neither Enter nor Tab arrives at the end.',
      todo: 'Better: make the scanner send Enter. Otherwise each scan waits for a second of silence, and a pause may cut it.'
    },
    terminator: {
      what: () => 'Enter or Tab arrives at the end, but the setting waits for silence.',
      todo: 'Take the key as the end of a scan: it is faster and safer.'
    },
    slow: {
      what: (found: string) => `Keys come slowly: up to ${found} ms between two.`,
      todo: 'Shorten the scanner’s delay between characters. Too slow, a scan looks like typing.'
    },
    stutter: {
      what: (found: string) => `There was a pause of ${found} ms.`,
      todo: 'Bring the Bluetooth scanner nearer, or close what keeps the device busy. A scan that is cut is refused, never shortened.'
    },
    'host-layout': {
      what: () => 'The keyboard of the device garbles the text.',
      todo: 'Set scanner and device to the same keyboard layout.'
    },
    'not-on-sheet': {
      what: () => 'This is no code of the test sheet, in no layout that is known.',
      todo: 'Scan a code below. If it was one, set the scanner to US QWERTY.'
    }
  },
  settings: 'Scanner settings',
  layout: 'Layout',
  layoutHint: 'That of the scanner, not that of the device.',
  end: 'End of a scan',
  endKey: 'Enter or Tab',
  endSilence: 'Quiet',
  endSilenceHint: 'Without an end key a scan is only taken after a second of quiet.',
  prefix: 'Prefix to take off',
  suffix: 'Suffix to take off',
  gs: 'Mark in place of GS',
  gsHint: 'Empty: the scanner sends GS itself.',
  gap: 'Longest pause between two keys',
  gapValue: (ms: number) => `${ms}\u00a0ms`,
  reset: 'Back to the original settings',
  sheet: 'Test sheet',
  sheetHint:
    'On the screen or on paper. A laser reads only the first code, and seldom from a screen: print the sheet.',
  print: 'Print the sheet',
  codes: {
    line: 'Code 128: letters, digits, marks',
    square: 'Data Matrix: all marks',
    gs1: 'GS1 Data Matrix: with a GS separator'
  },
  prepare: 'Prepare the scanner',
  advice: [
    'Keyboard mode (HID), US QWERTY layout.',
    'Suffix Enter (CR), no prefix.',
    'Control characters on, for GS. AIM identifier: welcome.',
    'Zebra DataWedge: keystroke output, inter-character delay 0, Enter sent at the end. Intent output cannot reach a web app.',
    'iPhone and iPad: a Bluetooth scanner hides the on-screen keyboard; its key brings it back.'
  ]
} satisfies typeof fr;

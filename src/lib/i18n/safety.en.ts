import { counted } from './counted.ts';
import type { safety as french } from './safety.fr.ts';

const n = counted('en-GB');

/** The words of the safety of what is stored on this device. */
export const safety: typeof french = {
  stop: {
    title: 'This device no longer writes',
    explain:
      'The browser has lost its storage and three tries have failed. The last scan is not stored. Those before it are still there.',
    todo: 'Reload the app, then do the last scan again. If it happens again, close the browser and reopen it.',
    reload: 'Reload the app'
  },
  restored: {
    emptied: 'The browser had emptied the storage of Douchette',
    setBack: 'The storage of Douchette had lost its latest writes',
    restored: (count) =>
      `${n(count, 'unsent movement was found', 'unsent movements were found')} in the second copy and ${count === 1 ? 'waits' : 'wait'} to be sent.`,
    nothing: 'No movement was waiting in the second copy.',
    reload: 'The stock is being loaded again from the server.',
    missing: (count) => `${n(count, 'movement', 'movements')} may be missing: check your latest scans.`,
    unknown: 'The second copy cannot be read: unsent movements may be missing. Check your latest scans.',
    unreadable: (count) =>
      `${n(count, 'movement', 'movements')} could not be put back into the queue; the copy keeps them. Tell the person who looks after Douchette.`,
    read: 'Understood'
  },
  space: {
    low: 'This device is running out of space',
    full: 'No space is left on this device: nothing is stored any more',
    free: (free) => `${free} left for Douchette.`,
    todo: 'Sync, then make space: photos, videos, apps you do not need.',
    queue: 'Show the queue'
  },
  storage: {
    title: 'Storage',
    asked: 'Protection',
    persisted: 'Protected: the browser will not erase the data by itself.',
    notPersisted: 'Not protected: the browser may erase the data when space runs out.',
    unknown: 'This browser does not say whether the data is protected.',
    forgets: (days) =>
      `After ${days} days without a visit Safari erases everything, waiting movements included. Add Douchette to the home screen.`,
    protect: 'Protect the data',
    refused: 'The browser refused. Installing the app often helps.',
    space: 'Space',
    used: (used, free) => `${used} used, ${free} free`,
    spaceUnknown: 'This browser does not say how much space is left.',
    low: 'Little space: make some before storing becomes impossible.',
    copy: 'Second copy of the queue',
    copyState: {
      starting: 'Being opened…',
      kept: 'Up to date, outside the browser’s database.',
      unsupported: 'Not possible with this browser: the queue exists only once. Sync often.',
      full: 'No space for it: the queue exists only once. Make space.',
      failed: 'Out of order: the queue exists only once. Reload the app.',
      silent: 'Does not answer: close the other tabs of Douchette.'
    },
    wipe: 'Do not clear this site’s data while movements wait.'
  },
  file: {
    title: 'Take movements away or hand them in',
    explain:
      'If this device can no longer send, save its movements to a file: another device will hand them in to the server in its place.',
    export: (count) => `Save ${n(count, 'movement', 'movements')} to a file`,
    exported: (count) =>
      `${n(count, 'movement', 'movements')} saved to the file. ${count === 1 ? 'It stays' : 'They stay'} in the queue as well.`,
    name: (device, day, count) => `douchette-queue-${device}-${day}-${count}.jsonl`,
    import: 'Hand in another device’s file',
    choose: 'File of movements',
    preview: 'This file',
    from: 'Device',
    madeOn: 'Saved on',
    holds: 'Holds',
    movements: (count) => n(count, 'movement', 'movements'),
    parked: (count) => `${n(count, 'of them refused', 'of them refused')}`,
    first: 'First',
    last: 'Last',
    known: (count) => `${n(count, 'is already', 'are already')} on this device`,
    confirm: (count) => `Hand in ${n(count, 'movement', 'movements')}`,
    nothingNew: 'All these movements are on this device already.',
    empty: 'This file holds no movement.',
    added: (count) => `${n(count, 'movement now waits', 'movements now wait')} to be sent from this device.`,
    rivals: (count) =>
      `${n(count, 'movement was not taken', 'movements were not taken')}: another one bears the same sequence number. Keep the file and tell the desk.`,
    problem: {
      foreign: 'This is not a file of Douchette movements.',
      newer: 'This file comes from a later version: update this app.',
      damaged: 'This file is damaged or incomplete: nothing was taken from it. Copy it again.',
      invalid: 'This file has a line that this app does not understand: nothing was taken from it.',
      unreadable: 'This file could not be read.'
    },
    line: (line) => `Line ${line}`,
    relayed: (device) => `from the device ${device}`,
    oneCopy: 'Only one copy'
  }
};

import type { ErrorCode } from '../protocol/errors.ts';
import type { ErrorWords } from './errors.fr.ts';

export const errors: Record<ErrorCode, ErrorWords> = {
  'malformed-json': {
    what: 'The server cannot read the message that was sent.',
    todo: 'Nothing is lost. Tell the person who looks after Douchette.'
  },
  'malformed-request': {
    what: 'The server did not understand the request.',
    todo: 'Nothing is lost. Update the app, then try again.'
  },
  'malformed-movement': {
    what: 'A field of this movement is not valid.',
    todo: 'The movement stays on this device. Enter it again, or retry once it has been put right.'
  },
  'serial-empty': { what: 'The serial number is empty.', todo: 'Scan or type the number again.' },
  'serial-too-long': {
    what: 'The serial number is too long (128 characters at most).',
    todo: 'Check that the right code was scanned.'
  },
  'serial-not-text': {
    what: 'The serial number holds characters that cannot be kept.',
    todo: 'Scan it again or type it.'
  },
  'foreign-origin': {
    what: 'This movement was made before this device was registered again.',
    todo: 'It is kept here and not counted: tell the desk, and enter it again if it is urgent.'
  },
  'unknown-location': {
    what: 'The server does not know this location.',
    todo: 'Choose an existing location, or retry once it has been created.'
  },
  'id-conflict': {
    what: 'The server already holds another movement under the same id.',
    todo: 'The movement stays here. Enter it again if the server lacks it.'
  },
  'group-mismatch': {
    what: 'This movement belongs to a set of entries that is complete already, or of another size.',
    todo: 'Tell the desk: it is kept here and not counted.'
  },
  'body-too-large': {
    what: 'What was sent is too large.',
    todo: 'Nothing is lost. It will be split on the next attempt.'
  },
  'unsupported-encoding': {
    what: 'The server cannot decompress what was sent.',
    todo: 'Update the app, then try again.'
  },
  'batch-too-large': {
    what: 'Too many movements were sent at once.',
    todo: 'Nothing is lost. They will be split on the next attempt.'
  },
  'protocol-too-old': {
    what: 'This version of the app is too old for the server.',
    todo: 'Update the app: the queue is kept.'
  },
  'protocol-too-new': {
    what: 'The server is older than this app.',
    todo: 'Sending resumes by itself once the server has been updated.'
  },
  'not-enrolled': {
    what: 'The server does not recognise this device.',
    todo: 'Reload the app to enrol it again: the queue is kept.'
  },
  'pairing-needed': {
    what: 'This device is no longer paired with the server.',
    todo: 'Nothing is lost: ask the desk to pair it again. The queue then goes out.'
  },
  'pairing-invalid': {
    what: 'This pairing code is no longer valid.',
    todo: 'A code works once, for ten minutes. Ask the desk for another one.'
  },
  'device-known': {
    what: 'The server knows this device already.',
    todo: 'At the desk, choose it in the list of devices, then “Pair again”.'
  },
  'sign-in-needed': {
    what: 'You must sign in to do that.',
    todo: 'Sign in with your user name and password.'
  },
  'wrong-credentials': {
    what: 'The user name or the password is wrong.',
    todo: 'Check both and try again.'
  },
  forbidden: {
    what: 'Your role does not allow that.',
    todo: 'Ask somebody who administers Douchette.'
  },
  'key-invalid': {
    what: 'This key is not known, or no longer valid.',
    todo: 'Make another key under Settings, and give it to the program.'
  },
  'key-scope': {
    what: 'This key may not do that.',
    todo: 'Make a key that has the scope asked for.'
  },
  'address-refused': {
    what: 'Nothing is sent to this address.',
    todo: 'Give a public https address, or allow the private network if the program is in the house.'
  },
  'setup-invalid': {
    what: 'This set-up link is no longer valid.',
    todo: 'It works once. Restart the server for another one, if there is no administrator yet.'
  },
  'weak-password': {
    what: 'This password is too easy to guess.',
    todo: 'Take a sentence of a few words instead.'
  },
  'login-taken': {
    what: 'This user name is taken.',
    todo: 'Choose another one.'
  },
  'badge-taken': {
    what: 'This badge belongs to somebody else.',
    todo: 'Give another badge.'
  },
  'last-administrator': {
    what: 'This is the last account that administers.',
    todo: 'First give that role and a password to somebody else.'
  },
  'too-many-attempts': {
    what: 'Too many attempts in a short time.',
    todo: 'Wait some minutes and try again.'
  },
  'too-many-requests': {
    what: 'This device asks for too much at once.',
    todo: 'Nothing is lost: it tries again by itself in a moment.'
  },
  'cross-origin': {
    what: 'The request comes from another address than the server’s.',
    todo: 'Open Douchette at its usual address.'
  },
  'not-loopback': {
    what: 'For now, the server answers only the machine it runs on.',
    todo: 'Open Douchette at the http://localhost address of that machine.'
  },
  'not-found': {
    what: 'The server does not find what was asked for.',
    todo: 'Check the number, or go back to the search.'
  },
  'cursor-unknown': {
    what: 'The server has been restored or reset.',
    todo: 'This device reloads the stock by itself: the queue is kept.'
  },
  'not-empty': {
    what: 'The database already holds data.',
    todo: 'Nothing was changed. Carry on with what is there.'
  },
  'upkeep-running': {
    what: 'Upkeep of the database is already under way.',
    todo: 'Wait until it has ended, then try again.'
  },
  'purge-in-open-period': {
    what: 'This date lies in a period that is still open.',
    todo: 'Close the period up to this date first, or choose an earlier one.'
  },
  'import-lost': {
    what: 'The server did not receive the whole import.',
    todo: 'Nothing was stored. Start the import again.'
  },
  busy: { what: 'The server is busy.', todo: 'Sending is tried again in a moment.' },
  'server-fault': {
    what: 'The server has failed.',
    todo: 'Nothing is lost: sending is tried again. Report it if it lasts.'
  },
  unreachable: {
    what: 'The server cannot be reached.',
    todo: 'Keep scanning: everything is kept here and leaves when the network is back.'
  },
  'unreadable-answer': {
    what: 'The answer of the server cannot be read.',
    todo: 'Nothing is lost. Check the network (a Wi-Fi portal?) or try again.'
  }
};

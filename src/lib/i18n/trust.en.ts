import type { trust as french } from './trust.fr.ts';

export const trust: typeof french = {
  title: 'Trust this server',
  hint: 'Certificate of the house, for the camera and for working offline',
  intro:
    'The camera and working without a network need an encrypted connection. This server has a certificate of its own, signed by an authority of the house: each device has to trust it, once.',
  fine: 'This device is connected by an encrypted connection.',
  notYet: 'This device is not connected by an encrypted connection.',
  localOnly: 'On the machine of the server itself there is nothing to do.',
  download: 'Download the authority',
  check: 'Then open Douchette by its https address again: the browser must not warn any more.',
  ways: {
    android: {
      title: 'On Android',
      steps: [
        'Download the authority.',
        'Settings → Security → Encryption & credentials → Install a certificate → CA certificate.',
        'Accept the warning and choose the file “authority.crt”.'
      ]
    },
    ios: {
      title: 'iPhone and iPad',
      steps: [
        'In Safari, download the authority and allow the profile.',
        'Settings → General → VPN & Device Management: install the profile.',
        'Settings → General → About → Certificate Trust Settings: switch full trust on.'
      ]
    },
    windows: {
      title: 'On Windows (Chrome, Edge)',
      steps: [
        'Download the authority and open the file.',
        'Install Certificate → Local Machine.',
        'Choose the store “Trusted Root Certification Authorities”.'
      ]
    },
    firefox: {
      title: 'In Firefox',
      steps: [
        'Download the authority.',
        'Settings → Privacy & Security → Certificates → View Certificates → Authorities → Import.',
        'Tick the trust to identify websites.'
      ]
    }
  }
};

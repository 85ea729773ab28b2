import type { install as french } from './install.fr.ts';

export const install: typeof french = {
  title: 'Install the app',
  hint: 'An icon on the home screen, full screen, even without a network',
  intro:
    'Once installed, Douchette opens with one touch, fills the screen, and the browser takes better care of what it has stored. Nothing comes from an app store.',
  installed: 'Douchette is installed on this device.',
  inBrowser: 'Douchette is open in the browser.',
  inBrowserHint: 'It works there too, but the browser may sooner clear what is not installed.',
  offline: {
    ready: 'Ready without a network: the whole app is on this device.',
    loading: 'Loading for work without a network…',
    never: 'This browser cannot work without a network at this address.',
    neverHint: 'That takes an encrypted connection (https) and a window that is not private.'
  },
  now: 'Install now',
  refused: 'It was not installed. You can start again from the browser’s menu.',
  ways: {
    'chrome-android': {
      title: 'Android and handhelds (Chrome)',
      steps: [
        'Open the menu ⋮ at the top right.',
        'Choose “Add to Home screen”, then “Install”.',
        'Open Douchette by its new icon, once with the network.'
      ]
    },
    'safari-ios': {
      title: 'iPhone and iPad (Safari)',
      steps: [
        'Touch the Share button, the square with an arrow.',
        'Choose “Add to Home Screen”, then “Add”.',
        'Open Douchette by its new icon: it is a space of its own, pair the device again there.'
      ]
    },
    other: {
      title: 'Computer (Chrome, Edge)',
      steps: [
        'In the address bar, click the install icon, a screen with an arrow.',
        'Confirm with “Install”.'
      ]
    },
    firefox: {
      title: 'Firefox',
      steps: [
        'On Android: menu ⋮, then “Install” or “Add to Home screen”.',
        'On a computer, keep Douchette in a pinned tab: it works without a network in the same way.'
      ]
    }
  },
  after:
    'Then check in Settings that the storage is protected: the device will not clear what waits to be sent.'
};

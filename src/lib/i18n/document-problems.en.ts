import type { documentProblems as fr } from './document-problems.fr.ts';

/** What is wrong with a document, by its code. */
export const documentProblems: typeof fr = {
  'number-taken': (value) => `Another document already has the number ${value}.`,
  'number-in-use': (value) => `Movements already carry the number ${value}: it can no longer change.`,
  'type-fixed': () => 'A document keeps its type.',
  'state-fixed': (value) => `Document ${value} is closed.`,
  'work-open': (value) => `Somebody still works on document ${value}.`,
  'product-unknown': (value) => `There is no product ${value}.`,
  'partner-unknown': (value) => `There is no partner ${value}.`,
  'location-unknown': (value) => `There is no location ${value}.`,
  'places-equal': () => 'It leaves from where it arrives.',
  'scope-missing': () => 'Say what is to be counted: a site, a location or a product.',
  'scope-unused': () => 'Only a count has a scope.',
  'line-twice': (value) => `Line ${value} is there twice.`,
  'quantity-broken': (value) => `Product ${value} has serial numbers: its quantity is a whole number.`,
  'serials-too-many': (value) => `There are more serial numbers than the quantity of product ${value}.`,
  'serials-untracked': (value) => `Product ${value} has no serial numbers.`,
  'serial-twice': (value) => `Serial number ${value} is there twice.`,
  'serial-unreadable': (value) => `“${value}” cannot be a serial number.`
};

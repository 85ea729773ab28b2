import type { terms as fr } from './terms.fr.ts';

export const terms = {
  status: {
    unknown: 'Unknown',
    'in-stock': 'In stock',
    'in-transit': 'In transit',
    delivered: 'Out — shipped',
    'returned-to-supplier': 'Out — returned to supplier',
    consumed: 'Out — used in production',
    scrapped: 'Out — scrapped',
    lost: 'Out — lost',
    'on-loan': 'Out — on loan',
    missing: 'Out — missing'
  },
  inStockAvailable: 'In stock — available',
  inStockQuarantine: 'In stock — in quarantine',
  kind: {
    receipt: 'Purchase receipt',
    'customer-return': 'Customer return',
    'production-output': 'Production output',
    'inventory-found': 'Inventory (found)',
    'loan-return': 'Loan return',
    shipment: 'Shipment / sale',
    'supplier-return': 'Return to supplier',
    consumption: 'Production consumption',
    scrap: 'Scrap',
    loss: 'Loss',
    loan: 'Loan',
    'inventory-shortage': 'Inventory (missing)',
    transfer: 'Transfer',
    'transfer-departure': 'Transfer departure',
    'transfer-arrival': 'Transfer arrival',
    quarantine: 'Put in quarantine',
    release: 'Release from quarantine',
    count: 'Count',
    reversal: 'Reversal of a movement',
    alias: 'Serial number corrected',
    acceptance: 'Anomaly accepted'
  },
  capture: {
    camera: 'Read by camera',
    wedge: 'Read by scanner',
    typed: 'Typed',
    file: 'Imported from a file',
    api: 'Received from other software'
  },
  anomaly: {
    'double-entry': {
      title: 'Entered twice',
      explain: 'It was already in stock when it was entered a second time.'
    },
    'exit-without-entry': { title: 'Out without entry', explain: 'It left, but no entry is known.' },
    'double-exit': { title: 'Out twice', explain: 'It had already left when it left again.' },
    'wrong-location': {
      title: 'Other location',
      explain: 'It was taken from a place it was not believed to be.'
    },
    'move-without-entry': { title: 'Moved without entry', explain: 'It was moved, but no entry is known.' },
    'moved-while-out': { title: 'Moved while out', explain: 'It was moved although it had left.' },
    'found-without-entry': {
      title: 'Found without entry',
      explain: 'It was seen here, but no entry is known.'
    },
    'found-elsewhere': { title: 'Found elsewhere', explain: 'It was seen in another place than expected.' },
    'found-while-out': { title: 'Found while out', explain: 'It was seen here although it had left.' },
    'same-serial-other-product': {
      title: 'Same number on another product',
      explain: 'This number also exists on another product.'
    },
    'clock-suspect': {
      title: 'Doubtful clock',
      explain: 'The clock of the device was wrong; the server corrected the time.'
    },
    'late-for-closed-period': {
      title: 'Closed period',
      explain: 'The movement arrived after its period had been closed.'
    },
    'sequence-reused': {
      title: 'Sequence number reused',
      explain: 'The device gave the same sequence number twice.'
    },
    'format-unusual': {
      title: 'Unusual format',
      explain: 'This number does not look like the others of this product.'
    },
    'negative-quantity': { title: 'Negative stock', explain: 'More has left than had come in.' }
  }
} satisfies typeof fr;

import { counted } from './counted.ts';
import type { upkeep as french } from './upkeep.fr.ts';

const n = counted('en-GB');

export const upkeep = {
  title: 'Database upkeep',
  intro: 'This work is done on the server while everyone goes on. None of it deletes a movement.',
  needsNetwork: 'Upkeep needs the server.',
  running: 'Upkeep is under way.',
  phase: {
    exporting: 'Writing the export…',
    working: 'Working…',
    done: 'Done',
    failed: 'Stopped by an error'
  },
  failedTodo: 'Nothing is lost: what is done is done. Start it again; the server’s log says why it stopped.',
  progress: (done: string, total: string) => `${done} of ${total} rows`,
  movements: (count: number) => n(count, 'movement', 'movements'),
  rows: (count: number) => n(count, 'row (serial or stock)', 'rows (serials and stock)'),
  recalculate: {
    title: 'Recalculate',
    explain:
      'Works out the status of every serial number and every stock by quantity again from the movements, compares them with what is stored and corrects what differs.',
    action: 'Recalculate',
    report: 'Last recalculation',
    noDifference: 'No difference: everything is as the movements say.',
    differences: (count: number) => n(count, 'difference corrected', 'differences corrected'),
    firstOnly: (count: number) => `The first ${count} are shown.`,
    stockOf: (product: string, place: string, lot: string) => `Stock of ${product}, ${place}, lot ${lot}`,
    nowhere: 'no location',
    noLot: 'none',
    fields: (list: string) => `What differed: ${list}`
  },
  purge: {
    title: 'Purge and settle',
    explain:
      'Puts the movements before a date into the archive, after an export that is checked. Every status stays the same, the history can still be read, and a movement that arrives late still counts.',
    before: 'Before',
    beforeHint: 'That day and those after it stay in place.',
    closedBefore: (day: string) => `Closed up to ${day} (not included).`,
    notClosed: 'No period is closed: close one in the settings before purging.',
    scope: 'What to put away',
    gone: 'Purge: serial numbers that left before that date, and stock that came to nothing',
    all: 'Settle: all of them, with an opening for those still in stock',
    dateMissing: 'Give a date.',
    action: 'Purge…',
    confirmTitle: 'Put these movements into the archive?',
    confirm: (day: string) =>
      `The movements before ${day} are first exported to a file that is read back and checked, then archived. Nothing is deleted.`,
    confirmAction: 'Export, then put away',
    report: 'Last purge',
    nothing: 'Nothing to put away before that date.',
    moved: (movements: string) => `${movements} in the archive.`,
    download: 'Download the export',
    digest: (hex: string) => `SHA-256 digest: ${hex}`
  },
  closings: {
    title: 'Closings and reopenings',
    nothing: 'nothing closed',
    moved: (before: string, after: string) => `Closed before: ${before} → ${after}`
  },
  field: {
    serial: 'serial number shown',
    state: 'status',
    anomalies: 'anomalies',
    alias: 'correction',
    acceptances: 'acceptances',
    lastKey: 'last movement',
    unresolvedIds: 'movements awaited',
    movementCount: 'number of movements',
    quantityMicros: 'quantity in stock'
  }
} satisfies typeof french;

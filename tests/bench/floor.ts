import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type CDPSession, type Page } from '@playwright/test';
import { MICROS_PER_UNIT } from '../../src/lib/domain/quantity.ts';
import { fr } from '../../src/lib/i18n/messages.fr.ts';
import { ApiClient } from '../e2e/support/api-client.ts';
import { onlyPage, openBrowser } from '../e2e/support/browser.ts';
import { keysOf, scanLengthMs, untilListening, wedge } from '../e2e/support/hardware-scanner.ts';
import { fillCatalogue } from '../e2e/support/movement-catalogue.ts';
import { Network } from '../e2e/support/network.ts';
import { testDocument } from '../factories/documents.ts';
import { ServerProcess } from '../factories/server-process.ts';
import { percentile, type BenchRow } from './bench-browser.ts';
import { visitFirst } from './first-visit.ts';

const THROTTLED = 4;

/** How a receipt is scanned: `pours` faster than any hand, `hand` as quick as a practised one. */
interface Pace {
  network: 'up' | 'down';
  scans: number;
  scansPerSecond: number;
}

const pours = { scans: 200, scansPerSecond: 10 };
const hand = { scans: 60, scansPerSecond: 2 };
const paces: readonly Pace[] = [
  { network: 'up', ...pours },
  { network: 'down', ...pours },
  { network: 'up', ...hand },
  { network: 'down', ...hand }
];

const serialsOf = ({ scans }: Pace): string[] =>
  Array.from({ length: scans }, (_, at) => `SN${String(at + 1).padStart(4, '0')}`);

interface Heard {
  /** When each scan ended and when its sound began, `performance.now()`. */
  terminators: number[];
  beeps: number[];
  longTasks: number[];
}

declare global {
  interface Window {
    heard?: Heard;
  }
}

/** Notes each Enter by the time that it was pressed, each beginning of a sound, and each long task. */
function listen(): void {
  const heard: Heard = { terminators: [], beeps: [], longTasks: [] };
  window.heard = heard;
  addEventListener(
    'keydown',
    ({ key, timeStamp }) => void (key === 'Enter' && heard.terminators.push(timeStamp)),
    true
  );
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (when) {
    heard.beeps.push(performance.now());
    start.call(this, when);
  };
  new PerformanceObserver((list) =>
    heard.longTasks.push(...list.getEntries().map(({ duration }) => duration))
  ).observe({ type: 'longtask' });
}

/** From the Enter of each scan to its signal; Infinity where it stayed silent. The scans are told in their order. */
function delays({ terminators, beeps }: Heard): number[] {
  const ONE_SIGNAL_MS = 3;
  const signals = beeps.filter((at, index) => at - (beeps[index - 1] ?? -Infinity) > ONE_SIGNAL_MS);
  return terminators.map((at, index) => (signals[index] ?? Infinity) - at);
}

/** A receipt of all the serials is expected, and the phone stands before it with its place scanned. */
async function openReceipt(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/reception`);
  await page.getByRole('link', { name: fr.floor.receive.one('REC-1') }).click();
  await untilListening(page);
  await wedge(page, 'A-01');
  await page.getByText(fr.floor.receive.told.place, { exact: true }).waitFor();
}

/** One scan after the other at an even pace, whether or not the app keeps up. */
async function scanAll(keyboard: CDPSession, pace: Pace): Promise<void> {
  const sent: Promise<unknown>[] = [];
  const began = Date.now();
  for (const [at, serial] of serialsOf(pace).entries()) {
    const due = began + (at * 1000) / pace.scansPerSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - Date.now())));
    // The last key is pressed now, those before it were a moment ago.
    const keys = keysOf(serial, Date.now() - scanLengthMs(serial));
    sent.push(...keys.map((key) => keyboard.send('Input.dispatchKeyEvent', key)));
  }
  await Promise.all(sent);
}

async function receive(page: Page, pace: Pace): Promise<Heard> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLED });
  await page.evaluate(listen);
  await scanAll(devtools, pace);
  // Playwright's own search through the page would be measured with it.
  await page.waitForFunction((count) => (window.heard?.beeps.length ?? 0) >= count, pace.scans, {
    polling: 500
  });
  await page.getByText(fr.floor.receive.tally(pace.scans), { exact: true }).waitFor();
  const heard = await page.evaluate(() => window.heard);
  if (!heard) throw new Error('the page was loaded anew in the middle');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return heard;
}

const rowsOf = (heard: Heard, lost: number, pace: Pace): BenchRow[] => {
  const conditions = { bench: 'floor', ...pace, slowedDown: THROTTLED };
  const taken = delays(heard);
  return [
    { ...conditions, name: 'lost', unit: 'scans', value: lost },
    {
      ...conditions,
      name: 'silent',
      unit: 'scans',
      value: taken.filter((delay) => delay === Infinity).length
    },
    { ...conditions, name: 'beep p50', unit: 'ms', value: percentile(taken, 50) },
    { ...conditions, name: 'beep p95', unit: 'ms', value: percentile(taken, 95) },
    { ...conditions, name: 'tasks over 50 ms', unit: 'tasks', value: heard.longTasks.length },
    { ...conditions, name: 'longest task over 50', unit: 'ms', value: Math.max(0, ...heard.longTasks) }
  ];
};

async function receiveAll(pace: Pace): Promise<BenchRow[]> {
  const serials = serialsOf(pace);
  const folder = mkdtempSync(path.join(tmpdir(), 'douchette-bench-'));
  const server = await ServerProcess.start({ databasePath: path.join(folder, 'douchette.db') });
  const network = await Network.open(() => server.url);
  try {
    await fillCatalogue(folder);
    const lines = [
      { id: 1, productId: 'prd-portable', quantityMicros: pace.scans * MICROS_PER_UNIT, lot: null, serials }
    ];
    const api = await ApiClient.enrol(server.url);
    await api.putDocument(
      testDocument({ id: 'rec-1', number: 'REC-1', partnerId: 'tie-f', toLocationId: null, lines })
    );
    const browser = await openBrowser({ profile: path.join(folder, 'phone') });
    const page = await onlyPage(browser);
    await visitFirst(page, network.url);
    await openReceipt(page, network.url);
    if (pace.network === 'down') network.cut();
    const heard = await receive(page, pace);
    network.mode = 'up';
    const arrived = async () => new Set((await api.movements()).map(({ serial }) => serial));
    // What is lost never comes: it is counted below.
    await expect
      .poll(async () => (await arrived()).size, { timeout: 60_000 })
      .toBe(pace.scans)
      .catch(() => undefined);
    const there = await arrived();
    await browser.close();
    return rowsOf(heard, serials.filter((serial) => !there.has(serial)).length, pace);
  } finally {
    await network.close();
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Receipts by a hardware scanner in the app itself, on a phone four times slower than this machine. */
export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const pace of paces) rows.push(...(await receiveAll(pace)));
  return rows;
}

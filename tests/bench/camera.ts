import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { build } from 'vite';
import { chromiumFlags, findChromium } from '../../scripts/chromium.ts';
import { writeVideo } from '../factories/camera-video.ts';
import type { BenchRow } from './bench-browser.ts';
import {
  DAMAGE,
  drawLabelVideo,
  EMPTY_BETWEEN,
  FRAMES_PER_LABEL,
  FRAMES_PER_SECOND,
  ROLL_DEGREES,
  type LabelVideo
} from './camera-video-labels.ts';
import type { CameraRun } from './page/camera.ts';

/**
 * Our camera scan beside `@zxing/browser`, each in a Chromium of its own before
 * the same video of drawn labels: what is read, how soon, and what the main
 * thread pays for it.
 */

const root = resolve(import.meta.dirname, '../..');
const READERS = ['ours', 'zxing-browser'] as const;
type ReaderName = (typeof READERS)[number];

/** The video is played twice, and no less long than this. */
const LEAST_SECONDS = 10;

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm'
};

async function buildPage(folder: string): Promise<void> {
  const source = join(folder, 'source');
  mkdirSync(source);
  const entry = JSON.stringify(join(root, 'tests/bench/page/camera.ts'));
  writeFileSync(
    join(source, 'index.html'),
    `<!doctype html><body><script type="module">import ${entry};</script></body>`
  );
  await build({
    root: source,
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir: join(folder, 'page'), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 2000 }
  });
}

async function serve(folder: string): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url === '/' ? '/index.html' : (incoming.url ?? '/');
    try {
      const bytes = readFileSync(join(folder, path.replaceAll('..', '')));
      outgoing.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
      outgoing.end(bytes);
    } catch {
      outgoing.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

function openBrowser(profile: string, video: string): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium: set CHROMIUM_PATH');
  return chromium.launchPersistentContext(profile, {
    executablePath,
    args: [
      ...chromiumFlags,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${video}`
    ],
    permissions: ['camera']
  });
}

interface RunInput {
  folder: string;
  origin: string;
  video: string;
  reader: ReaderName;
  milliseconds: number;
}

async function runReader(input: RunInput): Promise<{ run: CameraRun; chromium: string }> {
  const { folder, origin, video, reader, milliseconds } = input;
  const context = await openBrowser(join(folder, reader), video);
  try {
    const page = await context.newPage();
    await page.goto(origin);
    await page.waitForFunction(() => 'cameraBench' in window);
    const run = await page.evaluate(([name, time]) => window.cameraBench(name, time), [
      reader,
      milliseconds
    ] as const);
    if (run.error) throw new Error(`${reader}: ${run.error}`);
    return { run, chromium: context.browser()?.version() ?? 'unknown' };
  } finally {
    await context.close();
  }
}

interface Figures {
  reader: ReaderName;
  run: CameraRun;
  video: LabelVideo;
  seconds: number;
  chromium: string;
}

function rowsOf({ reader, run, video, seconds, chromium }: Figures): BenchRow[] {
  const right = new Set(video.labels.flatMap(({ texts }) => texts));
  const whole = video.labels.filter(({ texts }) =>
    run.told.some((read) => texts.every((text) => read.texts.includes(text)))
  );
  const told = run.told.flatMap(({ at, texts }) => texts.map((text) => ({ at, text })));
  const rightTold = told.filter(({ text }) => right.has(text));
  const looks = run.seen.filter(({ texts }) => texts.some((text) => right.has(text)));
  const wrongTold = told.filter(({ text }) => !right.has(text));
  const wrongSeen = run.seen.flatMap(({ texts }) => texts.filter((text) => !right.has(text)));
  for (const text of new Set(wrongSeen)) console.log(`  misread by ${reader}: ${JSON.stringify(text)}`);
  const row = (name: string, unit: string, value: number): BenchRow => ({
    bench: 'camera',
    name: `${reader}: ${name}`,
    unit,
    value: Math.round(value * 10) / 10,
    seconds,
    framesPerSecond: FRAMES_PER_SECOND,
    framesPerLabel: FRAMES_PER_LABEL,
    framesBetween: EMPTY_BETWEEN,
    ...DAMAGE,
    rollDegrees: ROLL_DEGREES,
    chromium
  });
  return [
    row('time to the first right read', 'ms', rightTold[0]?.at ?? Number.NaN),
    row(
      'different codes handed on right',
      `of ${right.size}`,
      new Set(rightTold.map(({ text }) => text)).size
    ),
    row('labels whose codes came all together', `of ${video.labels.length}`, whole.length),
    row('looks that read right', '1/s', looks.length / seconds),
    row('wrong codes seen', 'codes', wrongSeen.length),
    row('wrong codes handed on', 'codes', wrongTold.length),
    row('tasks over 50 ms on the main thread', 'tasks', run.longTasks.length),
    row('longest of them', 'ms', Math.max(0, ...run.longTasks))
  ];
}

export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'douchette-camera-'));
  const video = await drawLabelVideo();
  const file = join(folder, 'labels.y4m');
  writeVideo(file, video.frames, FRAMES_PER_SECOND);
  await buildPage(folder);
  const server = await serve(join(folder, 'page'));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const seconds = Math.max(LEAST_SECONDS, 2 * video.seconds);
  try {
    const rows: BenchRow[] = [];
    for (const reader of READERS) {
      const input = { folder, origin, video: file, reader, milliseconds: 1000 * seconds };
      rows.push(...rowsOf({ reader, video, seconds, ...(await runReader(input)) }));
    }
    return rows;
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

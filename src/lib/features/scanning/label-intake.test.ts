import { ScanHub, type ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { expect, test } from 'vitest';
import { labelIntake } from './label-intake';

/** A page that stores a scan only when it is told to. */
function slowPage(inARow: boolean) {
  const hub = new ScanHub();
  const begun: string[] = [];
  const stored: (() => void)[] = [];
  hub.cameraOpen = true;
  hub.inARow = inARow;
  hub.readWith(async (codes) =>
    codes.map(({ text }): ReadScan => ({ source: 'camera', raw: text, codes: [text] }))
  );
  hub.take({
    one: (scan) => {
      begun.push(scan.raw);
      return new Promise<void>((done) => stored.push(done));
    }
  });
  return { hub, begun, stored, take: labelIntake(hub) };
}

const settled = () => new Promise<void>((done) => setImmediate(done));

test('in a row, labels seen while one is being stored wait for it and none is lost', async () => {
  const { begun, stored, take } = slowPage(true);
  for (const text of ['A', 'B', 'C']) take([{ text }]);
  await settled();
  expect(begun).toEqual(['A']);
  stored[0]?.();
  await settled();
  stored[1]?.();
  await settled();
  expect(begun).toEqual(['A', 'B', 'C']);
});

test('elsewhere one label closes the camera, and a second one is not taken', async () => {
  const { hub, begun, stored, take } = slowPage(false);
  take([{ text: 'A' }]);
  expect(hub.cameraOpen).toBe(false);
  take([{ text: 'B' }]);
  await settled();
  stored[0]?.();
  await settled();
  expect(begun).toEqual(['A']);
});

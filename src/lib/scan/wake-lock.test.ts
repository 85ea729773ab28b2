import { expect, test } from 'vitest';
import { keepScreenOn } from './wake-lock.ts';

function setUp(refuses = false) {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
  const tally = { asked: 0, released: 0 };
  const wakeLock = {
    request: async () => {
      tally.asked += 1;
      if (refuses) throw new Error('low battery');
      return { release: async () => void (tally.released += 1) };
    }
  };
  const show = (state: DocumentVisibilityState) => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { surroundings: { wakeLock, page }, tally, show };
}

const settled = () => new Promise<void>((done) => setImmediate(done));

test('the screen is kept on, again after the page was hidden, until it is let go', async () => {
  const { surroundings, tally, show } = setUp();
  const letGo = keepScreenOn(surroundings);
  await settled();
  show('hidden');
  expect(tally.asked).toBe(1);
  show('visible');
  await settled();
  expect(tally.asked).toBe(2);
  letGo();
  await settled();
  expect(tally.released).toBe(1);
  show('visible');
  expect(tally.asked).toBe(2);
});

test('a lock that comes after it is no more wanted is let go', async () => {
  const { surroundings, tally } = setUp();
  keepScreenOn(surroundings)();
  await settled();
  expect(tally).toEqual({ asked: 1, released: 1 });
});

test('a refusal, or a browser without it, does no harm', async () => {
  const { surroundings, tally } = setUp(true);
  const letGo = keepScreenOn(surroundings);
  await settled();
  letGo();
  expect(tally).toEqual({ asked: 1, released: 0 });
  keepScreenOn({ wakeLock: undefined, page: surroundings.page })();
});

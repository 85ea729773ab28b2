import { expect, test } from 'vitest';
import { PUSH_TAG, requestBackgroundPush } from './background-sync.ts';
import { listenToTriggers } from './triggers.ts';
import { WAKE_MESSAGE } from './worker-messages.ts';

function page() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const targets = { window: new EventTarget(), document, worker: new EventTarget() };
  let wakes = 0;
  const stop = listenToTriggers(targets, () => (wakes += 1));
  return { ...targets, stop, wakes: () => wakes };
}

test('the network, the screen and the worker each wake the sync', () => {
  const { window, document, worker, wakes } = page();
  window.dispatchEvent(new Event('online'));
  expect(wakes()).toBe(1);
  window.dispatchEvent(new Event('pageshow'));
  expect(wakes()).toBe(2);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(wakes()).toBe(3);
  worker.dispatchEvent(new MessageEvent('message', { data: WAKE_MESSAGE }));
  expect(wakes()).toBe(4);
});

test('going to the back, a message of another kind and the time after the end do not', () => {
  const { window, document, worker, wakes, stop } = page();
  document.visibilityState = 'hidden';
  document.dispatchEvent(new Event('visibilitychange'));
  worker.dispatchEvent(new MessageEvent('message', { data: 'other' }));
  stop();
  window.dispatchEvent(new Event('online'));
  expect(wakes()).toBe(0);
});

const container = (registration: object | undefined) =>
  ({ getRegistration: async () => registration }) as Pick<ServiceWorkerContainer, 'getRegistration'>;

test('a background push is asked for where the browser can, and only there', async () => {
  const tags: string[] = [];
  const sync = { register: async (tag: string) => void tags.push(tag) };
  expect(await requestBackgroundPush(container({ sync }))).toBe(true);
  expect(tags).toEqual([PUSH_TAG]);
  const refusing = { register: () => Promise.reject(new Error('denied')) };
  for (const without of [container({}), container(undefined), container({ sync: refusing }), undefined]) {
    expect(await requestBackgroundPush(without)).toBe(false);
  }
});

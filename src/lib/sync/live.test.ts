import { beforeEach, expect, test } from 'vitest';
import type { Cursor } from '../protocol/pull.ts';
import { ManualTimers } from '../../../tests/factories/sync.ts';
import { LiveFollower, type LiveSource } from './live.ts';

class FakeSource implements LiveSource {
  isOpen = true;
  readonly #listeners = new Map<string, (event: { data: string }) => void>();

  addEventListener(type: string, listener: (event: { data: string }) => void): void {
    this.#listeners.set(type, listener);
  }

  say(type: string, data = ''): void {
    this.#listeners.get(type)?.({ data });
  }

  close(): void {
    this.isOpen = false;
  }
}

class FakeDocument extends EventTarget {
  visibilityState = 'visible';

  show(state: 'visible' | 'hidden'): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

let sources: FakeSource[];
let document: FakeDocument;
let window: EventTarget;
let timers: ManualTimers;
let moments: Cursor[];
let follower: LiveFollower;

const open = (): FakeSource[] => sources.filter(({ isOpen }) => isOpen);

beforeEach(() => {
  [sources, document, window, timers, moments] = [
    [],
    new FakeDocument(),
    new EventTarget(),
    new ManualTimers(),
    []
  ];
  follower = new LiveFollower({
    open: () => {
      const source = new FakeSource();
      sources.push(source);
      return source;
    },
    window,
    document,
    timers,
    onMoment: (at) => void moments.push(at)
  });
});

const at = { epoch: '018f0000-0000-7000-8000-000000000009', seq: 4 };

test('tells where the server stands, and nothing of what it cannot read', () => {
  follower.begin();
  sources[0]?.say('at', JSON.stringify(at));
  sources[0]?.say('at', '{"seq":-1}');
  sources[0]?.say('at', 'hello');
  expect(moments).toEqual([at]);
});

test('holds one stream while in sight and none out of it, and opens a new one when it comes back', () => {
  expect(sources).toHaveLength(0);
  follower.begin();
  follower.begin();
  expect(open()).toHaveLength(1);
  document.show('hidden');
  expect(open()).toHaveLength(0);
  window.dispatchEvent(new Event('online'));
  expect(open()).toHaveLength(0);
  document.show('visible');
  expect(open()).toEqual([sources.at(-1)]);
  follower.stop();
  document.show('visible');
  expect(open()).toHaveLength(0);
});

test('a stream that falls silent is opened anew; one that beats is not', () => {
  follower.begin();
  timers.fire();
  expect(sources).toHaveLength(2);
  expect(open()).toEqual([sources[1]]);
  sources[1]?.say('beat');
  expect(timers.delays).toHaveLength(1);
  follower.pause();
  expect(timers.delays).toHaveLength(0);
});

import { expect, test } from 'vitest';
import { done } from '../db/result.ts';
import { lateApi } from './late-api.ts';
import type { Answer } from './transport.ts';

interface Greetings {
  greet(name: string): Promise<Answer<string>>;
}

const greetings: Greetings = { greet: (name) => Promise.resolve(done(`hello ${name}`)) };

test('a request loads what makes it and hands on what was given and answered', async () => {
  const api = lateApi<Greetings>({ greet: true }, () => Promise.resolve(greetings));
  expect(await api.greet('Ada')).toEqual(done('hello Ada'));
});

test('code that cannot be had is a server that cannot be reached, until it can be had', async () => {
  let isThere = false;
  const api = lateApi<Greetings>({ greet: true }, () =>
    isThere ? Promise.resolve(greetings) : Promise.reject(new TypeError('Failed to fetch'))
  );
  expect(await api.greet('Ada')).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  isThere = true;
  expect(await api.greet('Ada')).toEqual(done('hello Ada'));
});

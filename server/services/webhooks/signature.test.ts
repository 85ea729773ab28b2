import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { newWebhookSecret, signature, signedHeaders } from './signature.ts';

const NOW = 1_614_265_330_500;
const secrets = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  previousSecret: null,
  previousUntil: null
};

test('a signature is the one that the Standard Webhooks specification gives as its example', () => {
  const signed = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    payload: '{"test": 2432232314}'
  };
  expect(signature(secrets.secret, signed)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('an attempt bears its id, the second it is made in, and a signature over both', () => {
  const headers = signedHeaders(secrets, { id: 'evt_1', payload: '{}', now: NOW });
  expect(headers['webhook-id']).toBe('evt_1');
  expect(headers['webhook-timestamp']).toBe('1614265330');
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  const expected = createHmac('sha256', key).update('evt_1.1614265330.{}').digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${expected}`);
});

test('while a secret is changed both sign, and the one before no longer than it was given', () => {
  const changing = {
    ...secrets,
    previousSecret: newWebhookSecret(() => new Uint8Array(32)),
    previousUntil: NOW + 1
  };
  const signed = { id: 'evt_1', timestamp: 1_614_265_330, payload: '{}' };
  const of = (now: number) =>
    signedHeaders(changing, { id: 'evt_1', payload: '{}', now })['webhook-signature'];
  expect(of(NOW)).toBe(`${signature(changing.secret, signed)} ${signature(changing.previousSecret, signed)}`);
  expect(of(NOW + 1)).toBe(signature(changing.secret, signed));
});

test('a secret has 256 bits and says what it is', () => {
  const secret = newWebhookSecret((size) => new Uint8Array(size).fill(7));
  expect(secret).toMatch(/^whsec_/);
  expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
});

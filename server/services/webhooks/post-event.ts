import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { DeliveryFault } from '../../../src/lib/protocol/webhooks.ts';
import { literalAddress, mayConnect, type Destination } from './address-policy.ts';

export interface Posting extends Destination {
  headers: Readonly<Record<string, string>>;
  body: string;
  timeoutMs: number;
}

/** What came back; a redirect is an answer like any other, and not followed. */
export type Posted = { status: number } | { fault: DeliveryFault };

/** Sends an event; never rejects. */
export type PostEvent = (posting: Posting) => Promise<Posted>;

class RefusedAddress extends Error {}

/** Looks a name up and lets through only addresses that may be connected to: this very answer is used. */
const guardedLookup =
  (destination: Destination): LookupFunction =>
  (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (fault, found: LookupAddress[]) => {
      const [first] = fault ? [] : found;
      if (fault || !first) return callback(fault ?? new Error('no address'), '', 0);
      const isRefused = found.some(({ address }) => !mayConnect(destination, address));
      if (isRefused) return callback(new RefusedAddress(), '', 0);
      return options.all ? callback(null, found) : callback(null, first.address, first.family);
    });
  };

const nameFaults = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA']);

/** Whether a certificate does not hold is told by many codes. */
const CERTIFICATE = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO)/;

function faultOf(fault: Error): DeliveryFault {
  if (fault instanceof RefusedAddress) return 'address-refused';
  if (fault.name === 'TimeoutError' || fault.name === 'AbortError') return 'timeout';
  const code = 'code' in fault ? String(fault.code) : '';
  if (nameFaults.has(code)) return 'name-unknown';
  return CERTIFICATE.test(code) ? 'certificate' : 'unreachable';
}

/**
 * Posts once over a connection of its own, and hangs up as soon as the status is
 * known: what a receiver writes is of no interest, however long it goes on.
 */
export const postEvent: PostEvent = async ({ headers, body, timeoutMs, ...destination }) => {
  const { url } = destination;
  const literal = literalAddress(url);
  if (literal !== null && !mayConnect(destination, literal)) return { fault: 'address-refused' };
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    agent: false,
    lookup: guardedLookup(destination),
    signal: AbortSignal.timeout(timeoutMs)
  };
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (response) => {
      resolve({ status: response.statusCode ?? 0 });
      response.destroy();
    });
    request.on('error', (fault) => resolve({ fault: faultOf(fault) }));
    request.end(body);
  });
};

import type { Server, ServerOptions } from 'node:http';

type Limited = Pick<Server, 'maxConnections'> & { setTimeout(ms: number): unknown };

/** How long a client may take, ms, and how many may be there. */
export interface ClientLimits {
  /** For the head of a request. */
  headMs: number;
  /** For a whole request, however steadily it drips in. */
  requestMs: number;
  /** Without a byte taken or given on a connection, in the middle of a body or of an answer. */
  stallMs: number;
  /** How often the first two are looked at. */
  checkMs: number;
  connections: number;
}

/**
 * A push of four megabytes over 400 kbit/s takes 80 s. A stream of events gives a sign of life
 * each 20 s, so that only one that nobody reads any more stalls. A browser holds six connections,
 * and there are some hundred devices.
 */
export const CLIENT_LIMITS: ClientLimits = {
  headMs: 15_000,
  requestMs: 120_000,
  stallMs: 60_000,
  checkMs: 5000,
  connections: 4000
};

/** What has to be known when the server is made. */
export const serverOptionsOf = ({ headMs, requestMs, checkMs }: ClientLimits): ServerOptions => ({
  headersTimeout: headMs,
  requestTimeout: requestMs,
  connectionsCheckingInterval: checkMs
});

/**
 * Connections that stall are cut, those beyond the limit not taken; heads and requests that drip
 * are answered 408 by Node.
 */
export function limitClients(server: Limited, { stallMs, connections }: ClientLimits): void {
  server.setTimeout(stallMs);
  server.maxConnections = connections;
}

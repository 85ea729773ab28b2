import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { LiveHub } from '../services/live/live-hub.ts';

/** What an answer cost, for the metrics. */
export interface Answered {
  method: string;
  /** The pattern of the route, never the address: labels must stay few. */
  route: string;
  status: number;
  ms: number;
}

/** Seconds; a push of 500 movements takes tenths. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The numbers of one server, in the text format of Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<'method' | 'route' | 'status'>;
  readonly #seconds: Histogram<'route'>;

  /** @param input.newestBackupAt ms since the epoch; null while there is none or nobody makes them */
  constructor(input: { live: LiveHub; version: string; newestBackupAt: () => number | null }) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Counter({
      name: 'douchette_http_requests_total',
      help: 'Requests answered',
      labelNames: ['method', 'route', 'status'],
      registers
    });
    this.#seconds = new Histogram({
      name: 'douchette_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['route'],
      buckets: BUCKETS,
      registers
    });
    new Gauge({
      name: 'douchette_live_streams',
      help: 'Open event streams',
      registers,
      collect() {
        this.set(input.live.size);
      }
    });
    new Gauge({
      name: 'douchette_newest_backup_timestamp_seconds',
      help: 'When the newest backup was made; 0 for none',
      registers,
      collect() {
        this.set((input.newestBackupAt() ?? 0) / 1000);
      }
    });
    new Gauge({
      name: 'douchette_info',
      help: 'Version of the program',
      labelNames: ['version'],
      registers
    }).set({ version: input.version }, 1);
  }

  note({ method, route, status, ms }: Answered): void {
    this.#requests.inc({ method, route, status });
    this.#seconds.observe({ route }, ms / 1000);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}

/**
 * The tables. Migrations in `drizzle/` are generated from this file
 * (`drizzle-kit generate`); an applied migration is never edited.
 *
 *   feed ── last seq given out, taken inside each write transaction
 *   epoch, commit_mark      what tells a restored server from one that went on
 *   movement ─┬─ stream   (device, incarnation): where it was made
 *             └─ serial   the row that its serial's movements fold to
 *   missing_range            numbers of a stream that never came
 *   stock ── stock_movement ── movement      what has no serial
 *   held, whole_group       envelopes
 *   row_change, stock_change   rows that changed without a movement
 *   anomaly                 what waits for people
 *   archive, openings       what a purge has put away
 *   site, location, product, partner, settings   each with its place in the feed
 *   document ── work_report   what is planned, and who works on it
 *   closing                 who moved the end of the closed period, and why
 *   person ── session       who may sign in, and who has; pairing: codes for phones
 *   audit                   what desk and administrators did
 *   api_key ── device       what other programs are let in by
 *   webhook ── webhook_delivery   which are told of changes, and how that went
 */
export * from './tables/access.ts';
export * from './tables/anomalies.ts';
export * from './tables/archive.ts';
export * from './tables/catalogue.ts';
export * from './tables/devices.ts';
export * from './tables/documents.ts';
export * from './tables/envelopes.ts';
export * from './tables/integrations.ts';
export * from './tables/movements.ts';
export * from './tables/serials.ts';
export * from './tables/stock.ts';

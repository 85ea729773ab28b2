import { pageAccessApi } from './access-api.ts';
import type { Device } from './device.ts';
import { attendToDesk } from './device-duties.ts';
import { pageDocumentsApi } from './documents-api.ts';
import { attendToWork } from './report-work.ts';

/**
 * What a device tells the server beside its movements, for as long as the page lives.
 *
 * @param input.version of the app
 */
export function attendToServer({ device, version }: { device: Device; version: string }): void {
  attendToDesk({ device, api: pageAccessApi(), version });
  attendToWork({ device, api: pageDocumentsApi() });
}

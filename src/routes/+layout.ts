import { I18n, preferredLanguage } from '$lib/i18n/i18n.svelte';
import type { LayoutLoad } from './$types';

// The server knows nothing of pages: every route is rendered on the device, online or not.
export const ssr = false;
export const prerender = false;

export const load: LayoutLoad = async () => ({ i18n: await I18n.in(preferredLanguage()) });

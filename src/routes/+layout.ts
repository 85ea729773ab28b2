// The server knows nothing of pages: every route is rendered on the device, online or not.
export const ssr = false;
export const prerender = false;

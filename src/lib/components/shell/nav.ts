import type { Component } from 'svelte';

/** One place of the app. */
export interface NavItem {
  href: string;
  label: string;
  icon: Component<{ size?: number; 'aria-hidden'?: 'true' }>;
  /** Deeper places, shown beneath it on the desk. */
  items?: readonly { href: string; label: string }[];
  /** Other places that belong to it, where only this one is shown. */
  covers?: readonly string[];
}

/** The places of the side navigation, under a heading when they share one. */
export interface NavGroup {
  heading?: string;
  items: readonly NavItem[];
}

/** Is this the place of the page, or one above it? Home is only home. */
export function isWithin(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}

/** The deepest of the places that the page is within. */
export function currentPlace(path: string, groups: readonly NavGroup[]): string | undefined {
  return groups
    .flatMap(({ items }) => items)
    .flatMap(({ href, items = [] }) => [href, ...items.map((inner) => inner.href)])
    .filter((href) => isWithin(path, href))
    .sort((a, b) => b.length - a.length)[0];
}

import type { Scope } from '../../src/lib/protocol/scopes.ts';
import type { Written } from './written.ts';

/** Keys for other programs. Part of the store, under the same conformance suite. */
export interface KeyStore {
  /** Adds a key and the device that its movements are made on, as one step. */
  addKey(key: KeyRecord): Promise<Written<null>>;
  keyById(id: string): Promise<KeyEntry | null>;
  keyBySecretHash(secretHash: string): Promise<KeyEntry | null>;
  /** All, the latest first. */
  listKeys(): Promise<KeyEntry[]>;
  /** From now on it holds no more; one that was revoked before stays as it is. */
  revokeKey(input: { id: string; at: number }): Promise<Written<null>>;
  /** Notes that a key was used, in ms since the epoch. */
  touchKey(input: { id: string; at: number }): Promise<Written<null>>;
}

export interface KeyEntry {
  /** Also that of its device. */
  id: string;
  /** Of its device: what movements show. */
  name: string;
  scopes: Scope[];
  createdAt: number;
  /** The name of who made it. */
  createdBy: string;
  expiresAt: number | null;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

export interface KeyRecord extends Omit<KeyEntry, 'lastUsedAt' | 'revokedAt'> {
  /** SHA-256 of the key, hex: the key itself is never stored. */
  secretHash: string;
}

/** What stands for the token of a key's device: the hash of nothing, so that no cookie is ever it. */
export const tokenOfKey = (id: string): string => `key:${id}`;

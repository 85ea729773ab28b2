import { getContext, setContext } from 'svelte';

/** Is somebody in the middle of something that a reload or a new version would destroy? */
export class Unsaved {
  held = $state(false);
}

const KEY = Symbol('unsaved');

export const setUnsaved = (unsaved: Unsaved): Unsaved => setContext(KEY, unsaved);
export const useUnsaved = (): Unsaved => getContext<Unsaved>(KEY);

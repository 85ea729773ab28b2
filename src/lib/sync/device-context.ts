import { getContext, setContext } from 'svelte';
import type { Device } from './device';

const KEY = Symbol('device');

/** Gives the components beneath this one the device they run on. */
export const setDevice = (device: Device): Device => setContext(KEY, device);

/** The device of the app. Only beneath the component that set it. */
export const useDevice = (): Device => getContext<Device>(KEY);

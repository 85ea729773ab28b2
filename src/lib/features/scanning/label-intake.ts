import type { RawCode, ScanHub } from '$lib/components/scanning/scan-hub.svelte';

/**
 * Where the labels that the camera sees go. In a row each is handed on at once:
 * the hub keeps their order while one is stored, so that none is lost. Elsewhere
 * one label is enough: it closes the camera, and what comes after it is let go.
 */
export function labelIntake(
  hub: Pick<ScanHub, 'inARow' | 'cameraOpen' | 'put'>
): (codes: readonly RawCode[]) => void {
  return (codes) => {
    if (!hub.cameraOpen) return;
    if (!hub.inARow) hub.cameraOpen = false;
    void hub.put(codes, 'camera');
  };
}

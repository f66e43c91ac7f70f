import type { BrowserContext } from 'playwright-core';
import type { TestBrowser } from '../chromium.ts';
import type { Beacon } from './beacon.ts';
import type { BeaconDevicesOptions } from './beaconPage/BeaconDevices.ts';
import { beaconPageScript } from './beaconPage/bundle.ts';

/**
 * A visitor whose camera and microphone are a beacon, in whatever page they open. Chromium's own capture files would not do: it starts the
 * one of the camera and the one of the microphone whenever each is ready, and nothing could be said of one against the other.
 *
 * The browser needs devices (a persona) that the beacon can stand in for.
 */
export async function beaconContext(
  browser: TestBrowser,
  beacon: Beacon,
  camera: BeaconDevicesOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext();
  const options = JSON.stringify({ ...camera, beacon: beacon.name });
  await context.addInitScript({ content: `window.beaconOptions = ${options};\n${await beaconPageScript()}` });
  return context;
}

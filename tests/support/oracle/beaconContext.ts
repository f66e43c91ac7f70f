import type { BrowserContext } from 'playwright-core';
import type { TestBrowser } from '../chromium.ts';
import type { Beacon } from './beacon.ts';
import type { BeaconDevicesOptions } from './beaconPage/BeaconDevices.ts';
import { beaconPageScript } from './beaconPage/bundle.ts';

/**
 * Opens a context whose camera and microphone are a beacon, on any page. Chromium's capture files don't work for this: camera and
 * microphone start at different times. The browser needs devices (a persona) that the beacon can replace.
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

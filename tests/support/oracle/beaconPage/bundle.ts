import { bundledPage } from '../../bundledPage.ts';

/** The script of the beacons' page. */
export function beaconPageScript(): Promise<string> {
  return bundledPage(new URL('page.ts', import.meta.url), 'beaconPage');
}

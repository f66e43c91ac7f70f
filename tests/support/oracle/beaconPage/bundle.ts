import { bundledPage } from '../../bundledPage.ts';

export function beaconPageScript(): Promise<string> {
  return bundledPage(new URL('page.ts', import.meta.url), 'beaconPage');
}

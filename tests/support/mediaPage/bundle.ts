import { bundledPage } from '../bundledPage.ts';

/** The page's script with mediasoup-client in it. */
export function mediaPageScript(): Promise<string> {
  return bundledPage(new URL('page.ts', import.meta.url), 'mediaPage');
}

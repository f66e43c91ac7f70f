import { bundledPage } from '../bundledPage.ts';

export function mediaPageScript(): Promise<string> {
  return bundledPage(new URL('page.ts', import.meta.url), 'mediaPage');
}

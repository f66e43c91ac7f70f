import type { Page } from 'playwright-core';
import type { StaffRole } from '../../shared/roles.ts';
import { leavePage, takePage } from './pagePool.ts';
import { ReviewServer } from './reviewServer.ts';
import { member } from './reviewStage.ts';
import { sharedBrowser } from './shared.ts';

export const DESKTOP = { width: 1_440, height: 900 };
export const TABLET = { width: 768, height: 1_024 };
export const PHONE = { width: 390, height: 844 };

/** The console as a staff member has it open, on a server that answers as a test specifies. One page for all tests of a file. */
export class ConsolePage implements AsyncDisposable {
  readonly server: ReviewServer;
  readonly page: Page;

  static async create(): Promise<ConsolePage> {
    const server = await ReviewServer.start();
    return new ConsolePage(server, await takePage(await sharedBrowser()));
  }

  private constructor(server: ReviewServer, page: Page) {
    this.server = server.answer('bulk.recent', () => ({ actions: [] }));
    this.page = page;
  }

  signIn(role: StaffRole): void {
    this.server.answer('account.read', () => ({ setupNeeded: false, member: member(role) }));
  }

  /** Reloads the application, without any cached server data. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.server.url}/console/${path}`);
  }

  /** Changes the address within the application, as Back and Forward do: recently loaded data isn't loaded again. */
  async go(path: string): Promise<void> {
    await this.page.evaluate(address => {
      // The router numbers its entries in `idx`. It needs the numbers to ask before Back leaves a page.
      const { idx } = (history.state ?? { idx: 0 }) as { idx: number };
      history.pushState({ idx: idx + 1 }, '', address);
      dispatchEvent(new PopStateEvent('popstate'));
    }, `/console/${path}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await leavePage(this.page);
    await this.server[Symbol.asyncDispose]();
  }
}

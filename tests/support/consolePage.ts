import type { Page } from 'playwright-core';
import type { StaffRole } from '../../shared/roles.ts';
import { leavePage, takePage } from './pagePool.ts';
import { ReviewServer } from './reviewServer.ts';
import { member } from './reviewStage.ts';
import { sharedBrowser } from './shared.ts';

export const DESKTOP = { width: 1_440, height: 900 };
export const TABLET = { width: 768, height: 1_024 };
export const PHONE = { width: 390, height: 844 };

/** The console as a member of staff has it open, on a server that answers what a test says; one page for all tests of a file. */
export class ConsolePage implements AsyncDisposable {
  readonly server: ReviewServer;
  readonly page: Page;

  static async create(): Promise<ConsolePage> {
    const server = await ReviewServer.start();
    return new ConsolePage(server, await takePage(await sharedBrowser()));
  }

  private constructor(server: ReviewServer, page: Page) {
    this.server = server;
    this.page = page;
  }

  signIn(role: StaffRole): void {
    this.server.answer('account.read', () => ({ setupNeeded: false, member: member(role) }));
  }

  /** Loads the program anew: it knows nothing of what the server had before. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.server.url}/console/${path}`);
  }

  /** Changes the address within the program, as Back and Forward do: what was read a moment ago is not read again. */
  async go(path: string): Promise<void> {
    await this.page.evaluate(address => {
      history.pushState(undefined, '', address);
      dispatchEvent(new PopStateEvent('popstate'));
    }, `/console/${path}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await leavePage(this.page);
    await this.server[Symbol.asyncDispose]();
  }
}

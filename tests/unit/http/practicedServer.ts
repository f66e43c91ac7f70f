import { afterEach, beforeEach } from 'vitest';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { practiceableKit } from '../../support/practiceKit.ts';
import { PracticeStranger } from '../../support/practiceStranger.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const MANY = { points: 10_000, seconds: 60 };
export const KIT = practiceableKit();
const [first] = KIT.questions;
if (!first) throw new Error('The kit asks nothing.');
export const FIRST = first;
export const QUESTION = first.id;
export const SLUG = Slug.parse('backend-developer');
export const SHORT = { slug: SLUG, length: 'short', purpose: 'self' } as const;

/** A server with capacity for two strangers at a time and one role to practice. */
export class PracticedServer {
  server!: TestServer;
  owner!: Visitor;
  kitId!: KitId;

  /** Creates a new one for each test of the calling file. */
  static ofEachTest(): PracticedServer {
    return PracticedServer.inEach(new PracticedServer());
  }

  protected static inEach<S extends PracticedServer>(practiced: S): S {
    beforeEach(() => practiced.begin());
    afterEach(() => practiced.server.close());
    return practiced;
  }

  async begin(options: Parameters<typeof startTestServer>[0] = {}): Promise<void> {
    this.server = await startTestServer({
      limits: {
        practice: MANY,
        practiceNewDevice: MANY,
        practiceDevice: MANY,
        api: MANY,
        practiceOpen: MANY,
      },
      ...options,
      env: { PRACTICE_SESSIONS: '2', ...options.env },
    });
    this.owner = await this.server.owner();
    ({ kitId: this.kitId } = await this.owner.call('kits.create', { kit: KIT }));
    await this.owner.call('publications.change', { kitId: this.kitId, slug: SLUG, published: true });
  }

  readonly start = (changes: Partial<Parameters<typeof PracticeStranger.start>[1]> = {}) =>
    PracticeStranger.start(this.server.visitor(), { ...SHORT, ...changes });

  readonly exchange = (link: string) => this.server.visitor().call('join.exchange', { link });
}

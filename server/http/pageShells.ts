import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { AppError } from '../../shared/errors.ts';
import { QuestionId } from '../../shared/kit/kitIds.ts';
import { CHALLENGE_META, OFFER_META } from '../../shared/protocol/practiceRoutes.ts';
import { Slug } from '../../shared/protocol/siteRoutes.ts';
import type { PageShell } from '../../shared/site/sitePages.ts';
import type { Organization } from '../features/organization/Organization.ts';
import type { RouteHandlers } from '../features/routeHandlers.ts';
import type { SitePages } from '../features/site/SitePages.ts';
import type { RateLimits } from '../limits/RateLimits.ts';
import type { Logger } from '../log.ts';
import type { ClientShell } from './clientFiles.ts';
import { addressGroupOf } from './requests.ts';

interface PageShellOptions {
  pages: Pick<SitePages, 'shell'>;
  organization: Pick<Organization, 'card'>;
  handlers: Pick<RouteHandlers, 'practice.offer' | 'practice.challenge'>;
  limits: RateLimits;
  log: Logger;
}

/**
 * Returns a function that renders what an app page shows before its scripts have loaded, and without scripts.
 * Undefined if the build of the public pages can't render.
 */
export function pageShells({ pages, organization, handlers, limits, log }: PageShellOptions) {
  const rendered = async (shell: PageShell, meta: ClientShell['meta'] = {}) => {
    try {
      return { ...(await pages.shell(shell)), meta };
    } catch (error) {
      log.warn({ err: error }, 'an app page is sent without its shell');
      return undefined;
    }
  };
  return async (request: Request): Promise<ClientShell | undefined> => {
    const card = await organization.card();
    if (request.path === '/join') return rendered({ kind: 'join', organization: card });
    const practice = request.path === '/practice';
    const slug = Slug.safeParse(request.query.role);
    const offered = practice && slug.success ? await offerOf(slug.data, request) : undefined;
    if (!offered) {
      const page = request.path === '/report' ? 'report' : practice && !slug.success ? 'private' : 'other';
      return rendered({ kind: 'bare', organization: card, page });
    }
    const { offer, challenge } = offered;
    const question = QuestionId.safeParse(request.query.question).success;
    const now = question && request.query.now === '1';
    return rendered(
      { kind: 'practice', organization: card, slug: offer.slug, role: offer.role, now },
      { [OFFER_META]: offer, [CHALLENGE_META]: challenge },
    );
  };

  async function offerOf(slug: Slug, request: Request) {
    try {
      const address = addressGroupOf(request);
      await limits.spend('api', address);
      await limits.spend('practiceOpen', address);
      const headers = fromNodeHeaders(request.headers);
      const visitor = { member: undefined, headers, address, setCookies: () => {} };
      const offer = await handlers['practice.offer']({ slug }, visitor);
      const { challenge } = await handlers['practice.challenge']({}, visitor);
      return { offer, challenge };
    } catch (error) {
      // The page itself requests the offer again, and shows the error.
      if (error instanceof AppError) return undefined;
      throw error;
    }
  }
}

import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { AppError } from '../../shared/errors.ts';
import { QuestionId } from '../../shared/kit/kitIds.ts';
import { CHALLENGE_META, OFFER_META } from '../../shared/protocol/practiceRoutes.ts';
import { Slug } from '../../shared/protocol/siteRoutes.ts';
import type { Organization } from '../features/organization/Organization.ts';
import type { RouteHandlers } from '../features/routeHandlers.ts';
import type { SitePages } from '../features/site/SitePages.ts';
import type { RateLimits } from '../limits/RateLimits.ts';
import type { ClientShell } from './clientFiles.ts';
import { addressGroupOf } from './requests.ts';

interface PageShellOptions {
  pages: Pick<SitePages, 'shell'>;
  organization: Pick<Organization, 'card'>;
  handlers: Pick<RouteHandlers, 'practice.offer' | 'practice.challenge'>;
  limits: RateLimits;
}

/**
 * Returns a function that renders the page of a personal link, and practice's page of a role. Undefined for
 * other pages and without an offer.
 */
export function pageShells({ pages, organization, handlers, limits }: PageShellOptions) {
  return async (request: Request): Promise<ClientShell | undefined> => {
    if (request.path === '/join') {
      const shell = await pages.shell({ kind: 'join', organization: await organization.card() });
      return { ...shell, meta: {} };
    }
    const slug = Slug.safeParse(request.query.role);
    if (request.path !== '/practice' || !slug.success) return undefined;
    try {
      const address = addressGroupOf(request);
      await limits.spend('api', address);
      await limits.spend('practiceOpen', address);
      const headers = fromNodeHeaders(request.headers);
      const visitor = { member: undefined, headers, address, setCookies: () => {} };
      const offer = await handlers['practice.offer']({ slug: slug.data }, visitor);
      const { challenge } = await handlers['practice.challenge']({}, visitor);
      const question = QuestionId.safeParse(request.query.question).success;
      const now = question && request.query.now === '1';
      const card = await organization.card();
      const shell = await pages.shell({
        kind: 'practice',
        organization: card,
        slug: offer.slug,
        role: offer.role,
        now,
      });
      return { ...shell, meta: { [OFFER_META]: offer, [CHALLENGE_META]: challenge } };
    } catch (error) {
      // The page itself requests the offer again, and shows the error.
      if (error instanceof AppError) return undefined;
      throw error;
    }
  };
}

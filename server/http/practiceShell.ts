import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { AppError } from '../../shared/errors.ts';
import { QuestionId } from '../../shared/kit/kitIds.ts';
import { OFFER_META } from '../../shared/protocol/practiceRoutes.ts';
import { Slug } from '../../shared/protocol/siteRoutes.ts';
import type { Organization } from '../features/organization/Organization.ts';
import type { RouteHandlers } from '../features/routeHandlers.ts';
import type { SitePages } from '../features/site/SitePages.ts';
import type { RateLimits } from '../limits/RateLimits.ts';
import type { ClientShell } from './clientFiles.ts';
import { addressGroupOf } from './requests.ts';

interface PracticeShellOptions {
  pages: Pick<SitePages, 'practiceShell'>;
  organization: Pick<Organization, 'card'>;
  offer: RouteHandlers['practice.offer'];
  limits: RateLimits;
}

/** Returns a function that renders practice's page of a role. Undefined for other pages and without an offer. */
export function practiceShell({ pages, organization, offer: offerOf, limits }: PracticeShellOptions) {
  return async (request: Request): Promise<ClientShell | undefined> => {
    const slug = Slug.safeParse(request.query.role);
    if (request.path !== '/practice' || !slug.success) return undefined;
    try {
      const address = addressGroupOf(request);
      await limits.spend('api', address);
      const headers = fromNodeHeaders(request.headers);
      const offer = await offerOf(
        { slug: slug.data },
        { member: undefined, headers, address, setCookies: () => {} },
      );
      const question = QuestionId.safeParse(request.query.question).success;
      const now = question && request.query.now === '1';
      const card = await organization.card();
      const shell = await pages.practiceShell({
        organization: card,
        slug: offer.slug,
        role: offer.role,
        now,
      });
      return { ...shell, meta: { [OFFER_META]: offer } };
    } catch (error) {
      // The page itself requests the offer again, and shows the error.
      if (error instanceof AppError) return undefined;
      throw error;
    }
  };
}

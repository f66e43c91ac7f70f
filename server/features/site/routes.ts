import type { SITE_ROUTES } from '../../../shared/protocol/siteRoutes.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { PublicRoles } from './PublicRoles.ts';
import type { Publications } from './publications.ts';

export type SiteRoutes = Pick<
  RouteHandlers,
  Exclude<keyof typeof SITE_ROUTES, 'practicePages.read' | 'practicePages.change'>
>;

/** What staff decide about the public side. Every change leaves its trace in the transaction that makes it. */
export function siteRoutes(publications: Publications, roles: PublicRoles): SiteRoutes {
  return {
    'publications.list': async () => ({
      publicSide: await roles.isOpen(),
      publications: await publications.list(),
    }),
    'publications.change': async (change, { member }) => ({
      publication: await publications.change(change, member.userId),
    }),
    'publications.order': async ({ kitIds }, { member }) => {
      await publications.order(kitIds, member.userId);
      return {};
    },
    'publicSide.change': async ({ publicSide }, { member }) => {
      await publications.setPublicSide(publicSide, member.userId);
      return {};
    },
  };
}

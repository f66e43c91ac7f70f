import type { ORGANIZATION_ROUTES } from '../../../shared/protocol/organizationRoutes.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { Organization } from './Organization.ts';

export function organizationRoutes(
  organization: Organization,
): Pick<RouteHandlers, keyof typeof ORGANIZATION_ROUTES> {
  return {
    'organization.read': () => organization.read(),
    'organization.change': ({ profile: wanted, seen }, { member }) =>
      organization.change({ wanted, seen }, member.userId),
    'organization.removeLogo': (_params, { member }) => organization.removeLogo(member.userId),
  };
}

import { useSyncExternalStore } from 'react';
import { NO_ORGANIZATION, ORGANIZATION_META, OrganizationCard } from '../../shared/organization.ts';
import { pageMeta } from '../core/pageMeta.ts';
import { Store } from '../core/store.ts';

/** The organization that the server wrote into this page. */
export const organization = new Store(pageMeta(ORGANIZATION_META, OrganizationCard) ?? NO_ORGANIZATION);

export function useOrganization(): OrganizationCard {
  return useSyncExternalStore(organization.subscribe, organization.get);
}

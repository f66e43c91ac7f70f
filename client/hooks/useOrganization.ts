import { useSyncExternalStore } from 'react';
import type { OrganizationCard } from '../../shared/organization.ts';
import { organization } from '../core/organization.ts';

export function useOrganization(): OrganizationCard {
  return useSyncExternalStore(organization.subscribe, organization.get);
}

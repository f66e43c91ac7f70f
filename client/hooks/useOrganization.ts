import { useSyncExternalStore } from 'react';
import {
  accentSheet,
  NO_ORGANIZATION,
  ORGANIZATION_META,
  OrganizationCard,
} from '../../shared/organization.ts';
import { pageMeta } from '../core/pageMeta.ts';
import { Store } from '../core/store.ts';

/** The organization that the server wrote into this page. */
export const organization = new Store(pageMeta(ORGANIZATION_META, OrganizationCard) ?? NO_ORGANIZATION);

/** Shows the organization of a saved form on the page that is open. */
export function showOrganization(card: OrganizationCard): void {
  organization.set(card);
  for (const old of document.head.querySelectorAll('link[href^="/accent/"]')) old.remove();
  if (!card.accent) return;
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet' });
  link.href = accentSheet(card.accent);
  document.head.append(link);
}

export function useOrganization(): OrganizationCard {
  return useSyncExternalStore(organization.subscribe, organization.get);
}

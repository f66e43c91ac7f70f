import { NO_ORGANIZATION, ORGANIZATION_META, OrganizationCard } from '../../shared/organization.ts';
import { Store } from './store.ts';

/** The organization that the server wrote into this page. */
export const organization = new Store<OrganizationCard>(read());

function read(): OrganizationCard {
  const text = document.querySelector<HTMLMetaElement>(`meta[name="${ORGANIZATION_META}"]`)?.content;
  try {
    return OrganizationCard.parse(JSON.parse(text ?? ''));
  } catch {
    // The page has none, or one of a server of another version.
    return NO_ORGANIZATION;
  }
}

import { OFFER_META, PracticeOffer } from '../../../shared/protocol/practiceRoutes.ts';
import type { Slug } from '../../../shared/protocol/siteRoutes.ts';

/** Returns the role's offer that the server wrote into the page, if there is one. */
export function offerIn(page: Document, slug: Slug): PracticeOffer | undefined {
  const text = page.querySelector<HTMLMetaElement>(`meta[name="${OFFER_META}"]`)?.content;
  try {
    const offer = PracticeOffer.safeParse(JSON.parse(text ?? '')).data;
    return offer?.slug === slug ? offer : undefined;
  } catch {
    // The page has none.
    return undefined;
  }
}

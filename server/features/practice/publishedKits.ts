import type { Site } from '../site/site.ts';

/** What practice needs to know of the public side: which roles strangers can see, and in which version. */
export type PublishedKits = Pick<Site, 'findPublished' | 'slugOf' | 'published' | 'subscribe'>;

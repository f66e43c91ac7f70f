import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { Slug } from '../../../shared/protocol/siteRoutes.ts';
import type { Config } from '../../config.ts';
import type { Store } from '../../store/store.ts';
import type { Kits } from '../kit/kits.ts';
import { PublicRoles, type PublicRolesOptions } from './PublicRoles.ts';
import { Publications } from './publications.ts';
import { type SiteRoutes, siteRoutes } from './routes.ts';
import { SitePages } from './SitePages.ts';

/** A role that strangers can practice. */
export interface PublishedRole {
  kitId: KitId;
  slug: Slug;
  /** The version that strangers are shown: the newest without errors. */
  version: number;
}

/** The public side: its pages, and who decides what is on them. */
export interface Site {
  readonly pages: SitePages;
  readonly routes: SiteRoutes;
  /** Undefined for what strangers cannot see: an unknown address, a kit that is not published, no public side at all. */
  findPublished(slug: string): Promise<PublishedRole | undefined>;
  /** Undefined where strangers cannot see the kit. */
  slugOf(kitId: KitId): Promise<Slug | undefined>;
  /** Every role that strangers can see, in order. */
  published(): Promise<PublishedRole[]>;
  /** A report was published or rated on this server: pages have the new numbers from now on. */
  recount(): void;
  /** Calls back after every change that may concern what strangers see and that was made on this server. Returns what ends that. */
  subscribe(listener: () => void): () => void;
}

export interface SiteOptions {
  config: Pick<Config, 'publicUrl' | 'allowedOrigins'>;
  store: Pick<Store, 'site' | 'kits' | 'settings'>;
  kits: Kits;
  /** Of the build of the public pages. */
  folder: string;
  /** Whether strangers can practice on this server. */
  practices?: boolean | undefined;
  hasOwner: () => Promise<boolean>;
  /** The first owner decides whether there is a public side. */
  onSetUp: (listener: () => void) => void;
  timing?: PublicRolesOptions['timing'];
}

/** Publishes the kits of the product that are new. */
export async function createSite(options: SiteOptions): Promise<Site> {
  const { config, store, kits, folder, practices = true, hasOwner, timing } = options;
  const roles = new PublicRoles({ ...store, timing });
  const publications = new Publications({
    ...store,
    kits,
    numbers: () => roles.numbers(),
  });
  const listeners = new Set<() => void>();
  const changed = () => {
    roles.forget();
    for (const listener of listeners) listener();
  };
  publications.subscribe(changed);
  kits.subscribe(changed);
  options.onSetUp(changed);
  await publications.publishBuiltIns();
  const published = async () =>
    (await roles.current()).roles.map(({ kitId, slug, version }) => ({ kitId, slug, version }));
  return {
    pages: new SitePages({
      folder,
      origin: config.publicUrl,
      origins: config.allowedOrigins,
      practices,
      roles,
      site: store.site,
      kits: store.kits,
      hasOwner,
    }),
    routes: siteRoutes(publications, roles),
    findPublished: async slug => (await published()).find(one => one.slug === slug),
    slugOf: async kitId => (await published()).find(one => one.kitId === kitId)?.slug,
    published,
    recount: () => roles.recount(),
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

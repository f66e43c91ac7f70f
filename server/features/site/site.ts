import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { SITE_ROUTES, Slug } from '../../../shared/protocol/siteRoutes.ts';
import { HOME_QUESTION } from '../../../shared/site/sitePages.ts';
import type { Config } from '../../config.ts';
import type { Store } from '../../store/store.ts';
import type { Kits } from '../kit/kits.ts';
import type { Organization } from '../organization/Organization.ts';
import { RecruiterPortrait } from '../recruiter/portrait/RecruiterPortrait.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import { type PublicRole, PublicRoles, type PublicRolesOptions } from './PublicRoles.ts';
import { Publications } from './publications.ts';
import { SitePages } from './SitePages.ts';

type SiteRoutes = Pick<
  RouteHandlers,
  Exclude<keyof typeof SITE_ROUTES, 'practicePages.read' | 'practicePages.preview' | 'practicePages.change'>
>;

export type PublishedRole = Pick<PublicRole, 'kitId' | 'slug' | 'version'>;

export interface Site {
  readonly pages: SitePages;
  readonly routes: SiteRoutes;
  /** Resolves to undefined when visitors cannot see the role. */
  findPublished(slug: string): Promise<PublishedRole | undefined>;
  /** Resolves to undefined when visitors cannot see the kit. */
  slugOf(kitId: KitId): Promise<Slug | undefined>;
  published(): Promise<PublishedRole[]>;
  /** Refreshes the numbers on pages after a report was published or rated. */
  recount(): void;
  /** Calls back after each change on this server that may affect public pages. */
  subscribe(listener: () => void): () => void;
}

export interface SiteOptions {
  config: Pick<Config, 'publicUrl' | 'allowedOrigins'>;
  store: Pick<Store, 'site' | 'kits' | 'settings'>;
  kits: Kits;
  organization: Organization;
  folder: string;
  /** By default, there is a poster of the recruiter but no loop. */
  portrait?: RecruiterPortrait | undefined;
  /** True when visitors can practice on this server. */
  practices?: boolean | undefined;
  hasOwner: () => Promise<boolean>;
  onSetUp: (listener: () => void) => void;
  timing?: PublicRolesOptions['timing'];
}

/** Creates the public site, and publishes each built-in kit that has no publication setting yet. */
export async function createSite(options: SiteOptions): Promise<Site> {
  const { config, store, kits, organization, folder, practices = true, hasOwner, timing } = options;
  const portrait = options.portrait ?? new RecruiterPortrait({ text: HOME_QUESTION });
  const { publicUrl: origin, allowedOrigins: origins } = config;
  const roles = new PublicRoles({ ...store, organization, timing });
  const publications = new Publications({
    ...store,
    kits,
    numbers: () => roles.numbers(),
    onChanged: () => changed(),
  });
  const listeners = new Set<() => void>();
  const changed = () => {
    roles.forget();
    for (const listener of listeners) listener();
  };
  kits.subscribe(changed);
  organization.subscribe(changed);
  options.onSetUp(changed);
  await publications.publishBuiltIns();
  const published = async () =>
    (await roles.current()).roles.map(({ kitId, slug, version }) => ({ kitId, slug, version }));
  // Drawn for the first visitor. If that fails, a visitor has it drawn.
  if (practices && options.portrait && (await published()).length > 0) portrait.poster().catch(() => {});
  return {
    pages: new SitePages({
      ...store,
      ...{ folder, origin, origins, practices, roles, organization, portrait, hasOwner },
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

function siteRoutes(publications: Publications, roles: PublicRoles): SiteRoutes {
  return {
    'publications.list': async (_params, { member }) => ({
      publicSide: await roles.isOpen(),
      publications: await publications.list(member),
    }),
    'publications.change': async (change, { member }) => ({
      publication: await publications.change(change, member),
    }),
    'publications.order': ({ kitIds }, { member }) => publications.order(kitIds, member.userId),
    'publicSide.change': ({ publicSide }, { member }) =>
      publications.setPublicSide(publicSide, member.userId),
  };
}

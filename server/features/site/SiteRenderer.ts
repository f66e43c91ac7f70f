import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type {
  PageContent,
  PageShell,
  RenderedShell,
  SiteAssets,
  SiteContext,
  SitePage,
} from '../../../shared/site/sitePages.ts';

/** Vite's manifest, which maps source files to built files. */
const Manifest = z.record(z.string(), z.object({ file: z.string() }));

/** Endings of the source names in the manifest. */
const SOURCES = {
  style: 'site.css',
  early: 'islands/early.ts',
  islands: 'islands/page.ts',
  font: 'inter-latin-wght-normal.woff2',
} as const satisfies Record<keyof SiteAssets, string>;

interface Built {
  renderSite: (page: SitePage) => string;
  renderShell: (shell: PageShell) => RenderedShell;
  assets: SiteAssets;
}

/** Renders pages with the build of `client/site/render.tsx`, as the server must not import the client. */
export class SiteRenderer {
  readonly #folder: string;
  #built: Promise<Built> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  render(content: PageContent, context: Omit<SiteContext, 'assets'>): Promise<string> {
    return this.#with(({ renderSite, assets }) => renderSite({ site: { ...context, assets }, ...content }));
  }

  /** `early` is the address of the script that sets the theme before the first paint. */
  renderShell(shell: PageShell): Promise<RenderedShell & { early: string }> {
    return this.#with(built => ({ ...built.renderShell(shell), early: built.assets.early }));
  }

  async #with<T>(use: (built: Built) => T): Promise<T> {
    this.#built ??= load(this.#folder);
    try {
      return use(await this.#built);
    } catch (error) {
      // Loads the build again next time, because an unfinished build may have caused the error.
      this.#built = undefined;
      throw error;
    }
  }
}

async function load(folder: string): Promise<Built> {
  const addressOf = (...names: string[]) => pathToFileURL(path.join(folder, ...names)).href;
  // Loads both as modules, so that `npm run dev` restarts the server when one of them changes.
  const [{ renderSite, renderShell }, { default: manifest }] = (await Promise.all([
    import(addressOf('render.js')),
    import(addressOf('public', '.vite', 'manifest.json'), { with: { type: 'json' } }),
  ])) as [{ renderSite?: unknown; renderShell?: unknown }, { default: unknown }];
  if (typeof renderSite !== 'function' || typeof renderShell !== 'function')
    throw new Error('The build of the public pages draws no page.');
  const files = Object.entries(Manifest.parse(manifest));
  const assets = Object.entries(SOURCES).map(([name, source]) => {
    const found = files.find(([of]) => of.endsWith(source));
    if (!found) throw new Error(`The build of the public pages has no ${source}.`);
    return [name, `/${found[1].file}`] as const;
  });
  return {
    renderSite: renderSite as Built['renderSite'],
    renderShell: renderShell as Built['renderShell'],
    assets: Object.fromEntries(assets) as Record<keyof SiteAssets, string>,
  };
}

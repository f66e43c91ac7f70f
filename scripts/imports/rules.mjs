// Which file may import which: the directions of the architecture as data and a few
// short functions. Paths are relative to the checkout, with forward slashes.

const TOP_FOLDERS = ['shared', 'sfu', 'server', 'client', 'tests', 'scripts'];

// A layer may import itself and the layers with a smaller number. `media` and `live` are
// the clients of the media plane and of Redis. Files that lie in server/ itself, such as
// config.ts and log.ts, are for every layer, except those that put the layers together.
const SERVER_LAYERS = {
  printing: 1,
  store: 1,
  media: 2,
  live: 2,
  interviews: 3,
  features: 4,
  http: 5,
  signaling: 5,
};
const SERVER_ROOTS = ['server/main.ts', 'server/vivavoceServer.ts'];
// `texts` holds the words on the screen. It stands beside the core: each may use the other.
const CLIENT_LAYERS = { core: 1, texts: 1, hooks: 2, components: 3, site: 4, screens: 5 };
const WITHOUT_REACT = ['core', 'texts'];
// The public pages are drawn on the server, where there is no browser to ask.
const SITE = 'site';
const FOR_SITE = /^client\/(site|texts|components\/ui)\//;
// Their scripts are a few small files, which the pages' builds and not their components put together.
const ISLANDS = /^client\/site\/islands\//;

// The script that draws the avatar's sprites runs after the packages are installed, and uses the geometry and the
// colors of the code that puts the sprites together.
const AVATAR_SCRIPTS = /^scripts\/avatar\//;
const AVATAR = /^server\/features\/recruiter\/clips\/render\/avatar\//;

const REACT_PACKAGE =
  /^(react|react-dom|react-router|lucide-react|@base-ui\/react|@tanstack\/react-[^/]+)(\/|$)/;

/**
 * @param {string} from  the importing file
 * @param {string} to    the imported file, one of ours
 * @returns {string | undefined} what is wrong with it
 */
export function findFileViolation(from, to) {
  const [source, target] = [topFolder(from), topFolder(to)];

  if (source === 'tests' || source === undefined) return undefined;
  if (source === 'scripts') {
    if (AVATAR_SCRIPTS.test(from) && AVATAR.test(to)) return undefined;
    return target === 'scripts' ? undefined : 'scripts import only scripts';
  }
  if (source === target) {
    if (source === 'server') return findServerViolation(from, to);
    if (source === 'client') return findClientViolation(from, to);
    return undefined;
  }
  if (source === 'shared') return 'shared imports nothing of ours';
  if (target === 'shared') return undefined;
  if (from === 'server/main.ts' && target === 'sfu') return undefined;
  return `${source} imports only shared and itself`;
}

/**
 * @param {string} from
 * @param {string} specifier  a package or a built-in module
 * @returns {string | undefined} what is wrong with it
 */
export function findPackageViolation(from, specifier) {
  const source = topFolder(from);
  const isBuiltIn = specifier.startsWith('node:');

  if (source === 'shared') {
    if (isBuiltIn) return 'shared runs everywhere, so it imports nothing of Node';
    if (packageName(specifier) !== 'zod') return 'shared imports no package but zod';
  }
  if (source === 'client') {
    if (isBuiltIn && !from.endsWith('/vite.config.ts')) {
      return 'the client runs in browsers, so it imports nothing of Node';
    }
    if (WITHOUT_REACT.includes(folderIn(from)) && REACT_PACKAGE.test(specifier)) {
      return `client/${folderIn(from)} knows nothing of React`;
    }
    if (ISLANDS.test(from)) return 'scripts of public pages import no package: every visitor loads them';
  }
  return undefined;
}

/**
 * What a file belongs to when cycles between features are looked for.
 *
 * @param {string} file
 * @returns {string | undefined}
 */
export function featureOf(file) {
  const [top, folder, feature] = file.split('/');
  return top === 'server' && folder === 'features' ? feature : undefined;
}

function findServerViolation(from, to) {
  if (SERVER_ROOTS.includes(from)) return undefined;
  if (SERVER_ROOTS.includes(to)) return `${to} puts the layers together, so no layer imports it`;

  const unknown = [from, to].find(file => serverLayer(file) === undefined);
  if (unknown) return unknownFolder(unknown);

  return serverLayer(from) >= serverLayer(to) ? undefined : `${placeName(from)} is below ${placeName(to)}`;
}

function serverLayer(file) {
  const folder = folderIn(file);
  return folder === undefined ? 0 : SERVER_LAYERS[folder];
}

function findClientViolation(from, to) {
  const [source, target] = [folderIn(from), folderIn(to)];
  // Files in client/ itself (main.tsx, the routes) put everything together.
  if (source === undefined) return undefined;
  if (!/\.[cm]?[jt]sx?$/.test(to)) return undefined;
  if (target === undefined) return `client/${source} may not import what puts it together`;

  if (target === SITE && source !== SITE)
    return 'public pages are apart: nothing else of the client imports them';
  if (source === SITE && !FOR_SITE.test(to))
    return 'public pages are drawn on the server: they import only texts and components/ui';
  if (ISLANDS.test(from) && !ISLANDS.test(to))
    return 'scripts of public pages import only one another and shared';
  if (ISLANDS.test(to) && !ISLANDS.test(from))
    return 'scripts of public pages run in browsers: no component imports them';

  const unknown = [from, to].find(file => CLIENT_LAYERS[folderIn(file)] === undefined);
  if (unknown) return unknownFolder(unknown);
  return CLIENT_LAYERS[source] >= CLIENT_LAYERS[target]
    ? undefined
    : `client/${source} is below client/${target}`;
}

function unknownFolder(file) {
  return `${topFolder(file)}/${folderIn(file)} is in no layer: give it its place in scripts/imports/rules.mjs`;
}

/** A file's layer in words, or the file itself where it lies outside the layers. */
function placeName(file) {
  return file.split('/').slice(0, 2).join('/');
}

function topFolder(file) {
  return TOP_FOLDERS.find(folder => file.startsWith(`${folder}/`));
}

/** The second folder of a path, or nothing when the file lies in the first. */
function folderIn(file) {
  const parts = file.split('/');
  return parts.length > 2 ? parts[1] : undefined;
}

function packageName(specifier) {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

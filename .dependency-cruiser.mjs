// Import rules of the repository, for dependency-cruiser: the directions of the architecture,
// cycles, and what runs where. Paths are regular expressions, relative to the checkout.

/** A layer may import the folders in its own list and in the lists before it. */
const SERVER_LAYERS = [
  ['limits', 'printing', 'store', 'texts'],
  ['media', 'live'],
  ['interviews'],
  ['features'],
  ['http', 'signaling'],
];
const CLIENT_LAYERS = [['core', 'texts'], ['hooks'], ['components'], ['site'], ['screens']];

/**
 * A feature may import only features listed before it, so that features form no cycle. To let a feature
 * import a later one, move it down the list, below the one that it imports.
 */
const FEATURES = [
  ...[
    'jobs',
    'media',
    'captions',
    'chat',
    'connectionTest',
    'join',
    'kit',
    'mail',
    'interviewMails',
    'rubric',
  ],
  ...['audit', 'console', 'scheduling', 'templates', 'interviewImport', 'recruiter'],
  ...['organization', 'calendar', 'scoring', 'session', 'site', 'recording', 'transcript'],
  ...['bulk', 'seat', 'staff', 'evaluation', 'practice', 'notices'],
  ...['report', 'candidates', 'audit', 'home'],
];

/** Files that put the layers of the server together: they may import every layer. */
const SERVER_ROOTS = '^server/(main|vivavoceServer)[.]ts$';
const FEATURE_COMMANDS = '^server/features/commands[.]ts$';
const AVATAR = 'server/features/recruiter/clips/render/avatar';
const ISLANDS = '^client/site/islands/';
/** Runs the field for a pasted link, which public pages and the app have. */
const PASTE_LINK = '^client/core/pasteLink[.]ts$';
/** Style sheets and assets have no layer. */
const CODE = '[.][cm]?[jt]sx?$';
const REACT = '^node_modules/(preact|react|react-dom|react-router|lucide-react|@tanstack/react-[^/]+)/';

const rules = [
  rule('no-unresolvable', 'The imported file or package does not exist.', {}, { couldNotResolve: true }),
  rule('no-cycle', 'Files must not import one another in a cycle.', {}, { circular: true }),

  rule(
    'shared-is-pure',
    'shared/ runs everywhere: it imports only shared/ and zod.',
    { path: '^shared/' },
    { pathNot: '^(shared|node_modules/zod)/' },
  ),
  onlyFrom('transcription', '^transcription/', 'transcription|shared'),
  onlyFrom('sfu', '^sfu/', 'sfu|shared|transcription'),
  onlyFrom('client', '^client/', 'client|shared'),
  onlyFrom('scripts', '^scripts/(?!avatar/)', 'scripts'),
  // Draws the sprites that the server assembles, in the geometry and colors that the server uses.
  onlyFrom('avatar-scripts', '^scripts/avatar/', `scripts|${AVATAR}`),
  onlyFrom('server', '^server/(?!main[.]ts$)', 'server|shared|transcription'),
  // Starts the embedded sfu.
  onlyFrom('server-main', '^server/main[.]ts$', 'server|shared|transcription|sfu'),

  ...layerRules('server', SERVER_LAYERS),
  rule(
    'server-roots',
    'main.ts and vivavoceServer.ts put the layers together, so no layer imports them.',
    { path: '^server/', pathNot: SERVER_ROOTS },
    { path: SERVER_ROOTS },
  ),
  rule(
    'server-root-files',
    'Files directly in server/ are for every layer, so they import none.',
    { path: '^server/[^/]+$', pathNot: SERVER_ROOTS },
    { path: '^server/[^/]+/' },
  ),

  ...layerRules(
    'server/features',
    FEATURES.map(feature => [feature]),
  ),
  rule(
    'feature-commands',
    'commands.ts lists the commands of all features, so no feature imports it.',
    { path: '^server/features/' },
    { path: FEATURE_COMMANDS },
  ),
  rule(
    'feature-root-files',
    'Files directly in server/features/ are for every feature, so they import none.',
    { path: '^server/features/[^/]+$', pathNot: FEATURE_COMMANDS },
    { path: '^server/features/[^/]+/' },
  ),

  ...layerRules('client', CLIENT_LAYERS),
  rule(
    'client-root-files',
    'Files directly in client/ put the client together, so no layer imports them.',
    { path: '^client/[^/]+/' },
    { path: `^client/[^/]+${CODE}` },
  ),
  rule(
    'client-without-node',
    'The client runs in browsers: it imports nothing of Node.',
    { path: '^client/', pathNot: '/vite[.]config[.]ts$' },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'client-core-without-react',
    'client/core and client/texts do not depend on React.',
    { path: '^client/(core|texts)/' },
    { path: REACT },
  ),

  rule(
    'site-is-separate',
    'Only files directly in client/ import public pages.',
    { path: '^client/(?!site/)[^/]+/' },
    { path: `^client/site/.*${CODE}` },
  ),
  rule(
    'site-is-rendered-on-the-server',
    'Public pages are rendered on the server: they import only texts and components/ui.',
    { path: '^client/site/', pathNot: ISLANDS },
    { path: `^client/.*${CODE}`, pathNot: '^client/(site|texts|components/ui)/' },
  ),
  rule(
    'islands-are-small',
    'Every visitor loads the scripts of public pages: they import only one another, core/pasteLink.ts, and shared/.',
    { path: ISLANDS },
    { path: `^(client/.*${CODE}|node_modules/)`, pathNot: [ISLANDS, PASTE_LINK] },
  ),
  rule(
    'islands-are-separate',
    'Scripts of public pages run in browsers, so no component imports them.',
    { path: '^client/[^/]+/', pathNot: ISLANDS },
    { path: `${ISLANDS}.*${CODE}` },
  ),
];

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

function onlyFrom(name, from, folders) {
  return rule(
    `${name}-imports-only`,
    `Of the repository's files, it may import only those in ${folders.split('|').join('/, ')}/.`,
    { path: from },
    { dependencyTypes: ['local'], pathNot: `^(${folders})/` },
  );
}

function layerRules(folder, layers) {
  const known = `(${layers.flat().join('|')})/`;
  const unknown = `^${folder}/(?!${known})[^/]+/`;
  const order = 'A folder must not import one that comes later in the lists of .dependency-cruiser.mjs.';
  const missing = 'The folder is in no layer: add it to the lists of .dependency-cruiser.mjs.';
  return [
    ...layers.slice(0, -1).map((layer, index) => {
      const above = layers
        .slice(index + 1)
        .flat()
        .join('|');
      return rule(
        `${folder}/${layer.join('+')}-order`,
        order,
        { path: `^${folder}/(${layer.join('|')})/` },
        { path: `^${folder}/(${above})/.*${CODE}` },
      );
    }),
    rule(`${folder}-unknown-importer`, missing, { path: unknown }, {}),
    rule(`${folder}-unknown-imported`, missing, {}, { path: `${unknown}.*${CODE}` }),
  ];
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: rules,
  options: {
    // Needs the JavaScript API of TypeScript, which version 7 no longer has: `typescript` in package.json is
    // version 6 for this parser alone, and `typescript-7` checks the types.
    parser: 'tsc',
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/node_modules/' },
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};

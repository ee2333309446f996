/**
 * Who may import whom. The table these rules are made from, with the reasons, is in docs/architecture.md.
 * Data flows one way: edges → features → door out → utilities.
 */
const UTILITIES =
  '(audit|media-store|queue|redis|coordination|sessions|settings|resilience|database|i18n|observability|config|common)';
const FEATURES = '(accounts|alerts|broadcast|media|orders|transcription|users)';
const EDGES = '(bot|admin|schedules)';

/** Which feature may call which, always through its public face. */
const FEATURE_ARROWS = [
  { from: 'accounts', to: 'users' },
  { from: 'alerts', to: 'users' },
  { from: 'media', to: 'users' },
  { from: 'orders', to: 'users' },
  { from: 'broadcast', to: 'users' },
  { from: 'transcription', to: 'users' },
];

/** Every folder of the panel that is a section: all but the frame that the sections stand in. */
const PANEL_SECTIONS = '((?!(?:account|admin|api|dashboard|i18n|layout|pieces)/)[^/]+)';

const SPECS = '\\.spec\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'A circle means two rooms are really one, or that a port is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'edges-not-each-other',
      comment: 'Except that the clock prunes the inbox, the one table an edge owns.',
      severity: 'error',
      from: { path: `^src/${EDGES}/` },
      to: { path: `^src/${EDGES}/`, pathNot: ['^src/$1/', '^src/bot/receiver/index\\.ts$'] },
    },
    {
      name: 'features-by-their-face',
      comment:
        'Everything outside a feature sees only its index.ts (the database room lists entities and migrations itself).',
      severity: 'error',
      from: { pathNot: `^(src/${FEATURES}/|test/|scripts/)|${SPECS}` },
      to: { path: `^src/${FEATURES}/`, pathNot: `^src/${FEATURES}/index\\.ts$` },
    },
    {
      name: 'features-only-on-the-arrows',
      severity: 'error',
      from: { path: `^src/${FEATURES}/`, pathNot: SPECS },
      to: {
        path: `^src/${FEATURES}/`,
        pathNot: ['^src/$1/', ...FEATURE_ARROWS.map(({ to }) => `^src/${to}/index\\.ts$`)],
      },
    },
    ...FEATURE_ARROWS.map(({ from, to }) => ({
      name: `${to}-not-back-to-${from}`,
      severity: 'error',
      from: { path: `^src/${to}/` },
      to: { path: `^src/${from}/` },
    })),
    {
      name: 'features-not-edges',
      severity: 'error',
      from: { path: `^src/${FEATURES}/` },
      to: { path: `^src/${EDGES}/` },
    },
    {
      name: 'door-out-only-utilities',
      severity: 'error',
      from: { path: '^src/telegram/' },
      to: { path: '^src/', pathNot: [`^src/${UTILITIES}/`, '^src/telegram/'] },
    },
    {
      name: 'utilities-only-utilities',
      severity: 'error',
      from: { path: `^src/${UTILITIES}/`, pathNot: SPECS },
      to: { path: '^src/', pathNot: `^src/${UTILITIES}/` },
    },
    {
      name: 'telegraf-only-at-its-doors',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(bot|telegram)/' },
      to: { path: 'node_modules/(telegraf|nestjs-telegraf)/' },
    },
    {
      name: 'bullmq-only-in-queue',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/queue/' },
      to: { path: 'node_modules/(bullmq|@nestjs/bullmq)/' },
    },
    {
      name: 'ioredis-only-in-redis',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/redis/' },
      to: { path: 'node_modules/ioredis/' },
    },
    {
      name: 'typeorm-not-in-edges',
      severity: 'error',
      from: { path: `^src/${EDGES}/`, pathNot: '^src/bot/receiver/' },
      to: { path: 'node_modules/(typeorm|@nestjs/typeorm|pg)/' },
    },
    {
      name: 'sandbox-stands-alone',
      comment: 'The sandbox is a tool of its own, for any bot in any language.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(src|test|scripts)/' },
    },
    {
      name: 'panel-by-the-api-alone',
      comment:
        'The panel knows the application only through the REST API, by the types made from its OpenAPI document.',
      severity: 'error',
      from: { path: '^panel/' },
      to: { path: '^(src|sandbox|test|scripts)/' },
    },
    {
      name: 'panel-sections-not-each-other',
      comment: 'A section of the panel uses the common pieces; what two sections share is one of those.',
      severity: 'error',
      from: { path: `^panel/src/${PANEL_SECTIONS}/` },
      to: { path: `^panel/src/${PANEL_SECTIONS}/`, pathNot: '^panel/src/$1/' },
    },
    {
      name: 'app-not-on-the-sandbox',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(panel|sandbox|test|scripts)/' },
    },
    {
      name: 'no-dev-dependencies-in-the-app',
      severity: 'error',
      from: { path: '^src/', pathNot: SPECS },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', '^src/main\\.ts$', SPECS] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/|^sandbox/web/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['require', 'node', 'default'],
    },
  },
};

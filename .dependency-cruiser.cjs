/** The layer rules of docs/architecture.md, checked in every test run. */
const notTests = { pathNot: '\\.(test|integration|selinux)\\.tsx?$|(^|/)testing/' };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'shared-stands-alone',
      comment: 'The contract between the processes: no Node, no DOM, no Electron, nothing of ours.',
      severity: 'error',
      from: { path: '^shared/', ...notTests },
      to: { pathNot: '^shared/|^node_modules/zod/' },
    },
    {
      name: 'main-knows-only-shared',
      severity: 'error',
      from: { path: '^main/', ...notTests },
      to: { path: '^(app|renderer|e2e|scripts)/' },
    },
    {
      name: 'main-without-electron',
      comment: 'main/ runs under a test runner, without Electron.',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: '(^|/)electron(/|$)' },
    },
    {
      name: 'runtime-never-imports-engine',
      severity: 'error',
      from: { path: '^main/(runtime|session|checkpoint|selinux|host)/', ...notTests },
      to: { path: '^main/engine/' },
    },
    {
      name: 'runtime-knows-no-room-above',
      severity: 'error',
      from: { path: '^main/runtime/', ...notTests },
      to: { path: '^main/(session|checkpoint|selinux)/' },
    },
    {
      name: 'rooms-stand-side-by-side',
      comment: 'Sessions and checkpoints know neither each other nor engines: they meet in gantry.ts.',
      severity: 'error',
      from: { path: '^main/(session|checkpoint)/', ...notTests },
      to: { path: '^main/(engine|session|checkpoint)/', pathNot: '^main/$1/' },
    },
    {
      name: 'no-room-above-knows-one-driver',
      comment: 'Sessions and checkpoints go by OCIRuntime, whatever drives it.',
      severity: 'error',
      from: { path: '^main/(session|checkpoint)/', ...notTests },
      to: { path: '^main/runtime/(podman|conmon)/' },
    },
    {
      name: 'engine-knows-no-session',
      comment: 'An engine reads what of a checkpoint lies beside its containers; sessions come to it.',
      severity: 'error',
      from: { path: '^main/engine/', ...notTests },
      to: { path: '^main/session/' },
    },
    {
      name: 'calls-are-the-top-of-main',
      comment: 'Only the shell imports them; below them gantry.ts, which puts the rooms together.',
      severity: 'error',
      from: { path: '^main/', pathNot: `^main/calls/|${notTests.pathNot}` },
      to: { path: '^main/calls/' },
    },
    {
      name: 'gantry-puts-the-rooms-together',
      severity: 'error',
      from: { path: '^main/', pathNot: `^main/calls/|${notTests.pathNot}` },
      to: { path: '^main/gantry\\.ts$' },
    },
    {
      name: 'host-is-the-ground',
      severity: 'error',
      from: { path: '^main/(host|selinux)/', ...notTests },
      to: { path: '^main/(runtime|session|checkpoint|engine)/' },
    },
    {
      name: 'host-knows-no-selinux',
      severity: 'error',
      from: { path: '^main/host/', ...notTests },
      to: { path: '^main/selinux/' },
    },
    {
      name: 'renderer-knows-only-shared',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(main|app|e2e|scripts)/' },
    },
    {
      name: 'renderer-without-node',
      severity: 'error',
      from: { path: '^renderer/', ...notTests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shapes-are-made-with-zod-mini',
      comment: 'The whole of zod is loaded at each start of the window, beside zod/mini, where one file asks for it.',
      severity: 'error',
      from: { path: '^(shared|renderer)/', ...notTests },
      to: { path: '^node_modules/zod/', pathNot: '^node_modules/zod/mini/' },
    },
    {
      name: 'app-is-the-top',
      severity: 'error',
      from: { pathNot: '^app/' },
      to: { path: '^app/' },
    },
    {
      name: 'app-knows-main-and-shared',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(renderer|e2e|scripts)/' },
    },
    {
      name: 'only-declared-dependencies',
      severity: 'error',
      from: { path: '^(shared|main|app|renderer)/', ...notTests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '^electron$' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\.module\\.css$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

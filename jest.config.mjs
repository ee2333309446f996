/** @type {import('jest').Config['transform']} */
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        target: 'es2022',
        keepClassNames: true,
      },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
};

const layer = (name, testMatch, extra = {}) => ({
  displayName: name,
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  testEnvironment: 'node',
  transform,
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/sandbox/dist'],
  ...extra,
});

/**
 * One project per layer: `npx jest --selectProjects unit` runs one of them alone.
 * Plain JavaScript, since Jest reads TypeScript configurations only through one more loader.
 * @type {import('jest').Config}
 */
const config = {
  projects: [
    layer('unit', ['src/**/*.spec.ts', 'sandbox/src/**/*.spec.ts', 'panel/src/**/*.spec.ts']),
    layer('architecture', ['test/architecture/**/*.test.ts']),
    layer('sandbox', ['sandbox/test/**/*.test.ts']),
    layer('integration', ['test/integration/**/*.test.ts']),
    layer('e2e', ['test/e2e/**/*.test.ts']),
  ],
  testSequencer: '<rootDir>/scripts/test/slowest-first.cjs',
  // For a machine several times slower than a developer's: only a test that hangs meets it.
  testTimeout: 180_000,
};

export default config;

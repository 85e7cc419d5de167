import { readFileSync } from 'node:fs';

const {
  exclude: _specsAreNotBuilt,
  $schema: _,
  ...swc
} = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));

/**
 * Jest runs the TypeScript sources as ES modules (NODE_OPTIONS=--experimental-vm-modules, set by the npm scripts).
 * `#libs/x` and `#apps/x` resolve to sources here and to `dist` at run time (package.json "imports").
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  moduleNameMapper: {
    '^#(libs|apps)/(.*)$': '<rootDir>/$1/$2/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  reporters: ['default', '<rootDir>/test/support/closing-line.js'],
  maxWorkers: 2,
  // What a spec file loaded as ES modules is never let go of: a worker that runs on spends its time collecting garbage.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 600_000,
};

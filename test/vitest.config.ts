import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Everything runs from source: a test sees what a reviewer reads, with no build between them.
const source = { conditions: ['@pawl/source'] }

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: source,
  ssr: { resolve: source },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/*/src/**/*.test.ts',
      'examples/*/src/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    setupFiles: ['test/fast-check-seed.ts'],
    // The long size is meant to take long.
    testTimeout: process.env['PAWL_SIZE'] === 'long' ? 3_600_000 : 300_000,
    // All cores: with the default a machine of two would run one file at a time.
    maxWorkers: '100%',
  },
})

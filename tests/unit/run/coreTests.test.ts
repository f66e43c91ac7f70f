import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CORE_BUDGET_SECONDS, coreSeconds, isCore, LISTED_FILES } from '../../run/coreTests.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TEST_FILES = globSync('tests/*/**/*.test.{ts,tsx}', { cwd: ROOT }).map(file =>
  file.replaceAll(path.sep, '/'),
);

describe('the core tests', () => {
  it('stay in their time budget, by recorded durations', () => {
    const seconds = Math.round(coreSeconds(TEST_FILES));
    expect(
      seconds,
      `The core test files take ${seconds} s together; ${CORE_BUDGET_SECONDS} s is the limit. For each test that you add, move another one out in tests/run/coreTests.ts.`,
    ).toBeLessThanOrEqual(CORE_BUDGET_SECONDS);
  });

  it('are named by paths that exist', () => {
    expect(LISTED_FILES.filter(file => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });

  it('include unit, contract, and scenario tests unless listed, and tests in browsers only if listed', () => {
    expect(isCore('tests/unit/shared/errors.test.ts')).toBe(true);
    expect(isCore('tests/scenario/apart.test.ts')).toBe(false);
    expect(isCore('tests/pages/roomParts.test.ts')).toBe(true);
    expect(isCore('tests/pages/phone.test.ts')).toBe(false);
    expect(isCore('tests/alone/playing.test.ts')).toBe(false);
  });
});

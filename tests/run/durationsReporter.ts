import type { Reporter, TestModule } from 'vitest/node';
import { CORE_ONLY } from './coreTests.ts';
import { nameOf, saveDurations } from './durations.ts';

const RANKED = 15;

/** Saves the duration of each file, and after a run of many files prints the slowest files and the sum of each project. */
export class DurationsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const ran = modules
      .filter(module => module.ok() && module.state() !== 'skipped')
      .map(module => ({
        file: nameOf(module.moduleId),
        project: module.project.name,
        seconds: Math.round(secondsOf(module) * 10) / 10,
      }))
      .sort((a, b) => b.seconds - a.seconds);
    saveDurations(
      CORE_ONLY ? 'core' : 'all',
      Object.fromEntries(ran.map(({ file, seconds }) => [file, seconds])),
    );
    if (ran.length <= RANKED) return;

    const sums = Object.entries(Object.groupBy(ran, ({ project }) => project)).map(
      ([project, files = []]) =>
        `${project} ${Math.round(files.reduce((sum, { seconds }) => sum + seconds, 0))}`,
    );
    const lines = ran
      .slice(0, RANKED)
      .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)}  ${file}`);
    process.stdout.write(
      `\nSeconds of all files, by project: ${sums.join(', ')}. The slowest files (all in test-output):\n${lines.join('\n')}\n`,
    );
  }
}

/** Includes hooks and imports. */
function secondsOf(module: TestModule): number {
  const { duration, collectDuration, setupDuration } = module.diagnostic();
  return (duration + collectDuration + setupDuration) / 1_000;
}

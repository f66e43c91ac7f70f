import type { Reporter, TestModule } from 'vitest/node';
import { keepDurations, nameOf } from './durations.ts';

const RANKED = 15;

/** Keeps how long each file took, and after a longer run says which took longest and what the projects took in all. */
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
    keepDurations(Object.fromEntries(ran.map(({ file, seconds }) => [file, seconds])));
    if (ran.length <= RANKED) return;

    const sums = Object.entries(Object.groupBy(ran, ({ project }) => project)).map(
      ([project, files = []]) =>
        `${project} ${Math.round(files.reduce((sum, { seconds }) => sum + seconds, 0))}`,
    );
    const lines = ran
      .slice(0, RANKED)
      .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)}  ${file}`);
    process.stdout.write(
      `\nSeconds of files, added up: ${sums.join(', ')}. The longest (all in test-output/durations.json):\n${lines.join('\n')}\n`,
    );
  }
}

/** With what its hooks and its imports took. */
function secondsOf(module: TestModule): number {
  const { duration, collectDuration, setupDuration } = module.diagnostic();
  return (duration + collectDuration + setupDuration) / 1_000;
}

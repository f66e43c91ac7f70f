import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { CORE_ONLY } from './coreTests.ts';
import { knownDurations, nameOf } from './durations.ts';

/** Runs projects in the order of the configuration, and the slowest files of each first, so that no core idles at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const durations = knownDurations(CORE_ONLY ? 'core' : 'all');
    const order = this.ctx.projects.map(({ name }) => name);
    const rank = ({ project }: TestSpecification) =>
      project.config.sequence.groupOrder * order.length + order.indexOf(project.name);
    // A file that has never run may be slow.
    const seconds = ({ moduleId }: TestSpecification) =>
      durations[nameOf(moduleId)] ?? Number.POSITIVE_INFINITY;
    return [...files].sort(
      (a, b) => rank(a) - rank(b) || (seconds(b) > seconds(a) ? 1 : seconds(b) < seconds(a) ? -1 : 0),
    );
  }
}

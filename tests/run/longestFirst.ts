import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { knownDurations, nameOf } from './durations.ts';

/** Project by project in the order of the configuration, and in each the longest file first, so that at the end no core waits for the other. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const durations = knownDurations();
    const order = this.ctx.projects.map(({ name }) => name);
    const place = ({ project }: TestSpecification) =>
      project.config.sequence.groupOrder * order.length + order.indexOf(project.name);
    // What has never run may be long.
    const lasts = ({ moduleId }: TestSpecification) =>
      durations[nameOf(moduleId)] ?? Number.POSITIVE_INFINITY;
    return [...files].sort(
      (a, b) => place(a) - place(b) || (lasts(b) > lasts(a) ? 1 : lasts(b) < lasts(a) ? -1 : 0),
    );
  }
}

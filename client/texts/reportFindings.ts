import { formatNumber } from '../../shared/intl.ts';
import type { ReportProblem } from '../../shared/report/lintReport.ts';
import type { ProtectedTopic } from '../../shared/report/reportWording.ts';

type Problem<Code> = Extract<ReportProblem, { code: Code }>;

const TOPICS: Record<ProtectedTopic, string> = {
  looks: 'looks',
  origin: 'accent or origin',
  age: 'age',
  gender: 'gender',
  belief: 'religion or belief',
  politics: 'politics or union',
  orientation: 'sexual orientation',
  health: 'health',
  family: 'family',
};

export function reportFindingText(problem: ReportProblem): string {
  switch (problem.code) {
    case 'no-headline':
      return 'Start with one sentence: the strongest thing, and the one to change.';
    case 'no-keep':
      return 'Name at least one thing to keep.';
    case 'no-change':
      return 'Name at least one thing to change.';
    case 'missing-text':
      return 'Say what the candidate said or did in the answer.';
    case 'no-moment':
      return 'Add the moment: a clip of 10 to 30 seconds, or a quotation.';
    case 'no-anchor':
      return 'Choose the competency and the level that the answer reached.';
    case 'no-next-anchor':
      return 'There is no level above this one, so there is nothing to change. Move the point to what to keep, or choose another level.';
    case 'no-action':
      return 'Say what to say or do next time.';
    case 'reached-differs':
      return reachedDiffers(problem);
    case 'clip-length':
      return `A clip lasts ${problem.min} to ${problem.max} seconds. This one lasts ${formatNumber(problem.seconds)}.`;
    case 'clip-beyond':
      return problem.recorded
        ? 'The clip ends after the end of the recording.'
        : 'There is no recording to take a clip from. Use a quotation.';
    case 'unknown-part':
      return `The kit of this interview has no ${problem.id}.`;
    case 'about-person':
      return `“${problem.words}” is about the person. Say what was said or done in the answer.`;
    case 'bare-praise':
      return `“${problem.words}” is praise without a reason. Say what was done and what it led to.`;
    case 'protected-topic':
      return protectedTopic(problem);
    case 'hiring-decision':
      return `“${problem.words}” is about a hiring decision, which never belongs in a report.`;
    case 'other-candidates':
      return `“${problem.words}” compares the candidate with others. Compare the answer with the described levels.`;
    case 'copied-note':
      return `“${problem.words}” is copied from an evaluator’s private note. Use other words.`;
    case 'too-long':
      return `The report has ${formatNumber(problem.words)} words. Keep it to ${formatNumber(problem.max)}.`;
    case 'unacknowledged-spread':
      return `The evaluators are two points or more apart in ${problem.competency}. Agree on a rating first, or say that they still disagree.`;
    case 'no-plan':
      return 'Give at least one task for the week after.';
  }
}

function reachedDiffers({ competency, level, reached }: Problem<'reached-differs'>): string {
  return level === undefined
    ? `This says level ${reached}, but the table of the report shows no evidence for ${competency}, so it has no level. Choose another competency.`
    : `This says level ${reached}, but the table of the report shows level ${level} for ${competency}. Choose the same level, or another competency.`;
}

function protectedTopic({ ofReader, topic, words }: Problem<'protected-topic'>): string {
  return ofReader
    ? `“${words}” is about ${TOPICS[topic]}. A report never mentions that.`
    : `“${words}” can be read as a remark about ${TOPICS[topic]}. Keep it only if the question was about that.`;
}

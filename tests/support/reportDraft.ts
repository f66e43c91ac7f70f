import type { InterviewKit } from '../../shared/kit/kit.ts';
import type { ReportWorkspace } from '../../shared/protocol/reportRoutes.ts';
import { levelsOf } from '../../shared/report/levels.ts';
import type { ReportContent, ReportPoint } from '../../shared/report/reportContent.ts';
import { isLocked } from '../../shared/rubric/scorecard.ts';

/** A report without linter findings, about the first question and competency of the kit. */
export function reportDraft(
  { competencies, questions }: InterviewKit,
  changes: Partial<ReportContent> = {},
): ReportContent {
  const [competency, question] = [competencies[0], questions[0]];
  if (!competency || !question) throw new Error('The kit has nothing to write about.');
  const point = (pointId: string, more: Partial<ReportPoint>): ReportPoint => ({
    pointId: pointId as ReportPoint['pointId'],
    questionId: question.id,
    competencyId: competency.id,
    moment: { kind: 'clip', fromMs: 1_000, toMs: 16_000 },
    seen: 'The answer named the table, its size and the plan that the database chose.',
    reached: 3,
    action: 'Name the numbers before the decision that rests on them.',
    ...more,
  });
  return {
    headline: 'The trade-off was named with numbers; next time say what would undo the decision.',
    keep: [point('keep-1', {})],
    change: [
      point('change-1', {
        moment: { kind: 'quotation', text: 'We would have noticed it somehow.' },
        seen: 'The rollback came last and without a trigger.',
        action: 'Say first which number would make you roll back, and who watches it.',
      }),
    ],
    lines: { [question.id]: 'Two alternatives were compared before one was chosen.' },
    tasks: [
      {
        text: 'Write down three decisions of yours, each with the number that would undo it.',
        questionId: question.id,
      },
    ],
    apart: [],
    ...changes,
  };
}

/** The same report for a workspace, with the levels that its scorecards reach, so that it can be published. */
export function publishableDraft({ chosen: { kit }, scorecards }: ReportWorkspace): ReportContent {
  const draft = reportDraft(kit);
  const level = levelsOf(kit, Object.values(scorecards).filter(isLocked)).find(
    ({ competencyId }) => competencyId === kit.competencies[0]?.id,
  );
  const fitting = (point: ReportPoint) => ({ ...point, ...(level?.rung && { reached: level.rung }) });
  return { ...draft, keep: draft.keep.map(fitting), change: draft.change.map(fitting) };
}

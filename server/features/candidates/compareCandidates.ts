import type { SeatId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { ComparedCell, ComparedGroup, ComparedRound } from '../../../shared/protocol/candidateRoutes.ts';
import { type Consensus, consensusOf } from '../../../shared/rubric/consensus.ts';
import { lockedScorecards } from '../../../shared/rubric/scorecardOpening.ts';
import type { StoredDecision } from '../../store/decisionStore.ts';
import { type ShownRound, shownDecision } from './candidateRounds.ts';

/** Groups rated rounds by the version of their kit, because scores of different versions don't compare. */
export function compareRounds(
  rounds: readonly ShownRound[],
  decisions: ReadonlyMap<SeatId, readonly StoredDecision[]>,
  names: ReadonlyMap<string, string>,
): ComparedGroup[] {
  const byVersion = Map.groupBy(rounds, ({ state }) => {
    const { kitId, version } = chosenOf(state);
    return `${kitId} ${version}`;
  });
  return [...byVersion.values()].flatMap(own => {
    const [first] = own;
    if (!first) return [];
    const { kitId, version, kit } = chosenOf(first.state);
    const compared = own.map(round => {
      const last = decisions.get(round.seatId)?.at(-1);
      return { ...comparedOf(round), ...(last && { decision: shownDecision(last, names) }) };
    });
    return [
      {
        kitId,
        version,
        role: kit.role,
        level: kit.level,
        competencies: kit.competencies.map(({ id, name }) => ({ competencyId: id, name })),
        rounds: compared.sort((a, b) => (b.mean ?? 0) - (a.mean ?? 0)),
      },
    ];
  });
}

function chosenOf({ rubric }: InterviewState) {
  if (!rubric) throw new Error('A rated interview has a kit.');
  return rubric.chosen;
}

function comparedOf({ interviewId, seatId, rootId, name, state }: ShownRound): ComparedRound {
  const { kit } = chosenOf(state);
  const consensus = consensusOf(kit, lockedScorecards(state));
  return {
    interviewId,
    seatId,
    candidateId: rootId,
    name,
    title: state.title,
    scheduledAt: state.scheduledAt,
    ...(consensus.revised !== undefined && { mean: consensus.revised }),
    raters: consensus.raters,
    cells: Object.fromEntries(
      consensus.rows.flatMap(row => {
        const cell = cellOf(kit, row);
        return cell ? [[row.competencyId, cell]] : [];
      }),
    ),
    recorded: state.recording?.recordingId !== undefined,
  };
}

function cellOf(
  kit: InterviewKit,
  { competencyId, cells }: Consensus['rows'][number],
): ComparedCell | undefined {
  const means = cells.flatMap(({ mean }) => mean ?? []);
  if (means.length === 0) return undefined;
  const question = kit.questions.find(({ competencies }) => competencies.includes(competencyId));
  return {
    mean: means.reduce((sum, mean) => sum + mean, 0) / means.length,
    low: Math.min(...means),
    high: Math.max(...means),
    n: means.length,
    ...(question && { questionId: question.id }),
  };
}

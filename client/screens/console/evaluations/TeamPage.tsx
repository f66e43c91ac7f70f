import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { EvaluatorLoad } from '../../../../shared/protocol/evaluationRoutes.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Fact } from '../../../components/ui/Fact.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { evaluationTexts } from '../../../texts/evaluations.ts';
import { evaluationTeamTexts } from '../../../texts/evaluationTeam.ts';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { Evaluations } from './Evaluations.tsx';
import { QUEUE_PATH } from './evaluationPaths.ts';
import { searchOf } from './queue/QueueFilters.tsx';

const texts = evaluationTeamTexts.team;
const REFRESH_MS = 30_000;
type Load = RouteResult<'evaluations.load'>;

export function TeamPage() {
  const load = useRouteQuery('evaluations.load', {}, { refetchIntervalMs: REFRESH_MS });
  return (
    <Evaluations title={evaluationTexts.parts.team} intro={texts.intro}>
      <Loaded
        query={load}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={3} row="h-32 w-full rounded-card!" className="gap-4" />}
      >
        {data => (
          <div className="flex flex-col gap-8">
            <div className="grid gap-4 lg:grid-cols-2">
              <Ageing ageing={data.ageing} />
              <Turnaround load={data} />
            </div>
            <Evaluators people={data.people.filter(isListed)} calibrating={data.calibrates} />
          </div>
        )}
      </Loaded>
    </Evaluations>
  );
}

function Ageing({ ageing }: Pick<Load, 'ageing'>) {
  const all = Math.max(1, ageing.day + ageing.twoDays + ageing.longer);
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-sm font-semibold">{texts.ageing}</h2>
      <dl className="grid grid-cols-3 gap-4">
        {(['day', 'twoDays', 'longer'] as const).map(age => (
          <Fact key={age} size="md" label={texts[age]} share={ageing[age] / all}>
            {evaluationTexts.count(ageing[age])}
          </Fact>
        ))}
      </dl>
    </Card>
  );
}

function Turnaround({ load: { medianMs, onTime, promised, published } }: { load: Load }) {
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-sm font-semibold">{texts.turnaround}</h2>
      {published === 0 ? (
        <Badge className="self-start">{texts.none}</Badge>
      ) : (
        <dl className="grid grid-cols-3 gap-4">
          <Fact size="md" label={texts.median}>
            {medianMs === undefined ? texts.unknown : texts.duration(medianMs)}
          </Fact>
          <Fact size="md" label={texts.published}>
            {evaluationTexts.count(published)}
          </Fact>
          {promised > 0 && (
            <Fact size="md" label={texts.onTime} share={onTime / promised}>
              {texts.onTimeOf(onTime, promised)}
            </Fact>
          )}
        </dl>
      )}
    </Card>
  );
}

function Evaluators({ people, calibrating }: { people: readonly EvaluatorLoad[]; calibrating: boolean }) {
  const { columns } = texts;
  const numbers = [
    columns.open,
    columns.locked,
    columns.median,
    ...(calibrating ? [columns.calibration] : []),
  ];
  return (
    <PageSection title={texts.people}>
      {people.length === 0 ? (
        <p className="text-sm text-muted">{texts.noPeople}</p>
      ) : (
        <div className="md:overflow-x-auto md:rounded-card md:border md:border-line md:bg-surface">
          <table className="w-full border-collapse text-sm max-md:flex max-md:flex-col">
            <thead className="max-md:sr-only">
              <tr className="border-b border-line text-left text-muted">
                <th scope="col" className="py-2.5 pr-3 pl-4 font-medium">
                  {columns.name}
                </th>
                {numbers.map(column => (
                  <th key={column} scope="col" className="px-3 py-2.5 font-medium">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="max-md:flex max-md:flex-col max-md:gap-3">
              {people.map(person => (
                <EvaluatorRow key={person.userId} person={person} calibrating={calibrating} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </PageSection>
  );
}

/** Leads are listed only while they rate. */
export function isListed({ calibration, locked, open }: EvaluatorLoad): boolean {
  return calibration?.standing !== 'exempt' || open > 0 || locked > 0;
}

function EvaluatorRow({ person, calibrating }: { person: EvaluatorLoad; calibrating: boolean }) {
  const { calibration, locked, medianMs, name, open, userId } = person;
  const { columns } = texts;
  const mayOpen = useStaffMay('evaluations.manage');
  return (
    <tr
      data-evaluator={userId}
      className="border-line max-md:flex max-md:flex-col max-md:rounded-card max-md:border max-md:bg-surface max-md:p-4 md:border-b md:last:border-b-0"
    >
      <th scope="row" className="text-left font-medium wrap-anywhere md:py-2.5 md:pr-3 md:pl-4">
        {mayOpen ? (
          <Link
            to={`${QUEUE_PATH}?${searchOf({ person: userId })}`}
            aria-label={texts.workOf(name)}
            className="inline-flex min-h-6 items-center text-accent-ink underline underline-offset-2"
          >
            {name}
          </Link>
        ) : (
          name
        )}
      </th>
      <Cell label={columns.open}>
        {mayOpen && open > 0 ? (
          <Link
            to={`${QUEUE_PATH}?${searchOf({ person: userId })}`}
            aria-label={texts.handOverOf(open, name)}
            className="inline-flex min-h-6 items-center gap-2 text-accent-ink underline underline-offset-2"
          >
            {texts.handOver(open)}
          </Link>
        ) : (
          evaluationTexts.count(open)
        )}
      </Cell>
      <Cell label={columns.locked}>{evaluationTexts.count(locked)}</Cell>
      <Cell label={columns.median}>{medianMs === undefined ? texts.unknown : texts.duration(medianMs)}</Cell>
      {calibrating && (
        <Cell label={columns.calibration}>
          {calibration === undefined ? (
            texts.unknown
          ) : calibration.standing === 'rating' ? (
            texts.calibrating(calibration.done, calibration.of)
          ) : calibration.standing === 'passed' ? (
            <Badge tone="success" icon={CircleCheck}>
              {texts.calibrated}
            </Badge>
          ) : (
            texts.notNeeded
          )}
        </Cell>
      )}
    </tr>
  );
}

function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td className="tabular-nums max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:pt-1.5 md:px-3 md:py-2.5">
      <span className="text-muted md:hidden">{label}</span>
      {children}
    </td>
  );
}

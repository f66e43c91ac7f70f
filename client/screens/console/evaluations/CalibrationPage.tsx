import { CircleCheck, Scale } from 'lucide-react';
import type { Calibration } from '../../../../shared/protocol/evaluationRoutes.ts';
import { SCALE } from '../../../../shared/rubric/rating.ts';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { ShareBar } from '../../../components/ui/Fact.tsx';
import { ProgressBar } from '../../../components/ui/ProgressBar.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { evaluationTexts } from '../../../texts/evaluations.ts';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { Evaluations } from './Evaluations.tsx';
import { ratingPath } from './evaluationPaths.ts';

const texts = evaluationTexts.calibration;

export function CalibrationPage() {
  const calibration = useRouteQuery('evaluations.calibration', {});
  return (
    <Evaluations title={evaluationTexts.parts.calibration} intro={texts.intro}>
      <Loaded
        query={calibration}
        failed={texts.failed}
        skeleton={<SkeletonRows count={3} row="h-28 w-full rounded-card!" className="gap-4" />}
      >
        {data => <Own calibration={data.calibration} />}
      </Loaded>
    </Evaluations>
  );
}

function Own({ calibration }: { calibration: Calibration }) {
  const { distances, open, rated, standing } = calibration;
  const leads = standing === 'exempt';
  return (
    <div className="flex flex-col gap-8">
      <Standing calibration={calibration} />
      {standing !== 'off' && standing !== 'no-references' && (
        <PageSection title={leads ? texts.references : texts.open}>
          {open.length === 0 ? (
            <p className="text-sm text-muted">{leads ? texts.noReferences : texts.noOpen}</p>
          ) : (
            <References references={open} mayRate={standing === 'rating'} />
          )}
        </PageSection>
      )}
      {(standing === 'rating' || rated.length > 0) && (
        <PageSection title={texts.distances}>
          {distances.length === 0 ? (
            <p className="text-sm text-muted">{texts.noDistances}</p>
          ) : (
            <Distances distances={distances} />
          )}
        </PageSection>
      )}
      {rated.length > 0 && (
        <PageSection title={texts.rated}>
          <div className="grid gap-4 lg:grid-cols-2">
            {rated.map(reference => (
              <Rated key={reference.interviewId} reference={reference} />
            ))}
          </div>
        </PageSection>
      )}
    </div>
  );
}

function Standing({ calibration: { needed, open, rated, standing } }: { calibration: Calibration }) {
  const compared = standing === 'rating' || standing === 'passed';
  const done = Math.min(rated.length, needed);
  const Icon = standing === 'rating' ? Scale : CircleCheck;
  return (
    <Card className="flex max-w-2xl flex-col gap-3">
      {compared && (
        <>
          <div className="flex items-baseline justify-between gap-4 text-sm">
            <h2 className="font-semibold">{texts.progress}</h2>
            <p className="text-muted tabular-nums">{texts.progressOf(done, needed)}</p>
          </div>
          <ProgressBar
            label={texts.progress}
            share={done / needed}
            valueText={texts.progressOf(done, needed)}
            tone={standing === 'passed' ? 'success' : 'accent'}
          />
        </>
      )}
      <p className="flex items-start gap-2 text-sm">
        <Icon className={classNames('mt-0.5 size-4 shrink-0', standing !== 'rating' && 'text-success-ink')} />
        {standing === 'rating' ? texts.rating(needed - done, open.length) : texts.standings[standing]}
      </p>
      {compared && <p className="text-sm text-muted">{texts.never}</p>}
    </Card>
  );
}

function References({ references, mayRate }: { references: Calibration['open']; mayRate: boolean }) {
  const now = useNow(60_000);
  return (
    <Card padding="none" className="max-w-2xl">
      <ul className="divide-y divide-line">
        {references.map(({ agreedAt, interviewId, role }) => (
          <li key={interviewId} className="flex items-center justify-between gap-4 px-4 py-2.5 text-sm">
            <span className="flex min-w-0 flex-col">
              {role}
              <span className="text-xs text-muted">{texts.agreedAt(agreedAt, now)}</span>
            </span>
            <ButtonLink
              size="sm"
              to={ratingPath(interviewId)}
              aria-label={(mayRate ? texts.rateOf : texts.openReferenceOf)(role)}
            >
              {mayRate ? texts.rate : texts.openReference}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Rated({ reference: { at, competencies, role } }: { reference: Calibration['rated'][number] }) {
  const now = useNow(60_000);
  const { competency, own, agreed, missing } = texts;
  return (
    <Card padding="none" className="min-w-0 overflow-hidden">
      <table className="w-full text-sm tabular-nums">
        <caption className="px-4 pt-3 pb-1 text-left">
          <span className="font-medium">{role}</span>
          <span className="text-muted"> · {texts.at(at, now)}</span>
        </caption>
        <thead>
          <tr className="border-b border-line text-left text-muted">
            <Column className="px-4 py-2">{competency}</Column>
            <Column className="px-3 py-2 text-right">{own}</Column>
            <Column className="py-2 pr-4 pl-3 text-right">{agreed}</Column>
          </tr>
        </thead>
        <tbody>
          {competencies.map(row => (
            <tr key={row.competencyId} className="border-b border-line last:border-b-0">
              <th scope="row" className="px-4 py-2 text-left font-normal">
                {row.name}
              </th>
              <td className="px-3 py-2 text-right">{row.own ?? missing}</td>
              <td className="py-2 pr-4 pl-3 text-right">{row.agreed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

const NONE = 0.05;

function Distances({ distances }: Pick<Calibration, 'distances'>) {
  const { columns } = texts;
  return (
    <Card padding="none" className="max-w-3xl overflow-x-auto">
      <table className="w-full text-sm tabular-nums">
        <thead>
          <tr className="border-b border-line text-left text-muted">
            <Column className="px-4 py-2">{columns.competency}</Column>
            <Column className="px-3 py-2">{columns.distance}</Column>
            <Column className="px-3 py-2">{columns.direction}</Column>
            <Column className="py-2 pr-4 pl-3 text-right max-sm:hidden">{columns.n}</Column>
          </tr>
        </thead>
        <tbody>
          {distances.map(({ bias, mean, n, name }) => (
            <tr key={name} className="border-b border-line last:border-b-0">
              <th scope="row" className="px-4 py-2.5 text-left font-normal">
                {name}
              </th>
              <td className="px-3 py-2.5">
                <div className="flex items-center gap-3">
                  <span className="whitespace-nowrap">{texts.points(mean)}</span>
                  <span className="flex w-24 max-sm:hidden">
                    <ShareBar share={mean / (SCALE.max - SCALE.min)} />
                  </span>
                </div>
              </td>
              <td className="px-3 py-2.5 whitespace-nowrap">{directionOf(bias)}</td>
              <td className="py-2.5 pr-4 pl-3 text-right max-sm:hidden">{n}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function directionOf(bias: number): string {
  if (Math.abs(bias) < NONE) return texts.same;
  return bias > 0 ? texts.milder(bias) : texts.harsher(-bias);
}

function Column({ className, children }: { className: string; children: string }) {
  return (
    <th scope="col" className={`font-medium ${className}`}>
      {children}
    </th>
  );
}

import { CircleCheck, Plus, Scale } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { Calibration, Reference } from '../../../../shared/protocol/calibrationRoutes.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { ProgressBar } from '../../../components/ui/ProgressBar.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { calibrationTexts } from '../../../texts/calibration.ts';
import { evaluationTexts } from '../../../texts/evaluations.ts';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { ComparedRatings, Distances } from './ComparedRatings.tsx';
import { Evaluations } from './Evaluations.tsx';
import { EvaluatorsProgress } from './EvaluatorsProgress.tsx';
import { QUEUE_PATH, ratingPath } from './evaluationPaths.ts';
import { type Claiming, useClaiming } from './queue/claiming.tsx';
import { ReferenceDialog } from './queue/ReferenceDialog.tsx';
import { ReferenceChooser } from './ReferenceChooser.tsx';

const texts = calibrationTexts.calibration;

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
  const { distances, rated, standing, on } = calibration;
  const leads = standing === 'exempt';
  return (
    <div className="flex flex-col gap-8">
      {leads ? <LeadStanding calibration={calibration} /> : <Standing calibration={calibration} />}
      <References calibration={calibration} />
      {leads && on && <EvaluatorsProgress />}
      {(standing === 'rating' || rated.length > 0) && (
        <PageSection title={texts.distances}>
          {distances.length === 0 ? (
            <p className="text-sm text-muted">
              {rated.length === 0 ? texts.noDistances : texts.onlyN(rated.length)}
            </p>
          ) : (
            <Distances distances={distances} />
          )}
        </PageSection>
      )}
      {rated.length > 0 && (
        <PageSection title={texts.rated}>
          <div className="grid gap-4 lg:grid-cols-2">
            {rated.map(reference => (
              <ComparedRatings key={reference.interviewId} reference={reference} />
            ))}
          </div>
        </PageSection>
      )}
    </div>
  );
}

function isUsable({ part }: Reference): boolean {
  return part !== 'gone';
}

/** For members who mark references: how many there are, how many are needed, and what they change. */
function LeadStanding({ calibration: { enough, on, references } }: { calibration: Calibration }) {
  const words = texts.lead;
  const present = references.filter(isUsable).length;
  const needed = Math.min(enough, present);
  return (
    <Card className="flex max-w-3xl flex-col gap-3 text-sm">
      <h2 className="font-semibold">{words.title}</h2>
      <p>
        {on ? (
          present === 0 ? (
            words.none
          ) : (
            words.some(needed, enough)
          )
        ) : (
          <>
            {words.off}{' '}
            <Link
              to={`${QUEUE_PATH}/settings#settings-calibration`}
              className="font-medium text-accent-ink underline underline-offset-2"
            >
              {words.turnOn}
            </Link>
          </>
        )}
      </p>
      <dl className="flex flex-wrap gap-x-10 gap-y-2 border-t border-line pt-3">
        {(
          [[words.marked, present], ...(on && needed > 0 ? ([[words.needed, needed]] as const) : [])] as const
        ).map(([label, count]) => (
          <div key={label} className="flex flex-col">
            <dt className="text-muted">{label}</dt>
            <dd className="text-lg font-semibold tabular-nums">{evaluationTexts.count(count)}</dd>
          </div>
        ))}
      </dl>
      {on && (
        <p className="text-muted">
          {texts.rule} {words.later}
        </p>
      )}
    </Card>
  );
}

function Standing({ calibration: { done, needed, references, standing } }: { calibration: Calibration }) {
  const compared = standing === 'rating' || standing === 'passed';
  const open = references.filter(({ part }) => part === 'open').length;
  const Icon = standing === 'rating' ? Scale : CircleCheck;
  return (
    <Card className="flex max-w-3xl flex-col gap-3">
      {compared && (
        <>
          <div className="flex items-baseline justify-between gap-4 text-sm">
            <h2 className="font-semibold">{texts.progress}</h2>
            <p className="text-muted tabular-nums">{texts.progressOf(done, needed)}</p>
          </div>
          <ProgressBar
            label={texts.progress}
            share={needed === 0 ? 1 : done / needed}
            valueText={texts.progressOf(done, needed)}
            tone={standing === 'passed' ? 'success' : 'accent'}
          />
        </>
      )}
      <p className="flex items-start gap-2 text-sm">
        <Icon className={classNames('mt-0.5 size-4 shrink-0', standing !== 'rating' && 'text-success-ink')} />
        {standing === 'rating'
          ? open === 0
            ? texts.noneLeft
            : texts.rating(needed - done, open)
          : standing !== 'exempt' && texts.standings[standing]}
      </p>
      {compared && (
        <p className="text-sm text-muted">
          {texts.rule} {texts.never}
        </p>
      )}
    </Card>
  );
}

function References({ calibration: { references, standing } }: { calibration: Calibration }) {
  const now = useNow(60_000);
  const claiming = useClaiming();
  const leads = standing === 'exempt';
  const [isChoosing, setIsChoosing] = useState(false);
  const [marked, setMarked] = useState<InterviewId>();
  const choose = leads && (
    <Button size="sm" icon={Plus} onClick={() => setIsChoosing(true)}>
      {texts.choose}
    </Button>
  );
  return (
    <div className="max-w-3xl">
      <PageSection title={texts.references} action={references.length > 0 && choose}>
        {references.length === 0 ? (
          <Card padding="none">
            <EmptyState icon={Scale} title={texts.noReferences} action={choose}>
              {leads ? texts.noReferencesLead : texts.noReferencesBody}
            </EmptyState>
          </Card>
        ) : (
          <Card padding="none">
            <ul className="divide-y divide-line">
              {references.map(reference => (
                <ReferenceRow
                  key={reference.interviewId}
                  reference={reference}
                  leads={leads}
                  mayRate={standing === 'rating'}
                  marked={reference.interviewId === marked}
                  claiming={claiming}
                  now={now}
                />
              ))}
            </ul>
          </Card>
        )}
      </PageSection>
      {isChoosing && (
        <ReferenceChooser
          onMarked={interviewId => {
            setMarked(interviewId);
            setIsChoosing(false);
          }}
          onClose={() => setIsChoosing(false)}
        />
      )}
    </div>
  );
}

/** Leads see what is wrong with a reference. "To rate" is for people who can rate it now. */
export function isPartShown(part: Reference['part'], viewer: { leads: boolean; mayRate: boolean }): boolean {
  if (part === 'gone') return true;
  return !viewer.leads && (part !== 'open' || viewer.mayRate);
}

interface ReferenceRowProps {
  reference: Reference;
  leads: boolean;
  mayRate: boolean;
  /** True if the reader has just marked it on this page. */
  marked: boolean;
  claiming: Claiming;
  now: number;
}

function ReferenceRow({ reference, leads, mayRate, marked, claiming, now }: ReferenceRowProps) {
  const { agreed, agreedAt, candidate, interviewId, markedBy, name, part, ratedBy, role } = reference;
  const [changing, setChanging] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (marked) row.current?.focus();
  }, [marked]);
  const rates = mayRate && part === 'open';
  const tone = part === 'gone' ? 'warning' : part === 'open' ? 'accent' : 'neutral';
  return (
    <li
      ref={row}
      tabIndex={-1}
      data-reference={interviewId}
      className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 py-3 text-sm outline-none"
    >
      <div className="flex min-w-0 flex-1 basis-60 flex-col gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{role}</span>
          <span className="text-muted">{name ? texts.alsoNamed(name, candidate) : candidate}</span>
          {marked && (
            <Badge tone="success" icon={CircleCheck}>
              {texts.marked}
            </Badge>
          )}
          {isPartShown(part, { leads, mayRate }) && <Badge tone={tone}>{texts.parts[part]}</Badge>}
        </p>
        <p className="text-xs leading-5 text-muted">
          {texts.markedBy(markedBy, agreedAt, now)}
          {leads && ` · ${texts.ratedBy(ratedBy)}`}
        </p>
        {agreed && (
          <dl aria-label={texts.agreedRatings} className="flex flex-wrap gap-x-4 gap-y-1 text-xs leading-5">
            {agreed.map(({ competencyId, name, value }) => (
              <div key={competencyId} className="flex gap-1.5">
                <dt className="text-muted">{name}</dt>
                <dd className="font-semibold tabular-nums">{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <div className="flex gap-2">
        {leads && (
          <Button
            size="sm"
            variant="quiet"
            aria-label={texts.changeOf(role, candidate)}
            onClick={() => setChanging(true)}
          >
            {texts.change}
          </Button>
        )}
        {leads && (
          <ButtonLink
            size="sm"
            to={ratingPath(interviewId)}
            aria-label={texts.openReferenceOf(role, candidate)}
          >
            {texts.openReference}
          </ButtonLink>
        )}
        {rates && (
          <Button
            size="sm"
            pending={claiming.pending === interviewId}
            aria-label={texts.rateOf(role, candidate)}
            onClick={() => void claiming.claim(interviewId)}
          >
            {texts.rate}
          </Button>
        )}
      </div>
      {changing && (
        <ReferenceDialog item={{ interviewId, reference: true }} onClose={() => setChanging(false)} />
      )}
    </li>
  );
}

import { FileQuestion } from 'lucide-react';
import { useParams } from 'react-router';
import { AppError } from '../../../../shared/errors.ts';
import { KitId } from '../../../../shared/kit/kitIds.ts';
import { BackLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Fact, ShareBar } from '../../../components/ui/Fact.tsx';
import { SkeletonStack } from '../../../components/ui/Skeleton.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { agreementTexts, agreementTexts as texts } from '../../../texts/agreement.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { ConsoleHeading, ConsolePage, ForbiddenPage } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { Pairs, Reliability, type ShownAgreement } from './Coefficients.tsx';
import { INSIGHTS_PATH } from './insightsPath.ts';
import { Raters } from './Raters.tsx';
import { Section } from './Section.tsx';

const STALE_MS = 60_000;

export function Agreement() {
  usePageTitle(texts.title);
  const { kitId } = useParams();
  const parsed = KitId.safeParse(kitId);
  const mayRead = useStaffMay('agreement.read');
  if (parsed.success && !mayRead) return <ForbiddenPage title={texts.title}>{texts.forbidden}</ForbiddenPage>;
  return <ConsolePage>{parsed.success ? <KitAgreement kitId={parsed.data} /> : <UnknownKit />}</ConsolePage>;
}

function KitAgreement({ kitId }: { kitId: KitId }) {
  const kit = useRouteQuery('kits.read', { kitId });
  const agreement = useRouteQuery('agreement.read', { kitId }, { staleTimeMs: STALE_MS });
  const report = agreement.data;
  if (isNotFound(agreement.error) || isNotFound(kit.error)) return <UnknownKit />;
  return (
    <>
      <ConsoleHeading
        title={texts.title}
        intro={
          <span className="font-medium text-ink">
            {kit.data && kitTexts.name(kit.data.kit.role, kit.data.kit.level)}
          </span>
        }
        back={<BackLink to={INSIGHTS_PATH}>{texts.back}</BackLink>}
      />
      {report?.state === 'shown' && (
        <p className="max-w-[75ch] text-sm text-muted">
          {texts.rests(report.candidates, report.ratings, report.raters)}
        </p>
      )}
      <Loaded query={agreement} failed={texts.failed} skeleton={<AgreementSkeleton />}>
        {data =>
          data.state === 'hidden' ? (
            <HiddenAgreement candidates={data.candidates} needed={data.needed} />
          ) : (
            <Figures report={data} />
          )
        }
      </Loaded>
    </>
  );
}

function Figures({ report }: { report: ShownAgreement }) {
  return (
    <div className="flex flex-col gap-10">
      <Reliability icc={report.icc} alpha={report.alpha} />
      <Within within={report.within} />
      <Raters profiles={report.profiles} />
      <Pairs kappas={report.kappas} />
      <section aria-label={texts.footnote.title} className="flex flex-col gap-2 border-t border-line pt-5">
        <h2 className="text-sm font-semibold">{texts.footnote.title}</h2>
        <ul className="flex max-w-[80ch] list-disc flex-col gap-1 pl-5 text-xs text-muted">
          {texts.footnote.lines.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function UnknownKit() {
  return (
    <>
      <h1 className="sr-only">{texts.title}</h1>
      <EmptyState icon={FileQuestion} title={texts.unknownKit} />
    </>
  );
}

function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not-found';
}

function AgreementSkeleton() {
  return (
    <>
      <p className="text-sm text-muted" role="status">
        {agreementTexts.computing}
      </p>
      <SkeletonStack
        className="gap-4"
        rows={['h-7 w-64', ...Array<string>(3).fill('h-32 w-full rounded-card')]}
      />
    </>
  );
}

const hiddenTexts = agreementTexts.hidden;

function HiddenAgreement({ candidates, needed }: { candidates: number; needed: number }) {
  return (
    <Card padding="lg" className="flex max-w-2xl flex-col gap-4">
      <h2 className="text-lg font-semibold tabular-nums">{hiddenTexts.title(candidates, needed)}</h2>
      <ShareBar share={candidates / needed} />
      <p className="max-w-[65ch] text-sm">{hiddenTexts.body(needed)}</p>
      <p className="max-w-[65ch] text-sm text-muted">{hiddenTexts.counts}</p>
    </Card>
  );
}

const withinTexts = agreementTexts.within;

function Within({ within }: Pick<ShownAgreement, 'within'>) {
  return (
    <Section title={withinTexts.title} explanation={withinTexts.explanation}>
      <Card className="flex flex-col gap-4">
        {within ? (
          <>
            <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-3">
              <Fact size="xl" label={withinTexts.exact} share={within.exact}>
                {withinTexts.percent(within.exact)}
              </Fact>
              <Fact size="xl" label={withinTexts.withinOne} share={within.withinOne}>
                {withinTexts.percent(within.withinOne)}
              </Fact>
              <Fact size="xl" label={withinTexts.difference}>
                {withinTexts.points(within.meanAbsoluteDifference)}
              </Fact>
            </dl>
            <p className="text-sm text-muted tabular-nums">{withinTexts.n(within.pairs)}</p>
          </>
        ) : (
          <p className="text-sm text-muted">{withinTexts.none}</p>
        )}
      </Card>
    </Section>
  );
}

import { ChartNoAxesColumn, ChevronRight } from 'lucide-react';
import { Link } from 'react-router';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import type { AgreementList } from '../../../../shared/protocol/scoringRoutes.ts';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { agreementTexts } from '../../../texts/agreement.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { ConsolePage, ForbiddenPage, PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { InsightFigures } from './InsightFigures.tsx';
import { INSIGHTS_PATH } from './insightsPath.ts';

const texts = agreementTexts.insights;

export function Insights() {
  usePageTitle(texts.title);
  const mayRead = useStaffMay('agreement.read');
  const list = useRouteQuery('kits.list', {}, { enabled: mayRead });
  const counts = useRouteQuery('agreement.list', {}, { enabled: mayRead }).data;
  if (!mayRead) return <ForbiddenPage title={texts.title}>{agreementTexts.forbidden}</ForbiddenPage>;
  return (
    <ConsolePage title={texts.title} intro={texts.intro} width="reading">
      <Loaded
        query={list}
        failed={kitTexts.list.failed}
        stale={kitTexts.list.stale}
        skeleton={<SkeletonRows count={5} row="h-12 w-full" className="gap-2" />}
      >
        {({ kits }) =>
          kits.length === 0 ? (
            <EmptyState
              icon={ChartNoAxesColumn}
              title={texts.empty}
              action={<ButtonLink to="/console/kits">{texts.toKits}</ButtonLink>}
            >
              {texts.emptyBody}
            </EmptyState>
          ) : (
            <div className="flex flex-col gap-8">
              <PageSection title={agreementTexts.menu}>
                <Card padding="none">
                  <ul className="divide-y divide-line">
                    {kits.map(({ kitId, role, level }) => (
                      <li key={kitId}>
                        <Link
                          to={`${INSIGHTS_PATH}/${kitId}`}
                          className="flex min-h-12 items-center gap-3 px-4 py-2 text-sm font-medium -outline-offset-2! hover:bg-hover"
                        >
                          <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
                            {kitTexts.name(role, level)}
                            {counts && <Rated count={ratedWith(counts, kitId)} needed={counts.needed} />}
                          </span>
                          <ChevronRight className="ml-auto size-4 shrink-0 text-muted" />
                        </Link>
                      </li>
                    ))}
                  </ul>
                </Card>
              </PageSection>
              <InsightFigures
                kitName={kitId => {
                  const kit = kits.find(one => one.kitId === kitId);
                  return kit && kitTexts.name(kit.role, kit.level);
                }}
              />
            </div>
          )
        }
      </Loaded>
    </ConsolePage>
  );
}

function ratedWith({ kits }: AgreementList, kitId: KitId): number {
  return kits.find(kit => kit.kitId === kitId)?.interviews ?? 0;
}

function Rated({ count, needed }: { count: number; needed: number }) {
  const text = count === 0 ? texts.none : count < needed ? texts.few(count, needed) : texts.enough(count);
  return <span className="font-normal text-muted tabular-nums">{text}</span>;
}

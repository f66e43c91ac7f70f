import { CalendarRange, ChartNoAxesColumn, ChevronRight, Download } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import type { InsightPeriod } from '../../../../shared/protocol/insightRoutes.ts';
import type { AgreementList } from '../../../../shared/protocol/scoringRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../../../components/ui/Menu.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { downloadInsights } from '../../../core/download.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { agreementTexts } from '../../../texts/agreement.ts';
import { insightTexts as texts } from '../../../texts/insights.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { ConsolePage, ForbiddenPage, PageSection } from '../ConsolePage.tsx';
import { FilterButton, FilterChips, SingleFilter } from '../FilterMenus.tsx';
import { DatesDialog, datesText } from '../interviews/ListFilters.tsx';
import { Loaded } from '../Loaded.tsx';
import { Funnel, KeyFigures, Roles } from './InsightFigures.tsx';
import {
  type InsightAddress,
  insightAddressOf,
  insightPeriodOf,
  insightSearchOf,
  PERIODS,
  type PeriodName,
} from './insightAddress.ts';
import { INSIGHTS_PATH } from './insightsPath.ts';

const MINUTE_MS = 60_000;

export function Insights() {
  usePageTitle(texts.title);
  const mayRead = useStaffMay('agreement.read');
  const now = useNow(MINUTE_MS);
  const [params, setParams] = useSearchParams();
  const address = insightAddressOf(params);
  const period = insightPeriodOf(address, now);
  const insights = useRouteQuery('insights.read', period, { enabled: mayRead, keepPrevious: true });
  if (!mayRead) return <ForbiddenPage title={texts.title}>{agreementTexts.forbidden}</ForbiddenPage>;
  return (
    <ConsolePage
      title={texts.title}
      intro={texts.intro}
      actions={<DownloadButton period={period} />}
      filters={
        <Filters
          address={address}
          now={now}
          jobRoles={insights.data?.jobRoles ?? []}
          onChange={changed => setParams(insightSearchOf(changed), { replace: true })}
        />
      }
    >
      <div aria-busy={insights.isPlaceholderData} className="flex flex-col gap-8">
        <Loaded
          query={insights}
          failed={texts.failed}
          stale={texts.stale}
          skeleton={<SkeletonRows count={3} row="h-32 w-full rounded-card!" className="gap-4" />}
        >
          {data =>
            data.all.candidates === 0 ? (
              <EmptyState icon={CalendarRange} title={texts.nothing}>
                {texts.nothingBody}
              </EmptyState>
            ) : (
              <>
                <KeyFigures {...data} />
                <Funnel {...data} />
                {address.role === undefined && <Roles {...data} />}
              </>
            )
          }
        </Loaded>
        <RatedKits />
      </div>
    </ConsolePage>
  );
}

function DownloadButton({ period }: { period: InsightPeriod }) {
  const [pending, setPending] = useState(false);
  const download = async () => {
    setPending(true);
    try {
      await downloadInsights(period);
    } catch (error) {
      toast.error(texts.downloadFailed, errorMessage(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <Button icon={Download} pending={pending} onClick={() => void download()}>
      {texts.download}
    </Button>
  );
}

interface FiltersProps {
  address: InsightAddress;
  now: number;
  jobRoles: readonly string[];
  onChange: (address: InsightAddress) => void;
}

function Filters({ address, now, jobRoles, onChange }: FiltersProps) {
  const { period, role } = address;
  const [choosesDays, setChoosesDays] = useState(false);
  const roles = role === undefined || jobRoles.includes(role) ? jobRoles : [role, ...jobRoles];
  const shown = period ? texts.periods[period] : datesText(address, now);
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="flex flex-wrap items-center gap-1.5">
        <legend className="sr-only">{texts.filters}</legend>
        <Menu align="start" trigger={<FilterButton>{shown}</FilterButton>}>
          <MenuChoice
            label={texts.period}
            value={period ?? ''}
            options={PERIODS.map(value => ({ value, label: texts.periods[value] }))}
            onChange={value => onChange({ period: value as PeriodName, role })}
          />
          <MenuSeparator />
          <MenuItem onSelect={() => setChoosesDays(true)}>{texts.chooseDays}</MenuItem>
        </Menu>
        <SingleFilter
          label={texts.role}
          choices={roles.map(value => ({ value, label: value }))}
          any={texts.anyRole}
          chosen={role}
          onChange={value => onChange({ ...address, role: value })}
        />
      </fieldset>
      <FilterChips
        chips={
          role === undefined
            ? []
            : [{ filter: texts.role, value: role, remove: () => onChange({ ...address, role: undefined }) }]
        }
        onClear={() => onChange({ ...address, role: undefined })}
      />
      <p className="text-sm text-muted">{texts.counted}</p>
      {choosesDays && (
        <DatesDialog
          address={address}
          onChange={days =>
            onChange(days.from || days.to ? { period: undefined, ...days, role } : { period: '90', role })
          }
          onClose={() => setChoosesDays(false)}
        />
      )}
    </div>
  );
}

function RatedKits() {
  const list = useRouteQuery('kits.list', {});
  const counts = useRouteQuery('agreement.list', {}).data;
  return (
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
          <Agreement kits={kits} counts={counts} />
        )
      }
    </Loaded>
  );
}

interface AgreementProps {
  kits: RouteResult<'kits.list'>['kits'];
  /** Undefined until loaded. */
  counts: AgreementList | undefined;
}

function Agreement({ kits, counts }: AgreementProps) {
  const isUnrated = ({ kitId }: AgreementProps['kits'][number]) =>
    counts !== undefined && ratedWith(counts, kitId) === 0;
  const unrated = kits.filter(isUnrated);
  return (
    <PageSection title={agreementTexts.menu}>
      {counts && <p className="max-w-[75ch] text-sm text-muted">{texts.agreement(counts.needed)}</p>}
      <Card padding="none">
        <ul className="divide-y divide-line">
          {kits
            .filter(kit => !isUnrated(kit))
            .map(({ kitId, role, level }) => (
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
          {unrated.length > 0 && (
            <li className="px-4 py-3 text-sm text-muted">
              {texts.none} {texts.kits(unrated.map(({ role, level }) => kitTexts.name(role, level)))}
            </li>
          )}
        </ul>
      </Card>
    </PageSection>
  );
}

function ratedWith({ kits }: AgreementList, kitId: KitId): number {
  return kits.find(kit => kit.kitId === kitId)?.interviews ?? 0;
}

function Rated({ count, needed }: { count: number; needed: number }) {
  const text = count < needed ? texts.few(count, needed) : texts.enough(count);
  return <span className="font-normal text-muted tabular-nums">{text}</span>;
}

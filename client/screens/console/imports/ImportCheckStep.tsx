import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatNumber } from '../../../../shared/intl.ts';
import type {
  DateOrder,
  ImportCheck,
  ImportPlan,
  ImportView,
} from '../../../../shared/protocol/importRoutes.ts';
import { USUAL_MINUTES } from '../../../../shared/protocol/templateRoutes.ts';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Fact } from '../../../components/ui/Fact.tsx';
import { SegmentedControl } from '../../../components/ui/SegmentedControl.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { importTexts } from '../../../texts/imports.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { formatLong } from '../../../texts/times.ts';
import { ConsoleHeading, PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { DownloadRows } from './DownloadRows.tsx';

const texts = importTexts.check;
/** Long enough that returning to the page doesn't check a large file again. */
const CHECK_FRESH_MS = 5 * 60_000;

interface ImportCheckStepProps {
  imported: ImportView;
  plan: ImportPlan;
  onPlan: (plan: ImportPlan) => void;
  onColumns: () => void;
}

/** Shows what will be created and which rows can't be, and starts the import. */
export function ImportCheckStep({ imported, plan, onPlan, onColumns }: ImportCheckStepProps) {
  const { importId } = imported;
  const query = useRouteQuery('imports.check', { importId, plan }, { staleTimeMs: CHECK_FRESH_MS });
  const start = useRouteMutation('imports.start', ['imports.read', 'imports.list']);
  const order = (dateOrder: DateOrder) => onPlan({ ...plan, dateOrder });
  const check = query.isPlaceholderData ? undefined : query.data?.check;
  return (
    <>
      <ConsoleHeading
        title={texts.title}
        intro={importTexts.columns.facts(imported.fileName, imported.rows, imported.encoding)}
      />
      <Loaded
        query={{ ...query, data: check }}
        failed={texts.failed}
        skeleton={
          <div className="flex flex-col gap-4" role="status" aria-label={texts.checking}>
            <Skeleton className="h-24 w-full rounded-card" />
            <Skeleton className="h-80 w-full rounded-card" />
          </div>
        }
      >
        {found => <Found imported={imported} check={found} plan={plan} onOrder={order} />}
      </Loaded>
      <ErrorBanner title={texts.startFailed} error={start.error} />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button
          variant={check && check.good === 0 && !check.ambiguous ? 'primary' : 'quiet'}
          onClick={onColumns}
        >
          {texts.toColumns}
        </Button>
        {check && check.good > 0 && (
          <Button
            variant="primary"
            pending={start.isPending}
            onClick={() => start.mutate({ importId, plan })}
          >
            {plan.mail ? texts.createMail(check.good) : texts.create(check.good)}
          </Button>
        )}
      </div>
    </>
  );
}

interface FoundProps {
  imported: ImportView;
  check: ImportCheck;
  plan: ImportPlan;
  onOrder: (order: DateOrder) => void;
}

function Found({ imported, check, plan, onOrder }: FoundProps) {
  const { missing, twice, ambiguous, good, bad, known, busy } = check;
  if (missing.length > 0 || twice.length > 0)
    return (
      <Banner tone="danger" title={texts.unmatched}>
        {missing.map(field => (
          <p key={field}>{texts.missing[field]}</p>
        ))}
        {twice.map(field => (
          <p key={field}>{texts.twice(importTexts.fields[field])}</p>
        ))}
        <p>{texts.unmatchedHint}</p>
      </Banner>
    );
  if (ambiguous) return <OrderQuestion {...ambiguous} onOrder={onOrder} />;
  return (
    <>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-4 rounded-card border border-line bg-surface p-4 sm:p-5">
        <Fact size="xl" label={texts.good(good)}>
          {formatNumber(good)}
        </Fact>
        <Fact size="xl" label={texts.bad(bad)}>
          {formatNumber(bad)}
        </Fact>
        {known > 0 && (
          <Fact size="xl" label={texts.known(known)}>
            {formatNumber(known)}
          </Fact>
        )}
      </dl>
      {known > 0 && <p className="text-sm text-muted">{texts.knownHint}</p>}
      {good > 0 && <Makes plan={plan} />}
      {busy.length > 0 && (
        <Banner tone="warning" title={texts.busy(busy.length)}>
          <p>{texts.busyHint}</p>
          <ul className="mt-1 max-h-48 overflow-y-auto">
            {busy.map(one => (
              <li key={`${one.row} ${one.name}`}>{texts.busyRow(one)}</li>
            ))}
          </ul>
        </Banner>
      )}
      <DateOrderLine check={check} plan={plan} onOrder={onOrder} />
      {good === 0 && (
        <Card padding="none">
          <EmptyState icon={SearchX} title={texts.nothing}>
            {bad > 0 ? texts.nothingBad : texts.nothingKnown}
          </EmptyState>
        </Card>
      )}
      {bad > 0 && <Problems imported={imported} check={check} />}
      {good > 0 && <Preview check={check} />}
    </>
  );
}

/** Says what a row becomes, because the template and the emails were chosen on another page. */
function Makes({ plan: { templateId, columns, mail } }: { plan: ImportPlan }) {
  const templates = useRouteQuery('templates.list', {}).data?.templates;
  const kits = useRouteQuery('kits.list', {}).data?.kits;
  const template = templates?.find(one => one.templateId === templateId);
  if (!kits || (templateId && !template)) return null;
  const { kitId, recruiter, plannedMinutes } = template?.content ?? {};
  const kit = kits.find(one => one.kitId === kitId);
  const facts = [
    [texts.template, template?.name ?? texts.noTemplate],
    [texts.kit, kit ? kitTexts.name(kit.role, kit.level) : texts.noKit],
    [texts.questions, recruiter ? texts.byRecruiter : texts.byPeople],
    [
      texts.length,
      texts.usualLength(plannedMinutes ?? kit?.minutes ?? USUAL_MINUTES, columns.includes('minutes')),
    ],
    [texts.mails, mail ? texts.invites : texts.noInvites],
  ];
  return (
    <PageSection title={texts.makes}>
      <dl className="grid gap-x-6 gap-y-2 rounded-card border border-line bg-surface p-4 text-sm sm:grid-cols-[auto_1fr] sm:p-5">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="font-medium break-words max-sm:mb-1.5">{value}</dd>
          </div>
        ))}
      </dl>
    </PageSection>
  );
}

function DateOrderLine({ check: { order }, plan: { dateOrder }, onOrder }: Omit<FoundProps, 'imported'>) {
  if (dateOrder) return <OrderControl chosen={dateOrder} onOrder={onOrder} />;
  if (!order) return null;
  const other = order.is === 'dmy' ? 'mdy' : 'dmy';
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      {texts.orderIs[order.is](order.text, order.row)}
      <Button variant="quiet" size="sm" onClick={() => onOrder(other)}>
        {texts.orderChange}
      </Button>
    </p>
  );
}

interface OrderProps {
  onOrder: (order: DateOrder) => void;
}

const ORDERS = ['dmy', 'mdy'] as const;

function OrderControl({ chosen, onOrder }: OrderProps & { chosen: DateOrder }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-muted">
      <span aria-hidden="true">{texts.orderLabel}</span>
      <SegmentedControl
        label={texts.orderLabel}
        options={ORDERS.map(value => ({ value, label: texts.orders[value] }))}
        value={chosen}
        onChange={onOrder}
        buttonClassName="px-3"
      />
    </div>
  );
}

function OrderQuestion({ row, text, onOrder }: OrderProps & { row: number; text: string }) {
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 className="text-base font-semibold">{texts.order}</h2>
        <p className="text-sm text-muted">{texts.orderHint(text, row)}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {ORDERS.map(order => (
          <Button key={order} onClick={() => onOrder(order)}>
            {texts.orderMeans[order](text)}
          </Button>
        ))}
      </div>
    </Card>
  );
}

function Problems({ imported, check: { problems, bad } }: Pick<FoundProps, 'imported' | 'check'>) {
  return (
    <PageSection title={texts.problems} action={<DownloadRows importId={imported.importId} rows={bad} />}>
      <p className="text-sm text-muted">{texts.problemsHint}</p>
      <StackedTable
        label={texts.problems}
        headings={[texts.row, texts.column, texts.found, texts.expected, texts.fix]}
      >
        {problems.map(({ row, column, found, expected, fix }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row can have the same problem twice
          <StackedRow key={index}>
            <Cell heading={texts.row}>
              <span className="font-medium tabular-nums">{formatNumber(row)}</span>
            </Cell>
            <Cell heading={texts.column}>{column || texts.wholeRow}</Cell>
            <Cell heading={texts.found}>
              {found === undefined ? (
                <span className="text-muted">{texts.empty}</span>
              ) : (
                <span className="break-words text-danger-ink">{found}</span>
              )}
            </Cell>
            <Cell heading={texts.expected}>{expected}</Cell>
            <Cell heading={texts.fix}>{fix}</Cell>
          </StackedRow>
        ))}
      </StackedTable>
      {problems.length >= SHOWN && <p className="text-sm text-muted">{texts.more(problems.length)}</p>}
    </PageSection>
  );
}

/** Number of problems that the server returns. */
const SHOWN = 200;

function Preview({ check: { preview, good } }: Pick<FoundProps, 'check'>) {
  const headings = [texts.row, texts.candidate, texts.when, texts.interview, texts.people];
  return (
    <PageSection title={texts.preview}>
      <p className="text-sm text-muted">{texts.previewOf(preview.length, good)}</p>
      <StackedTable label={texts.preview} headings={headings}>
        {preview.map(({ row, name, email, scheduledAt, timeZone, title, jobRole, minutes, interviewers }) => (
          <StackedRow key={row}>
            <Cell heading={texts.row}>
              <span className="text-muted tabular-nums">{formatNumber(row)}</span>
            </Cell>
            <Cell heading={texts.candidate}>
              <TwoLines first={name} second={email} />
            </Cell>
            <Cell heading={texts.when}>
              <TwoLines
                first={scheduledAt === undefined ? texts.anytime : formatLong(scheduledAt, timeZone)}
                second={texts.minutes(minutes)}
              />
            </Cell>
            <Cell heading={texts.interview}>
              <TwoLines first={title} second={jobRole} />
            </Cell>
            <Cell heading={texts.people}>
              {interviewers.length > 0 ? (
                interviewers.join(', ')
              ) : (
                <span className="text-muted">{texts.noPeople}</span>
              )}
            </Cell>
          </StackedRow>
        ))}
      </StackedTable>
    </PageSection>
  );
}

function TwoLines({ first, second }: { first: string; second: string }) {
  return (
    <>
      <span className="block font-medium break-words">{first}</span>
      <span className="block text-xs break-words text-muted">{second}</span>
    </>
  );
}

interface StackedTableProps {
  label: string;
  headings: readonly string[];
  children: ReactNode;
}

/** A table on wide pages; on phones, each row is a block with the headings before its cells. */
function StackedTable({ label, headings, children }: StackedTableProps) {
  return (
    <div className="max-h-128 overflow-auto rounded-card border border-line bg-surface">
      <table aria-label={label} className="w-full text-left text-sm max-md:block">
        <thead className="sticky top-0 border-b border-line bg-surface text-xs text-muted max-md:sr-only">
          <tr>
            {headings.map(heading => (
              <th key={heading} scope="col" className="px-3 py-2 font-medium first:pl-4">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line max-md:block">{children}</tbody>
      </table>
    </div>
  );
}

function StackedRow({ children }: { children: ReactNode }) {
  return <tr className="align-top max-md:flex max-md:flex-col max-md:gap-1 max-md:p-4">{children}</tr>;
}

function Cell({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <td className="max-md:flex max-md:gap-3 md:px-3 md:py-2.5 md:first:pl-4">
      <span aria-hidden="true" className="w-24 shrink-0 text-xs leading-5 text-muted md:hidden">
        {heading}
      </span>
      <div className="min-w-0">{children}</div>
    </td>
  );
}

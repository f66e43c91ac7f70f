import { OUTCOME_NAMES } from '../../../../shared/candidates/decision.ts';
import type {
  InsightFigures as Figures,
  InsightFigure,
  InsightGroup,
  Insights,
} from '../../../../shared/protocol/insightRoutes.ts';
import { Card } from '../../../components/ui/Card.tsx';
import { CardCell, type CardColumn, CardRow, CardTable } from '../../../components/ui/CardTable.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { Fact, ShareBar } from '../../../components/ui/Fact.tsx';
import { insightTexts } from '../../../texts/insights.ts';
import { PageSection } from '../ConsolePage.tsx';

const KEYS = ['toInterview', 'toRated', 'toDecision', 'noShow'] as const;
type Key = (typeof KEYS)[number];

/** Returns undefined while there are too few cases. */
function shownValue(key: Key, { value }: InsightFigure): string | undefined {
  if (value === undefined) return undefined;
  return key === 'noShow' ? insightTexts.key.share(value) : insightTexts.key.duration(value);
}

const keyTexts = insightTexts.key;

export function KeyFigures({ all: { figures }, before, needed }: Insights) {
  return (
    <PageSection title={keyTexts.title}>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {KEYS.map(key => (
          <Card key={key}>
            <dl>
              <Fact label={keyTexts[key]} size="xl">
                <KeyFigure name={key} figure={figures[key]} before={before} needed={needed} />
              </Fact>
            </dl>
          </Card>
        ))}
      </div>
    </PageSection>
  );
}

interface KeyFigureProps {
  name: Key;
  figure: InsightFigure;
  before: Figures;
  needed: number;
}

function KeyFigure({ name, figure, before, needed }: KeyFigureProps) {
  const value = shownValue(name, figure);
  const cases = keyTexts.n[name](figure.n);
  const earlier = shownValue(name, before[name]);
  return (
    <>
      {value ?? <span className="text-base tracking-normal text-muted">{keyTexts.tooFew}</span>}
      <span className="block text-xs font-normal tracking-normal text-muted">
        {value === undefined ? keyTexts.needed(cases, needed) : cases}
      </span>
      {earlier !== undefined && (
        <span className="block text-xs font-normal tracking-normal text-muted">
          {keyTexts.before(earlier)}
        </span>
      )}
    </>
  );
}

const funnelTexts = insightTexts.funnel;

export function Funnel({ all: { candidates, funnel }, needed }: Insights) {
  return (
    <PageSection title={funnelTexts.title}>
      <p className="max-w-[75ch] text-sm text-muted">
        {funnel ? funnelTexts.hint : funnelTexts.tooFew(needed)}
      </p>
      {funnel && <Steps candidates={candidates} funnel={funnel} />}
    </PageSection>
  );
}

interface Step {
  name: string;
  count: number;
  isPart?: boolean;
}

function Steps({ candidates, funnel }: { candidates: number; funnel: NonNullable<InsightGroup['funnel']> }) {
  const { steps, missing, reasons } = funnelTexts;
  const rows: Step[] = [
    { name: steps.planned, count: candidates },
    ...(['held', 'rated', 'decided'] as const).map(step => ({ name: steps[step], count: funnel[step] })),
    ...funnel.outcomes.map(({ outcome, count }) => ({ name: OUTCOME_NAMES[outcome], count, isPart: true })),
  ];
  const missed = (['noShow', 'canceled', 'notHeld', 'open'] as const).filter(reason => funnel[reason] > 0);
  return (
    <Card
      padding="none"
      className={classNames('grid', missed.length > 0 && 'lg:grid-cols-[minmax(0,3fr)_minmax(0,1fr)]')}
    >
      <table className="w-full text-sm tabular-nums">
        <caption className="sr-only">{funnelTexts.title}</caption>
        <thead>
          <tr className="border-b border-line text-left text-muted">
            <th scope="col" className={`${CELL} font-medium`}>
              {funnelTexts.step}
            </th>
            <th scope="col" className={`${CELL} text-right font-medium`}>
              {funnelTexts.candidates}
            </th>
            <th scope="col" className={`${CELL} w-2/5 font-medium sm:w-1/2`}>
              {funnelTexts.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <StepRow key={row.name} {...row} all={candidates} />
          ))}
        </tbody>
      </table>
      {missed.length > 0 && (
        <section
          aria-label={missing}
          className="flex flex-col border-line py-2.5 text-sm max-lg:border-t lg:border-l"
        >
          <h3 className="px-4 pb-1.5 font-medium text-muted">{missing}</h3>
          <dl>
            {missed.map(reason => (
              <div key={reason} className="flex justify-between gap-4 px-4 py-1.5 tabular-nums">
                <dt>{reasons[reason]}</dt>
                <dd className="font-medium">{insightTexts.count(funnel[reason])}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </Card>
  );
}

const CELL = 'px-3 py-2.5 sm:px-4';

function StepRow({ name, count, isPart = false, all }: Step & { all: number }) {
  return (
    <tr className="border-b border-line last:border-b-0">
      <th
        scope="row"
        className={`${CELL} text-left ${isPart ? 'pl-6 font-normal sm:pl-8 text-muted' : 'font-medium'}`}
      >
        {name}
      </th>
      <td className={`${CELL} text-right`}>{insightTexts.count(count)}</td>
      <td className={CELL}>
        <div className="flex items-center gap-3">
          <div className="min-w-0 flex-1">
            <ShareBar share={count / all} />
          </div>
          <span className="w-11 text-right whitespace-nowrap">{insightTexts.percent(count / all)}</span>
        </div>
      </td>
    </tr>
  );
}

const roleTexts = insightTexts.roles;
type Column = keyof typeof roleTexts.columns;
const column = (name: Column): CardColumn => ({
  label: roleTexts.columns[name],
  ...(name !== 'role' && { align: 'right' }),
});
const COLUMNS = (Object.keys(roleTexts.columns) as Column[]).map(column);

export function Roles({ byRole, smallRoles, needed }: Insights) {
  return (
    <PageSection title={roleTexts.title}>
      {byRole.length > 0 && (
        <CardTable columns={COLUMNS}>
          {byRole.map(role => (
            <RoleRow key={role.jobRole} {...role} />
          ))}
        </CardTable>
      )}
      {smallRoles > 0 && <p className="text-sm text-muted">{roleTexts.small(smallRoles, needed)}</p>}
    </PageSection>
  );
}

function RoleRow({ jobRole, candidates, funnel, figures }: Insights['byRole'][number]) {
  const hired = funnel?.outcomes.find(({ outcome }) => outcome === 'hired')?.count ?? 0;
  return (
    <CardRow heading={<span className="font-medium">{jobRole}</span>}>
      <CardCell column={column('candidates')}>{insightTexts.count(candidates)}</CardCell>
      <CardCell column={column('held')}>{insightTexts.count(funnel?.held ?? 0)}</CardCell>
      <CardCell column={column('decided')}>{insightTexts.count(funnel?.decided ?? 0)}</CardCell>
      <CardCell column={column('hired')}>{insightTexts.count(hired)}</CardCell>
      {(['noShow', 'toInterview', 'toRated', 'toDecision'] as const).map(key => (
        <CardCell key={key} column={column(key)}>
          <RoleFigure name={key} figure={figures[key]} />
        </CardCell>
      ))}
    </CardRow>
  );
}

function RoleFigure({ name, figure }: { name: Key; figure: InsightFigure }) {
  const value = shownValue(name, figure);
  return (
    <span className="whitespace-nowrap md:flex md:flex-col">
      {value ?? (
        <>
          <span aria-hidden="true">{roleTexts.tooFew}</span>
          <span className="sr-only">{roleTexts.tooFewSpoken}</span>
        </>
      )}{' '}
      <span className="text-xs text-muted">{roleTexts.n(figure.n)}</span>
    </span>
  );
}

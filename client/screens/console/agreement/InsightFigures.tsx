import type { ReactNode } from 'react';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import type { Insights } from '../../../../shared/protocol/scoringRoutes.ts';
import { Card } from '../../../components/ui/Card.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { agreementTexts } from '../../../texts/agreement.ts';
import { candidateTexts } from '../../../texts/candidates.ts';
import { formatDuration } from '../../../texts/times.ts';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';

const texts = agreementTexts.insights;

/** Figures over all interviews: how fast they are rated, and what was decided. */
export function InsightFigures({ kitName }: { kitName: (kitId: KitId) => string | undefined }) {
  const insights = useRouteQuery('insights.read', {});
  return (
    <Loaded
      query={insights}
      failed={texts.figuresFailed}
      skeleton={<SkeletonRows count={2} row="h-32 w-full rounded-card!" className="gap-4" />}
    >
      {data => (
        <>
          <RatingTimes insights={data} kitName={kitName} />
          <Decisions insights={data} />
        </>
      )}
    </Loaded>
  );
}

function RatingTimes({
  insights: { days, needed, ratingTimes },
  kitName,
}: {
  insights: Insights;
  kitName: (kitId: KitId) => string | undefined;
}) {
  const rows = ratingTimes.flatMap(({ kitId, interviews, medianMs }) => {
    const name = kitName(kitId);
    return name === undefined
      ? []
      : [{ key: kitId, cells: [name, formatDuration(medianMs), texts.count(interviews)] }];
  });
  return (
    <PageSection title={texts.ratingTimes}>
      <p className="text-sm text-muted">{texts.ratingTimesHint(days, needed)}</p>
      <Figures columns={[texts.kit, texts.median, texts.interviews]} rows={rows} />
    </PageSection>
  );
}

function Decisions({ insights: { days, decisions, needed } }: { insights: Insights }) {
  const rows = decisions.map(({ jobRole, candidates, outcomes }) => ({
    key: jobRole,
    cells: [
      jobRole,
      <ul key="outcomes" className="flex flex-wrap gap-x-4 gap-y-1">
        {outcomes.map(({ outcome, count }) => (
          <li key={outcome}>{texts.share(candidateTexts.outcomes[outcome], count, candidates)}</li>
        ))}
      </ul>,
      texts.count(candidates),
    ],
  }));
  return (
    <PageSection title={texts.decisions}>
      <p className="text-sm text-muted">{texts.decisionsHint(days, needed)}</p>
      <Figures columns={[texts.role, texts.outcomes, texts.candidates]} rows={rows} />
    </PageSection>
  );
}

interface FiguresProps {
  columns: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

function Figures({ columns, rows }: FiguresProps) {
  if (rows.length === 0) return <p className="text-sm">{texts.notEnough}</p>;
  return (
    <Card padding="none">
      <table className="w-full text-sm tabular-nums">
        <thead>
          <tr className="border-b border-line text-left text-muted">
            {columns.map((column, index) => (
              <th key={column} scope="col" className={cellStyle(index, columns.length, 'font-medium')}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key} className="border-b border-line align-top last:border-b-0">
              <th
                scope="row"
                className={cellStyle(0, columns.length, 'text-left font-medium wrap-break-word')}
              >
                {first}
              </th>
              {others.map((cell, index) => (
                <td key={columns[index + 1]} className={cellStyle(index + 1, columns.length)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** The last column has numbers. */
function cellStyle(index: number, count: number, style = ''): string {
  return `px-4 py-2.5 ${style} ${index === count - 1 ? 'text-right' : ''}`;
}

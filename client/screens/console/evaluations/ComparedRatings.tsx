import type { Calibration } from '../../../../shared/protocol/calibrationRoutes.ts';
import { SCALE } from '../../../../shared/rubric/rating.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { ShareBar } from '../../../components/ui/Fact.tsx';
import { useNow } from '../../../hooks/useNow.ts';
import { calibrationTexts } from '../../../texts/calibration.ts';

const texts = calibrationTexts.calibration;
type Compared = Calibration['rated'][number]['competencies'][number];

type ComparedRatingsProps = {
  reference: Calibration['rated'][number];
  /** Heads the column of the evaluator's ratings. */
  rater?: string;
};

/** Compares an evaluator's ratings of a reference with the agreed ratings. */
export function ComparedRatings({ reference, rater = texts.own }: ComparedRatingsProps) {
  const now = useNow(60_000);
  const { at, competencies, counts, role } = reference;
  const differences = competencies.flatMap(({ agreed, own }) => differenceOf(own, agreed) ?? []);
  const sum = differences.reduce((total, difference) => total + Math.abs(difference), 0);
  return (
    <Card padding="none" className="min-w-0 overflow-hidden" data-compared={reference.interviewId}>
      <table className="w-full text-sm tabular-nums">
        <caption className="px-4 pt-3 pb-2 text-left">
          <span className="font-medium">{role}</span>
          <span className="text-muted"> · {texts.at(at, now)}</span>{' '}
          {!counts && <Badge tone="warning">{texts.notCounted}</Badge>}
          <span className="block pt-1 text-muted">
            {differences.length === 0
              ? texts.onlyN(1)
              : texts.average(sum / differences.length, differences.length)}
          </span>
        </caption>
        <thead>
          <tr className="border-b border-line text-left text-muted">
            <Column className="px-4 py-2">{texts.competency}</Column>
            <Column className="px-3 py-2 text-right">{rater}</Column>
            <Column className="px-3 py-2 text-right">{texts.agreed}</Column>
            <Column className="py-2 pr-4 pl-3 text-right">{texts.columns.distance}</Column>
          </tr>
        </thead>
        <tbody>
          {competencies.map(({ agreed, competencyId, name, own }) => (
            <tr key={competencyId} className="border-b border-line last:border-b-0">
              <th scope="row" className="px-4 py-2 text-left font-normal">
                {name}
              </th>
              <td className="px-3 py-2 text-right">{texts.value(own)}</td>
              <td className="px-3 py-2 text-right">{agreed}</td>
              <td className="py-2 pr-4 pl-3 text-right">{texts.difference(differenceOf(own, agreed))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** Returns undefined unless both ratings are numbers. */
function differenceOf(own: Compared['own'], agreed: Compared['agreed']): number | undefined {
  return typeof own === 'number' && typeof agreed === 'number' ? own - agreed : undefined;
}

function Column({ className, children }: { className: string; children: string }) {
  return (
    <th scope="col" className={`font-medium ${className}`}>
      {children}
    </th>
  );
}

const NONE = 0.05;

/** Mean distances from the agreed ratings over all rated references. */
export function Distances({ distances }: Pick<Calibration, 'distances'>) {
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
              <td className="px-3 py-2.5 sm:whitespace-nowrap">{directionOf(bias)}</td>
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

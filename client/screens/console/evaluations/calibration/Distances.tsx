import type { Calibration } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { SCALE } from '../../../../../shared/rubric/rating.ts';
import { Card } from '../../../../components/ui/Card.tsx';
import { ShareBar } from '../../../../components/ui/Fact.tsx';
import { evaluationTexts } from '../../../../texts/evaluations.ts';

const texts = evaluationTexts.calibration;
/** Below half a tenth it would be shown as zero. */
const NONE = 0.05;

/** Per competency: how far from the agreed ratings, and to which side. A table; bars show the same to the eye. */
export function Distances({ distances }: Pick<Calibration, 'distances'>) {
  const { columns } = texts;
  return (
    <Card padding="none" className="max-w-3xl overflow-x-auto">
      <table className="w-full text-sm tabular-nums">
        <thead>
          <tr className="border-b border-line text-left text-muted">
            <th scope="col" className="px-4 py-2 font-medium">
              {columns.competency}
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              {columns.distance}
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              {columns.direction}
            </th>
            <th scope="col" className="py-2 pr-4 pl-3 text-right font-medium max-sm:hidden">
              {columns.n}
            </th>
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

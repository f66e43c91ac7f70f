import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { EvaluatorLoad } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { Badge } from '../../../../components/ui/Badge.tsx';
import { evaluationTexts } from '../../../../texts/evaluations.ts';

const texts = evaluationTexts.team;

/** Each evaluator with what they have to do and have done: a table, and on phones cards. */
export function People({ people }: { people: readonly EvaluatorLoad[] }) {
  const { columns } = texts;
  const calibrating = people.some(({ calibration }) => calibration !== undefined);
  const numbers = [
    columns.held,
    columns.locked,
    columns.median,
    ...(calibrating ? [columns.calibration] : []),
  ];
  return (
    <section aria-labelledby="evaluators" className="flex flex-col gap-3">
      <h2 id="evaluators" className="text-base font-semibold">
        {texts.people}
      </h2>
      {people.length === 0 ? (
        <p className="text-sm text-muted">{texts.noPeople}</p>
      ) : (
        <div className="md:overflow-x-auto md:rounded-card md:border md:border-line md:bg-surface">
          <table className="w-full border-collapse text-sm max-md:flex max-md:flex-col">
            <thead className="max-md:sr-only">
              <tr className="border-b border-line text-left text-muted">
                <th scope="col" className="py-2.5 pr-3 pl-4 font-medium">
                  {columns.name}
                </th>
                {numbers.map(column => (
                  <th key={column} scope="col" className="px-3 py-2.5 font-medium">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="max-md:flex max-md:flex-col max-md:gap-3">
              {people.map(person => (
                <Person key={person.userId} person={person} calibrating={calibrating} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Person({ person, calibrating }: { person: EvaluatorLoad; calibrating: boolean }) {
  const { calibration, held, locked, medianMs, name, userId } = person;
  const { columns } = texts;
  return (
    <tr
      data-evaluator={userId}
      className="border-line max-md:flex max-md:flex-col max-md:rounded-card max-md:border max-md:bg-surface max-md:p-4 md:border-b md:last:border-b-0"
    >
      <th scope="row" className="text-left font-medium wrap-anywhere md:py-2.5 md:pr-3 md:pl-4">
        {name}
      </th>
      <Cell label={columns.held}>{evaluationTexts.count(held)}</Cell>
      <Cell label={columns.locked}>{evaluationTexts.count(locked)}</Cell>
      <Cell label={columns.median}>{medianMs === undefined ? texts.unknown : texts.duration(medianMs)}</Cell>
      {calibrating && (
        <Cell label={columns.calibration}>
          {calibration === undefined ? (
            texts.unknown
          ) : calibration.passed ? (
            <Badge tone="success" icon={<CircleCheck className="size-3.5" aria-hidden="true" />}>
              {texts.calibrated}
            </Badge>
          ) : (
            texts.calibrating(calibration.done, calibration.of)
          )}
        </Cell>
      )}
    </tr>
  );
}

function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td className="tabular-nums max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:pt-1.5 md:px-3 md:py-2.5">
      <span className="text-muted md:hidden">{label}</span>
      {children}
    </td>
  );
}

import { useEffect, useRef } from 'react';
import type { YamlProblem } from '../../../../../shared/protocol/kitRoutes.ts';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { kitTexts } from '../../../../texts/kits.ts';

const texts = kitTexts.import;

interface ProblemTableProps {
  problems: readonly YamlProblem[];
  onLine: (line: number, column: number) => void;
}

/** What is wrong with the text: where, in which field, and why. The line leads there. */
export function ProblemTable({ problems, onLine }: ProblemTableProps) {
  const place = useRef<HTMLDivElement>(null);
  // On a narrow screen it stands below the text that was just sent.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place} className="flex scroll-my-4 flex-col gap-3">
      <Banner tone="danger" title={texts.problems(problems.length)}>
        {texts.problemsHint}
      </Banner>
      <div className="overflow-x-auto rounded-card border border-line bg-surface">
        <table className="w-full text-left text-sm">
          <thead className="border-b border-line text-xs text-muted">
            <tr>
              <th scope="col" className="py-2 pr-2 pl-3 font-medium">
                {texts.line}
              </th>
              <th scope="col" className="px-2 py-2 font-medium">
                {texts.column}
              </th>
              <th scope="col" className="px-2 py-2 font-medium">
                {texts.field}
              </th>
              <th scope="col" className="py-2 pr-3 pl-2 font-medium">
                {texts.reason}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line align-top">
            {problems.map(({ line, column, field, reason }) => (
              <tr key={`${line} ${column} ${field} ${reason}`}>
                <td className="py-1.5 pr-2 pl-1">
                  <button
                    type="button"
                    aria-label={texts.goToLine(line)}
                    onClick={() => onLine(line, column)}
                    className="min-h-6 rounded-control px-2 font-medium text-accent-ink tabular-nums underline underline-offset-2 hover:bg-hover"
                  >
                    {line}
                  </button>
                </td>
                <td className="px-2 py-1.5 text-muted tabular-nums">{column}</td>
                <td className="px-2 py-1.5 font-mono text-xs leading-5">
                  {field ? (
                    <Field name={field} />
                  ) : (
                    <span className="font-sans text-muted">{texts.whole}</span>
                  )}
                </td>
                <td className="min-w-40 py-1.5 pr-3 pl-2">{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Breaks after its dots, where it has to. */
function Field({ name }: { name: string }) {
  return name.split('.').map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is nothing but its place in the name
    <span key={index}>
      {index > 0 && (
        <>
          .<wbr />
        </>
      )}
      {part}
    </span>
  ));
}

import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { agreementTexts } from '../../../texts/agreement.ts';

type SectionProps = { title: string; explanation: string; children: ReactNode };
export function Section({ title, explanation, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 id={id} className="text-lg font-semibold">
          {title}
        </h2>
        <details className="group">
          <summary className="flex w-fit cursor-pointer list-none items-center gap-1 rounded-control py-1 text-sm font-medium text-accent-ink [&::-webkit-details-marker]:hidden">
            {agreementTexts.explain}
            <ChevronDown className="size-4 transition-transform group-open:rotate-180" />
            <span className="sr-only">: {title}</span>
          </summary>
          <p className="max-w-[70ch] pt-1 pb-2 text-sm text-muted">{explanation}</p>
        </details>
      </div>
      {children}
    </section>
  );
}

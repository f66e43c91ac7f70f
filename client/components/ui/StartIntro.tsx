import type { ReactNode } from 'react';
import { practice } from '../../texts/practice.ts';

const texts = practice.start;

/** Heading and steps of practice's start page, which the server renders, too. */
export function StartIntro({ title }: { title: ReactNode }) {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        {title}
        <p className="max-w-[60ch] text-muted">{texts.lead}</p>
      </div>
      <ol className="flex max-w-[60ch] flex-col gap-3">
        {texts.steps.map((step, index) => (
          <li key={step} className="flex gap-3">
            <span
              aria-hidden="true"
              className="mt-px flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink tabular-nums"
            >
              {index + 1}
            </span>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

import type { ReactNode } from 'react';
import { BackLink } from '../../../../components/ui/ButtonLink.tsx';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { QUEUE_PATH } from '../evaluationPaths.ts';

/** What stands in the place of the rating itself, with the way back to the queue. */
export function OtherPage({ children }: { children: ReactNode }) {
  return (
    <div className="flex w-full max-w-3xl flex-col gap-5 px-4 py-6 sm:px-6 sm:py-8">
      <BackLink to={QUEUE_PATH}>{evaluationTexts.rating.back}</BackLink>
      {children}
    </div>
  );
}

import { Eye } from 'lucide-react';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { useNow } from '../../../hooks/useNow.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { nextStepOf } from './nextStep.ts';

const texts = consoleTexts.detail;

export function NextStep({ view }: { view: InterviewView }) {
  const step = nextStepOf(view, useNow(30_000));
  return (
    <div className="flex flex-col gap-2">
      <Banner tone={step.tone}>{step.text}</Banner>
      {view.phase === 'open' && (
        <p className="flex items-center gap-2 px-4 text-sm text-muted">
          <Eye className="size-4" aria-hidden="true" />
          {texts.watching(view.watching)}
        </p>
      )}
      {!view.observersAllowed && !view.practice && (
        <p className="px-4 text-sm text-muted">
          {view.observersAnswer === 'refused' ? texts.observersRefused : texts.observersUnanswered}
        </p>
      )}
    </div>
  );
}

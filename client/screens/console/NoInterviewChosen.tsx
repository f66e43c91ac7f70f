import { LayoutList } from 'lucide-react';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { consoleTexts as texts } from '../../texts/console.ts';

export function NoInterviewChosen() {
  usePageTitle(texts.list.title);
  return (
    <div className="flex h-[calc(100dvh-3.5rem)] flex-col items-center justify-center gap-3 p-8 text-center text-sm text-muted">
      <LayoutList className="size-8 text-line-strong" aria-hidden="true" />
      <p className="max-w-xs">{texts.list.choose}</p>
    </div>
  );
}

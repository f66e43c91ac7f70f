import { CalendarX } from 'lucide-react';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';

export function UnknownInterview() {
  usePageTitle(common.notFound.title);
  return (
    <>
      <h1 className="sr-only">{consoleTexts.detail.untitled}</h1>
      <EmptyState icon={<CalendarX className="size-6" />} title={common.notFound.title} />
    </>
  );
}

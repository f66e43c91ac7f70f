import { CalendarX } from 'lucide-react';
import { Banner } from '../../../components/ui/Banner.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import type { ConnectionState } from '../../../core/interviewClient.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';

const texts = consoleTexts.detail;

/** Says why the interview no longer updates. */
export function StaleBanner({ connection }: { connection: ConnectionState | undefined }) {
  if (connection?.state === 'reconnecting') return <Banner tone="warning">{texts.reconnecting}</Banner>;
  if (connection?.state !== 'ended') return null;
  return (
    <Banner tone="warning">
      {connection.reason === 'too-many-pages' ? texts.tooManyPages : texts.ended}
    </Banner>
  );
}

export function UnknownInterview() {
  usePageTitle(common.notFound.title);
  return (
    <>
      <h1 className="sr-only">{consoleTexts.detail.untitled}</h1>
      <EmptyState icon={<CalendarX className="size-6" />} title={common.notFound.title} />
    </>
  );
}

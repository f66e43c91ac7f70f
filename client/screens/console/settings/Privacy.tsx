import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { PageRetention } from '../../../../shared/practice/practice.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { RetentionDays } from '../../../../shared/protocol/recordingRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { callRoute } from '../../../core/api.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { publicSideTexts } from '../../../texts/publicSide.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';
import { settingsTexts } from '../../../texts/settings.ts';
import { ConsolePage, ForbiddenPage } from '../ConsolePage.tsx';
import type { Reading } from '../Loaded.tsx';
import { RetentionDialog } from '../RetentionDialog.tsx';
import { MissingStorage } from '../recordings/MissingStorage.tsx';
import { TranscriptReaders } from './TranscriptReaders.tsx';

const texts = settingsTexts.privacy;

export function Privacy() {
  usePageTitle(texts.title);
  if (!useStaffMay('recordings.change'))
    return <ForbiddenPage title={texts.title}>{texts.forbidden}</ForbiddenPage>;
  return (
    <ConsolePage title={texts.title} intro={texts.intro} width="reading">
      <MissingStorage />
      <RecordingsKept />
      <PagesKept />
      <TranscriptReaders />
    </ConsolePage>
  );
}

const recordingsTexts = recordingTexts.retention;
const RetentionChoice = z.union([z.literal('forever'), RetentionDays]);

function RecordingsKept() {
  const query = useRouteQuery('retention.read', {});
  const pages = useRouteQuery('practicePages.read', {});
  const change = useRouteMutation('retention.change', [
    'retention.read',
    'recording.list',
    'practicePages.read',
  ]);
  const pagesFollow = pages.data?.keep === 'as-recordings';
  const findLoss = async (keep: 'forever' | number, before: number | undefined) => {
    if (keep === 'forever' || !isShorter(keep, before)) return undefined;
    const [{ recordings }, practice] = await Promise.all([
      callRoute('retention.preview', { days: keep }),
      pagesFollow ? callRoute('practicePages.preview', { days: keep }) : undefined,
    ]);
    const body = [recordingsTexts.goNow(recordings), practice && pagesTexts.goNow(practice)];
    return {
      title: recordingsTexts.shorterTitle(keep),
      body: body.filter(Boolean).join(' '),
      deletes: recordings > 0 || (practice !== undefined && deletesPages(practice)),
    };
  };
  return (
    <Kept
      words={recordingsTexts}
      query={query}
      sayKept={({ days }) => (days === undefined ? recordingsTexts.forever : recordingsTexts.days(days))}
      dialog={({ days }, onClose) => (
        <RetentionDialog
          title={recordingsTexts.dialogTitle}
          description={
            pagesFollow
              ? `${recordingsTexts.dialogBody} ${recordingsTexts.alsoPages}`
              : recordingsTexts.dialogBody
          }
          legend={recordingsTexts.legend}
          choices={recordingsTexts.choices}
          schema={RetentionChoice}
          value={days ?? 'forever'}
          findLoss={keep => findLoss(keep, days)}
          onSave={keep => change.mutateAsync(keep === 'forever' ? {} : { days: keep })}
          onClose={onClose}
        />
      )}
    />
  );
}

const pagesTexts = publicSideTexts.kept;

function PagesKept() {
  const query = useRouteQuery('practicePages.read', {});
  const recordings = useRouteQuery('retention.read', {});
  const change = useRouteMutation('practicePages.change', ['practicePages.read']);
  const findLoss = async (keep: PageRetention, before: number | undefined) => {
    const days = keep === 'as-recordings' ? recordings.data?.days : keep;
    if (typeof days !== 'number' || !isShorter(days, before)) return undefined;
    const going = await callRoute('practicePages.preview', { days });
    return {
      title: pagesTexts.shorterTitle(days),
      body: pagesTexts.goNow(going),
      deletes: deletesPages(going),
    };
  };
  return (
    <Kept
      words={pagesTexts}
      query={query}
      sayKept={wordsFor}
      dialog={({ keep, days }, onClose) => (
        <RetentionDialog
          title={pagesTexts.dialogTitle}
          description={pagesTexts.dialogBody}
          legend={pagesTexts.legend}
          choices={pagesTexts.choices}
          schema={PageRetention}
          value={keep}
          findLoss={wanted => findLoss(wanted, days)}
          onSave={wanted => change.mutateAsync({ keep: wanted })}
          onClose={onClose}
        />
      )}
    />
  );
}

function deletesPages({ pages, later }: RouteResult<'practicePages.preview'>): boolean {
  return pages + later > 0;
}

function isShorter(days: number, before: number | undefined): boolean {
  return before === undefined || days < before;
}

function wordsFor({ keep, days }: RouteResult<'practicePages.read'>): string {
  if (days === undefined) return pagesTexts.untilDeleted;
  return keep === 'as-recordings' ? pagesTexts.asRecordings(days) : pagesTexts.days(days);
}

interface KeptProps<T> {
  words: { title: string; loadFailed: string; change: string; changeOf: string };
  query: Reading<T>;
  sayKept: (setting: T) => string;
  dialog: (setting: T, onClose: () => void) => ReactNode;
}

/** Says how long something is kept. Owners can change it in a dialog. */
function Kept<T>({ words, query: { data, error, isError }, sayKept, dialog }: KeptProps<T>) {
  const mayChange = useStaffMay('retention.change');
  const [changing, setChanging] = useState(false);
  return (
    <section aria-label={words.title}>
      <Card className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
          <h2 className="text-base font-semibold">{words.title}</h2>
          {data !== undefined ? (
            <p className="text-sm text-muted">{sayKept(data)}</p>
          ) : isError ? (
            <p className="text-sm">
              {words.loadFailed}. {errorMessage(error)}
            </p>
          ) : (
            <Skeleton className="h-5 w-44" />
          )}
        </div>
        {mayChange && data !== undefined && (
          <Button aria-label={words.changeOf} onClick={() => setChanging(true)}>
            {words.change}
          </Button>
        )}
      </Card>
      {changing && data !== undefined && dialog(data, () => setChanging(false))}
    </section>
  );
}

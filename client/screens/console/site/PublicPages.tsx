import { Globe } from 'lucide-react';
import { useState } from 'react';
import { PageRetention } from '../../../../shared/practice/practice.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { StatusDot } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { ProgressBar } from '../../../components/ui/ProgressBar.tsx';
import { SkeletonStack } from '../../../components/ui/Skeleton.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { publicSideTexts, publicSideTexts as texts } from '../../../texts/publicSide.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { Loaded, type Reading } from '../Loaded.tsx';
import { PageBody, PageIntro } from '../PageBody.tsx';
import { RetentionDialog } from '../RetentionDialog.tsx';
import { Publications } from './Publications.tsx';

export function PublicPages() {
  usePageTitle(texts.title);
  const list = useRouteQuery('publications.list', {});
  const retention = useRouteQuery('practicePages.read', {});
  return (
    <PageBody width="max-w-4xl">
      <PageIntro title={texts.title}>{texts.intro}</PageIntro>
      <Loaded
        // Waits for both queries, so that rows don't move under the pointer.
        query={retention.isPending ? { ...list, data: undefined } : list}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={
          <SkeletonStack className="gap-4" rows={['h-24 w-full', ...Array<string>(4).fill('h-30 w-full')]} />
        }
      >
        {data => (
          <>
            <PublicSide isOn={data.publicSide} />
            <VoicePreparation />
            <PageRetentionSetting query={retention} />
            {data.publications.length > 0 ? (
              <Publications {...data} />
            ) : (
              <EmptyState
                icon={Globe}
                title={texts.empty}
                action={<ButtonLink to="/console/kits">{texts.toKits}</ButtonLink>}
              >
                {texts.emptyBody}
              </EmptyState>
            )}
          </>
        )}
      </Loaded>
    </PageBody>
  );
}

const VOICE_POLL_MS = 3_000;
/** A newly published role has new lines. */
const VOICE_READY_POLL_MS = 30_000;

/** Shows how many of the recruiter's lines are ready for practice. Hidden when all are. */
function VoicePreparation() {
  const { data } = useRouteQuery(
    'recruiterClips.published',
    {},
    { refetchIntervalMs: ({ state }) => (isPrepared(state.data) ? VOICE_READY_POLL_MS : VOICE_POLL_MS) },
  );
  if (!data || isPrepared(data)) return null;
  const words = texts.voice(data.done, data.total);
  return (
    <div className="flex flex-col gap-1.5" data-voice>
      <p className="text-sm text-muted tabular-nums">{words}</p>
      <ProgressBar slim label={texts.voiceBar} share={data.done / data.total} valueText={words} />
    </div>
  );
}

function isPrepared(lines: RouteResult<'recruiterClips.published'> | undefined): boolean {
  return lines !== undefined && lines.done >= lines.total;
}

const sideTexts = publicSideTexts.side;

function PublicSide({ isOn }: { isOn: boolean }) {
  const mayChange = useStaffMay('site.change');
  const [asking, setAsking] = useState(false);
  const question = isOn ? sideTexts.confirmOff : sideTexts.confirmOn;
  return (
    <section aria-labelledby="public-side">
      <Card className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
          <h2 id="public-side" className="flex items-center gap-2 text-base font-semibold">
            <StatusDot tone={isOn ? 'ok' : 'off'} />
            {sideTexts.title}
          </h2>
          <p className="text-sm text-muted">{isOn ? sideTexts.on : sideTexts.off}</p>
        </div>
        {mayChange && (
          <Button variant={isOn ? 'secondary' : 'primary'} onClick={() => setAsking(true)}>
            {isOn ? sideTexts.turnOff : sideTexts.turnOn}
          </Button>
        )}
      </Card>
      {asking && (
        <ConfirmRequest
          route="publicSide.change"
          params={{ publicSide: !isOn }}
          refreshes={['publications.list']}
          title={question.title}
          description={question.body}
          confirmLabel={isOn ? sideTexts.turnOff : sideTexts.turnOn}
          danger={isOn}
          onClose={() => setAsking(false)}
          done={isOn ? sideTexts.turnedOff : sideTexts.turnedOn}
        />
      )}
    </section>
  );
}

const retentionTexts = publicSideTexts.kept;

function PageRetentionSetting({ query }: { query: Reading<RouteResult<'practicePages.read'>> }) {
  const mayChange = useStaffMay('retention.change');
  const { data, error } = query;
  const change = useRouteMutation('practicePages.change', ['practicePages.read']);
  const [changing, setChanging] = useState(false);
  return (
    <section aria-labelledby="pages-kept">
      <Card className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
          <h2 id="pages-kept" className="text-base font-semibold">
            {retentionTexts.title}
          </h2>
          {data ? (
            <p className="text-sm text-muted">{wordsFor(data.keep, data.days)}</p>
          ) : (
            <p className="text-sm">
              {retentionTexts.loadFailed}. {errorMessage(error)}
            </p>
          )}
        </div>
        {mayChange && data && (
          <Button aria-label={retentionTexts.changeOf} onClick={() => setChanging(true)}>
            {retentionTexts.change}
          </Button>
        )}
      </Card>
      {changing && data && (
        <RetentionDialog
          title={retentionTexts.dialogTitle}
          description={retentionTexts.dialogBody}
          legend={retentionTexts.legend}
          choices={retentionTexts.choices}
          schema={PageRetention}
          value={data.keep}
          onSave={keep => change.mutateAsync({ keep })}
          onClose={() => setChanging(false)}
        />
      )}
    </section>
  );
}

function wordsFor(keep: PageRetention, days: number | undefined): string {
  if (days === undefined) return retentionTexts.untilDeleted;
  return keep === 'as-recordings' ? retentionTexts.asRecordings(days) : retentionTexts.days(days);
}

import { Globe } from 'lucide-react';
import { useState } from 'react';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { StatusDot } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { ProgressBar } from '../../../components/ui/ProgressBar.tsx';
import { SkeletonStack } from '../../../components/ui/Skeleton.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { publicSideTexts, publicSideTexts as texts } from '../../../texts/publicSide.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { ConsolePage } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { Publications } from './Publications.tsx';

export function PublicPages() {
  usePageTitle(texts.title);
  const list = useRouteQuery('publications.list', {});
  return (
    <ConsolePage title={texts.title} intro={texts.intro}>
      <Loaded
        query={list}
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
    </ConsolePage>
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

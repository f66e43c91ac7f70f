import { AudioLines } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { isEvaluated } from '../../core/recordingStatus.ts';
import { captionAt, isShownQuestion, type ShownCaption } from '../../core/recruiter/captions.ts';
import { captionsOn, captionsShown } from '../../core/roomStores.ts';
import { useOwnSeat, useRecruiter, useRemoteTrack, useSession, useView } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { RemoteVideo } from '../room/MediaElements.tsx';
import type { TileSize } from '../room/PersonTile.tsx';
import { SpeakingBorder } from '../ui/Avatar.tsx';
import { classNames } from '../ui/classNames.ts';
import { BriefTurnSign, TurnSign } from './TurnSign.tsx';

/** Limits the width of the recruiter's video, so that labels in a low, wide tile don't cover the mouth. */
const PICTURE =
  'absolute inset-y-0 left-1/2 w-full max-w-[185cqh] -translate-x-1/2 @5xl:mask-[linear-gradient(to_right,transparent,black_5%,black_95%,transparent)]';

export function RecruiterTile({ size, className }: { size: TileSize; className?: string | undefined }) {
  const recruiter = useRecruiter();
  const speaking = useStore(useSession().signals.activeSpeaker) === 'recruiter';
  const { role } = useOwnSeat();
  if (!recruiter) return null;
  const large = size === 'main' && role === 'candidate';
  return (
    <figure
      data-seat-id="recruiter"
      data-speaking={speaking}
      aria-label={texts.name}
      className={classNames(
        'relative m-0 min-h-0 min-w-0 overflow-hidden rounded-card bg-surface [container-type:size]',
        className,
      )}
    >
      <Still size={size} named={recruiter.accommodations?.audioOnly === true} />
      <Picture recruiter={recruiter} />
      <SpeakingBorder speaking={speaking} className="rounded-card" />
      {large ? <LargeSigns recruiter={recruiter} /> : <SmallSigns recruiter={recruiter} />}
    </figure>
  );
}

/** Shows the recruiter's video, unless the candidate has asked for audio only. */
function Picture({ recruiter }: { recruiter: RecruiterView }) {
  const remote = useRemoteTrack('recruiter', 'camera');
  const { mediaState } = useView();
  if (recruiter.accommodations?.audioOnly || !remote || remote.paused || mediaState === 'lost') return null;
  return (
    <div className={PICTURE}>
      <RemoteVideo key={remote.consumerId} remote={remote} label={texts.camera} fit="portrait" />
    </div>
  );
}

function Still({ size, named }: { size: TileSize; named: boolean }) {
  const large = size === 'main';
  return (
    <div
      className={classNames(
        'absolute inset-0 flex flex-col items-center justify-center gap-4',
        large && 'pb-20',
      )}
      aria-hidden="true"
    >
      <span
        className={classNames(
          'flex items-center justify-center rounded-full bg-accent-soft text-accent-ink',
          large ? 'size-28' : 'size-12',
        )}
      >
        <AudioLines className={large ? 'size-12' : 'size-5'} />
      </span>
      {named && large && <span className="text-xl font-semibold">{texts.name}</span>}
    </div>
  );
}

/**
 * Height of the picture below the recruiter's chin. Nothing above it covers the face: the chin is 340 px below
 * the top of the picture's 540 px, which the tile shows in full height.
 */
const BELOW_FACE = 'max-h-[36cqh]';

function LargeSigns({ recruiter }: { recruiter: RecruiterView }) {
  const view = useView();
  return (
    <>
      <figcaption className="absolute top-2 left-2 flex max-w-[calc(100%-8rem)] flex-col rounded-control bg-black/65 px-3 py-1.5 text-white @2xl:top-3 @2xl:left-3 @2xl:max-w-[40%] [@container_(max-height:20rem)]:px-2 [@container_(max-height:20rem)]:py-0.5 [@container_(max-height:9rem)]:sr-only">
        <span className="truncate text-sm font-medium [@container_(max-height:20rem)]:text-xs">
          {texts.name}
        </span>
        <span className="text-xs">{view.practice ? practiceRoom.sign[signOf(view)] : texts.fact}</span>
      </figcaption>
      <div
        className={classNames(
          'pointer-events-none absolute inset-x-2 bottom-0 flex flex-col items-center justify-end gap-2 pb-2 @2xl:pb-3',
          BELOW_FACE,
        )}
      >
        <Signs recruiter={recruiter} />
      </div>
    </>
  );
}

/** Shows the caption above the turn. A low tile has space for one of them: the caption while it is spoken. */
function Signs({ recruiter }: { recruiter: RecruiterView }) {
  const inPanel = useStore(captionsOn);
  const wanted = useStore(captionsShown) && !inPanel;
  const caption = useCaption(recruiter);
  // The panel shows its question and lines without sound.
  const shown = wanted && caption && !caption.whole && !isShownQuestion(recruiter) ? caption.text : undefined;
  const spoken = shown !== undefined && recruiter.turn === 'speaking';
  return (
    <>
      {shown !== undefined && (
        <p
          data-caption
          className={classNames(
            'pointer-events-auto min-h-0 max-w-[36rem] overflow-y-auto rounded-control bg-black/80 px-4 py-1.5 text-center text-base text-balance text-white @2xl:text-lg [@container_(max-height:24rem)]:text-sm',
            !spoken && '[@container_(max-height:24rem)]:hidden',
          )}
        >
          {shown}
        </p>
      )}
      <div
        className={classNames(
          'flex max-w-full shrink-0',
          spoken && '[@container_(max-height:24rem)]:sr-only',
        )}
      >
        <TurnSign recruiter={recruiter} />
      </div>
    </>
  );
}

function signOf(view: InterviewView): keyof typeof practiceRoom.sign {
  if (view.practice?.purpose !== 'evaluation') return 'self';
  return isEvaluated(view) ? 'evaluation' : 'unrecorded';
}

function SmallSigns({ recruiter }: { recruiter: RecruiterView }) {
  return (
    <>
      <div className="absolute top-1.5 left-1.5 max-w-[calc(100%-0.75rem)]">
        <BriefTurnSign turn={recruiter.turn} />
      </div>
      <figcaption className="absolute bottom-1.5 left-1.5 flex h-6 max-w-[calc(100%-0.75rem)] items-center rounded-control bg-black/65 px-2 text-xs font-medium text-white [@container_(max-height:5rem)]:sr-only">
        <span className="truncate">{texts.name}</span>
      </figcaption>
    </>
  );
}

/** Returns the current caption, and re-renders at the moment the caption changes. */
function useCaption(recruiter: RecruiterView): ShownCaption | undefined {
  const { client } = useSession();
  const [, renew] = useState(0);
  const { shown, until } = captionAt(recruiter, client.serverNow());
  useEffect(() => {
    if (until === undefined) return undefined;
    const timer = window.setTimeout(
      () => renew(count => count + 1),
      Math.max(0, until - client.serverNow()) + 1,
    );
    return () => window.clearTimeout(timer);
  }, [client, until]);
  return shown;
}

import {
  Clapperboard,
  CloudOff,
  EyeOff,
  LoaderCircle,
  type LucideIcon,
  Play,
  RotateCw,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ReportClip } from '../../../shared/report/candidateReport.ts';
import { readReport } from '../../texts/readReport.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Button } from '../ui/Button.tsx';
import { useReportMedia } from './ReportParts.tsx';

const texts = readReport.clip;
/** Number of automatic reloads of a failed clip before the reader is asked to try again. */
const RESCUES = 1;
/** Added to a video's address to start with a seek. Until the first seek, Safari shows no frame. */
const FIRST_PICTURE = '#t=0.001';

type ClipPlayerProps = { clip: ReportClip; question: string | undefined };

export function ClipPlayer({ clip, question }: ClipPlayerProps) {
  const media = useReportMedia();
  const seconds = texts.seconds(clip.durationMs);
  const url = clip.fileId && media?.urlOf(clip.fileId);
  return (
    <>
      <div className="print:hidden" data-clip={clip.state}>
        {!media && (clip.state === 'ready' || clip.state === 'preparing') ? (
          <Frame>
            <Clapperboard className="size-6" />
            <p>{texts.previewed(seconds)}</p>
          </Frame>
        ) : clip.state === 'ready' && url ? (
          <Playable key={clip.fileId} clip={clip} url={url} question={question} />
        ) : (
          <NoClip state={clip.state === 'ready' ? 'preparing' : clip.state} />
        )}
      </div>
      {(clip.state === 'ready' || clip.state === 'preparing') && (
        <p className="hidden text-xs text-muted print:block">{texts.printed(seconds)}</p>
      )}
    </>
  );
}

function Playable({ clip, url, question }: ClipPlayerProps & { url: string }) {
  const media = useReportMedia();
  const element = useRef<HTMLMediaElement>(null);
  const [begun, setBegun] = useState(false);
  const [broken, setBroken] = useState(false);
  const rescues = useRef(0);
  const source = useStableSource(url, element);
  const sound = clip.contentType?.startsWith('audio/') ?? false;
  const label = texts.label(question);
  const seconds = texts.seconds(clip.durationMs);

  const renewClip = async () => {
    if (rescues.current++ >= RESCUES) {
      setBroken(true);
      return;
    }
    await media?.renewClip();
    source.renew();
  };
  const again = () => {
    rescues.current = 0;
    setBroken(false);
    void media?.renewClip().then(() => source.renew());
  };
  const play = () => {
    setBegun(true);
    // If the browser refuses to play, the reader can still use the controls.
    element.current?.play().catch(() => undefined);
    element.current?.focus();
  };
  const props = {
    src: source.url + (sound ? '' : FIRST_PICTURE),
    preload: 'metadata',
    controls: begun || sound,
    'aria-label': label,
    onPlay: () => {
      setBegun(true);
      silenceOthers(element.current);
    },
    onError: () => void renewClip(),
  } as const;
  if (broken)
    return (
      <Frame>
        <CloudOff className="size-6" />
        <p role="status">{texts.broken}</p>
        <Button size="sm" icon={RotateCw} onClick={again}>
          {uiTexts.tryAgain}
        </Button>
      </Frame>
    );
  if (sound) return <audio ref={element as RefObject<HTMLAudioElement>} {...props} className="w-full" />;
  return (
    <div className="relative overflow-hidden rounded-card bg-black">
      <video
        ref={element as RefObject<HTMLVideoElement>}
        {...props}
        playsInline
        className="block aspect-video w-full object-contain"
      />
      {!begun && (
        <button
          type="button"
          onClick={play}
          aria-label={texts.playOf(seconds, question)}
          className="group absolute inset-0 flex items-end justify-between bg-linear-to-t from-black/60 to-black/0 p-3 outline-offset-[-4px]"
        >
          <span className="flex size-12 items-center justify-center rounded-full bg-white text-black transition-transform group-hover:scale-105">
            <Play className="size-5 translate-x-px fill-current" />
          </span>
          <span className="rounded-check bg-black/70 px-2 py-0.5 text-sm font-medium text-white tabular-nums">
            {seconds}
          </span>
        </button>
      )}
    </div>
  );
}

/** Returns the clip's address. Keeps it until `renew()`, because a new address would interrupt playback. */
function useStableSource(url: string, element: RefObject<HTMLMediaElement | null>) {
  const [used, setUsed] = useState(url);
  const latest = useRef(url);
  latest.current = url;
  const position = useRef(0);
  useEffect(() => {
    if (position.current > 0 && element.current && used) element.current.currentTime = position.current;
  }, [used, element]);
  return {
    url: used,
    renew: () => {
      position.current = element.current?.currentTime ?? 0;
      setUsed(latest.current);
      element.current?.load();
    },
  };
}

function silenceOthers(playing: HTMLMediaElement | null): void {
  for (const other of document.querySelectorAll<HTMLMediaElement>('[data-clip] video, [data-clip] audio'))
    if (other !== playing) other.pause();
}

const REASONS: Record<Exclude<ReportClip['state'], 'ready'>, { Icon: LucideIcon; text: string }> = {
  preparing: { Icon: LoaderCircle, text: texts.preparing },
  failed: { Icon: TriangleAlert, text: texts.failed },
  erased: { Icon: Trash2, text: texts.erased },
  withheld: { Icon: EyeOff, text: texts.withheld },
};

function NoClip({ state }: { state: keyof typeof REASONS }) {
  const { Icon, text } = REASONS[state];
  return (
    <Frame>
      <Icon className="size-6" />
      <p>{text}</p>
    </Frame>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  return (
    <div className="flex aspect-video w-full flex-col items-center justify-center gap-2 rounded-card bg-sunken px-6 text-center text-sm text-muted">
      {children}
    </div>
  );
}

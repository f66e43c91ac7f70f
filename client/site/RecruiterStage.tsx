import { ArrowRight, Pause, Play, Volume2, VolumeX } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  HOME_QUESTION,
  type HomePage,
  PORTRAIT,
  POSTER,
  type SiteContext,
} from '../../shared/site/sitePages.ts';
import { voiceColorOf } from '../../shared/site/voice.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { classNames } from '../components/ui/classNames.ts';
import { Waveform } from '../components/ui/Waveform.tsx';
import { site as texts } from '../texts/site.ts';

interface RecruiterStageProps {
  /** What the recruiter asks. */
  question?: string;
  lang?: string;
  loop?: HomePage['loop'];
  /** Slug of the role whose color and rhythm the band has. On phones, it shows no portrait. */
  role?: string;
  /** True if the band is as high as the window where words have room next to the portrait. */
  tall?: boolean;
  children: ReactNode;
}

/** Dark band in which the recruiter asks a question, next to a page's first words and action. */
export function RecruiterStage({
  question = HOME_QUESTION,
  lang,
  loop,
  role,
  tall = false,
  children,
}: RecruiterStageProps) {
  return (
    <div
      data-island="recruiter"
      data-voice={role && voiceColorOf(role)}
      className="stage relative flex flex-col overflow-hidden bg-canvas text-ink print:bg-transparent"
    >
      <Recruiter question={question} lang={lang} loop={loop} role={role} tall={tall} />
      <div
        className={classNames(
          'pointer-events-none relative mx-auto flex w-full max-w-6xl flex-col px-4 sm:px-8',
          tall
            ? 'side:min-h-[min(46rem,90svh)] side:justify-center side:pt-16 side:pb-20'
            : 'side:min-h-[min(32rem,90svh)] side:justify-center side:pt-18 side:pb-18',
          role && 'stacked:pt-16 print:min-h-0! print:py-0!',
        )}
      >
        <div
          className={classNames(
            'pointer-events-auto flex flex-col items-start gap-4 pt-4 pb-14 sm:pt-6 sm:pb-24 lg:gap-6 side:py-0 lg:max-w-[52%] print:max-w-none! print:gap-1! print:pt-0! print:pb-3!',
            tall ? 'max-lg:side:max-w-[43%]' : 'max-lg:side:max-w-[50%]',
          )}
        >
          {children}
        </div>
      </div>
      <Waveform
        seed={role ?? 'Vivavoce'}
        bars={180}
        parts={3}
        className={`speaking-edge absolute inset-x-0 bottom-0 h-9 w-full sm:h-14 print:hidden ${role ? 'stroke-voice' : 'stroke-warm'}`}
      />
    </div>
  );
}

/** The one action of a page for visitors who haven't chosen a role. */
export function FirstAction({ question, site }: Pick<HomePage, 'question'> & { site: SiteContext }) {
  const { action, chooseRole } = texts.homePage;
  const style = buttonStyle('primary', 'xl', 'max-sm:w-full');
  if (!question || !site.practices)
    return (
      <a href="/roles" className={style}>
        {chooseRole}
        <ArrowRight className="size-5" />
      </a>
    );
  const address = new URLSearchParams({ role: question.role, question: question.questionId, now: '1' });
  return (
    <a href={`/practice?${address}`} rel="nofollow" className={style}>
      {action}
      <ArrowRight className="size-5" />
    </a>
  );
}

/** Poster, over which a script plays a muted loop. Without scripts, the browser's own player does. */
function Recruiter({ question, lang, loop, role, tall }: Omit<RecruiterStageProps, 'children'>) {
  const { portrait, sound, motion } = texts.homePage;
  return (
    <figure className={classNames('portrait-frame print:hidden', !tall && 'low', role && 'stacked:hidden')}>
      <div data-portrait="" data-src={loop?.src} data-speech-ms={loop?.speechMs} className="portrait">
        <img
          src={POSTER}
          {...PORTRAIT}
          alt={portrait}
          {...(role ? { loading: 'lazy' } : { fetchPriority: 'high' })}
        />
        {loop && (
          <noscript>
            <video
              src={loop.src}
              {...PORTRAIT}
              autoPlay={true}
              controls={true}
              loop={true}
              muted={true}
              playsInline={true}
              className="motion-reduce:hidden"
            />
          </noscript>
        )}
      </div>
      <figcaption className="portrait-caption">
        <span
          lang={lang}
          className="flex min-h-10 min-w-0 items-center rounded-control bg-canvas/90 px-3 py-2 text-sm font-medium text-balance lg:px-4 lg:text-lg"
        >
          “{question}”
        </span>
        {loop && (
          <>
            <PlayerButton name="sound" {...sound} onIcon={VolumeX} offIcon={Volume2} />
            <PlayerButton name="motion" {...motion} onIcon={Pause} offIcon={Play} />
          </>
        )}
      </figcaption>
    </figure>
  );
}

interface PlayerButtonProps {
  name: 'sound' | 'motion';
  /** Names of the button by whether the sound or the motion is on. */
  off: string;
  on: string;
  offIcon: typeof Play;
  onIcon: typeof Play;
}

function PlayerButton({ name, off, on, offIcon: Off, onIcon: On }: PlayerButtonProps) {
  return (
    <button
      type="button"
      data-player={name}
      data-off={off}
      data-on={on}
      title={off}
      className="with-scripts group flex h-10 min-w-10 shrink-0 items-center justify-center gap-2 rounded-control bg-canvas/90 px-2.5 text-sm font-medium transition-colors hover:bg-raised"
    >
      <Off className="size-5 group-data-playing:hidden" />
      <On className="hidden size-5 group-data-playing:block" />
      <span data-label="" className={name === 'motion' ? 'sr-only' : 'max-lg:sr-only'}>
        {off}
      </span>
    </button>
  );
}

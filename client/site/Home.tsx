import { ArrowRight, Pause, Play, Terminal, Volume2, VolumeX } from 'lucide-react';
import {
  HOME_QUESTION,
  type HomePage,
  PORTRAIT,
  POSTER,
  type SiteContext,
} from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { Waveform } from '../components/ui/Waveform.tsx';
import { firstAccount } from '../texts/account.ts';
import { site as texts } from '../texts/site.ts';
import { RoleCards } from './RoleCard.tsx';
import { SearchForm, SiteFrame } from './SiteFrame.tsx';

const MAX_ROLES = 6;

export function Home({ page, site }: { page: HomePage; site: SiteContext }) {
  const { homePage } = texts;
  return (
    <SiteFrame
      site={site}
      banner={page.setupNeeded && <SetupHint />}
      top={<Stage page={page} site={site} />}
      over={true}
    >
      <section aria-labelledby="roles" className="flex flex-col gap-6 pt-12 sm:gap-8 sm:pt-20">
        <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
          <h2 id="roles" className="text-2xl font-semibold sm:text-3xl">
            {homePage.rolesHeading}
          </h2>
          <SearchForm
            label={homePage.search}
            submit={homePage.searchSubmit}
            button={buttonStyle('secondary', 'lg')}
            className="w-full sm:w-104"
          />
        </div>
        {page.roles.length === 0 ? (
          <p className="text-muted">{homePage.noRoles}</p>
        ) : (
          <RoleCards roles={page.roles.slice(0, MAX_ROLES)} />
        )}
        {page.roles.length > MAX_ROLES && (
          <a href="/roles" className={buttonStyle('quiet', 'md', 'self-start -ml-4 text-accent-ink')}>
            {homePage.allRoles}
            <ArrowRight className="size-4" />
          </a>
        )}
      </section>
      <Companies />
    </SiteFrame>
  );
}

/** The recruiter asks a question, next to the one action that matters. */
function Stage({ page, site }: { page: HomePage; site: SiteContext }) {
  const { heading, lead } = texts.homePage;
  return (
    <div data-island="recruiter" className="stage relative flex flex-col overflow-hidden bg-canvas text-ink">
      <Recruiter loop={page.loop} />
      <div className="pointer-events-none relative mx-auto flex w-full max-w-6xl flex-col px-4 sm:px-8 side:min-h-[min(46rem,90svh)] side:justify-center side:pt-16 side:pb-20">
        <div className="pointer-events-auto flex flex-col items-start gap-4 pt-4 pb-14 sm:pt-6 sm:pb-24 lg:gap-6 side:max-w-[50%] side:py-0">
          <h1 className="headline font-semibold lg:text-4xl">{heading}</h1>
          <p className="max-w-[34ch] text-muted lg:text-lg">{lead}</p>
          <Action page={page} site={site} />
        </div>
      </div>
      <Waveform
        seed="Vivavoce"
        bars={180}
        parts={3}
        className="speaking-edge absolute inset-x-0 bottom-0 h-9 w-full stroke-warm sm:h-14"
      />
    </div>
  );
}

function Action({ page: { question }, site }: { page: HomePage; site: SiteContext }) {
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
function Recruiter({ loop }: Pick<HomePage, 'loop'>) {
  const { portrait, sound, motion } = texts.homePage;
  return (
    <figure className="portrait-frame">
      <div data-portrait="" data-src={loop?.src} data-speech-ms={loop?.speechMs} className="portrait">
        <img src={POSTER} {...PORTRAIT} alt={portrait} fetchPriority="high" />
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
        <span className="flex min-h-10 min-w-0 items-center rounded-control bg-canvas/90 px-3 py-2 text-sm font-medium lg:text-base">
          “{HOME_QUESTION}”
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

/** Note for companies, kept calm, because visitors come to practice. */
function Companies() {
  const { heading, body, signIn } = texts.homePage.companies;
  return (
    <section
      aria-labelledby="companies"
      className="mt-16 flex flex-wrap items-center justify-between gap-x-16 gap-y-5 border-t border-line pt-10 sm:mt-24 sm:pt-14"
    >
      <div className="flex max-w-2xl flex-col gap-2">
        <h2 id="companies" className="text-xl font-semibold sm:text-2xl">
          {heading}
        </h2>
        <p className="text-muted">{body}</p>
      </div>
      <a href="/login" className={buttonStyle('secondary', 'lg')}>
        {signIn}
      </a>
    </section>
  );
}

function SetupHint() {
  const { title, body, lost } = firstAccount;
  return (
    <section aria-labelledby="setup" className="bg-accent-soft">
      <div className="mx-auto flex w-full max-w-6xl flex-col gap-1 px-4 py-4 sm:px-8">
        <p id="setup" className="flex items-center gap-2.5 font-semibold">
          <Terminal className="size-5 text-accent-ink" />
          {title}
        </p>
        <p className="max-w-[80ch] text-sm">{body}</p>
        <p className="max-w-[80ch] text-sm text-muted">{lost}</p>
      </div>
    </section>
  );
}

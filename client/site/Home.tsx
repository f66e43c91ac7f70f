import { ArrowRight, Check, Terminal } from 'lucide-react';
import type { HomePage, SiteContext } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { firstAccount } from '../texts/account.ts';
import { site as texts } from '../texts/site.ts';
import { RoleCards } from './RoleCard.tsx';
import { SearchForm, SiteFrame } from './SiteFrame.tsx';

const MAX_ROLES = 6;

export function Home({ page, site }: { page: HomePage; site: SiteContext }) {
  const { homePage } = texts;
  return (
    <SiteFrame site={site}>
      {page.setupNeeded && <SetupHint />}
      <div className="grid items-center gap-x-16 gap-y-10 py-10 sm:py-12 lg:grid-cols-[1.3fr_1fr]">
        <div className="flex max-w-xl flex-col gap-5">
          <h1 className="text-2xl font-semibold sm:text-3xl">{homePage.heading}</h1>
          <p className="text-base text-muted sm:text-lg">{homePage.lead}</p>
          <SearchForm
            label={homePage.search}
            submit={homePage.searchSubmit}
            button={buttonStyle('primary', 'lg')}
            placeholder={homePage.searchHint}
          />
        </div>
        <section aria-labelledby="roles" className="flex flex-col gap-4 lg:col-span-2">
          <div className="flex items-baseline justify-between gap-4">
            <h2 id="roles" className="text-xl font-semibold">
              {homePage.rolesHeading}
            </h2>
            <a
              href="/roles"
              className="flex items-center gap-1.5 rounded-control py-1 text-sm font-medium text-accent-ink hover:underline"
            >
              {homePage.allRoles}
              <ArrowRight className="size-4" />
            </a>
          </div>
          {page.roles.length === 0 ? (
            <p className="text-muted">{homePage.noRoles}</p>
          ) : (
            <RoleCards roles={page.roles.slice(0, MAX_ROLES)} />
          )}
        </section>
        <Companies />
      </div>
    </SiteFrame>
  );
}

/** Note for companies, next to the heading on large screens, and last on phones. */
function Companies() {
  const { heading, body, points, signIn } = texts.homePage.companies;
  return (
    <section
      aria-labelledby="companies"
      className="flex flex-col gap-5 rounded-card border border-line bg-surface p-5 sm:p-6 lg:col-start-2 lg:row-start-1"
    >
      <RoomDrawing />
      <div className="flex flex-col gap-1.5">
        <h2 id="companies" className="text-lg font-semibold">
          {heading}
        </h2>
        <p className="text-sm text-muted">{body}</p>
      </div>
      <ul className="flex flex-col gap-1.5 text-sm text-muted">
        {points.map(point => (
          <li key={point} className="flex gap-2.5">
            <Check className="mt-0.5 size-4 shrink-0 text-accent-ink" />
            {point}
          </li>
        ))}
      </ul>
      <a href="/login" className={buttonStyle('secondary', 'md', 'self-start')}>
        {signIn}
      </a>
    </section>
  );
}

function SetupHint() {
  const { title, body, lost } = firstAccount;
  return (
    <section aria-labelledby="setup" className="mt-6 flex flex-col gap-1.5 rounded-card bg-accent-soft p-5">
      <p id="setup" className="flex items-center gap-2.5 font-semibold">
        <Terminal className="size-5 text-accent-ink" />
        {title}
      </p>
      <p className="max-w-[70ch]">{body}</p>
      <p className="max-w-[70ch] text-sm text-muted">{lost}</p>
    </section>
  );
}

function RoomDrawing() {
  return (
    <svg viewBox="0 0 480 132" aria-hidden="true" className="w-full">
      <rect width="220" height="132" rx="12" className="fill-accent-soft" />
      <rect x="230" width="120" height="132" rx="12" className="fill-sunken" />
      <rect x="360" width="120" height="132" rx="12" className="fill-sunken" />
      <Person x={110} scale={0.8} className="fill-accent" />
      <Person x={290} scale={0.6} className="fill-line-strong opacity-60" />
      <Person x={420} scale={0.6} className="fill-line-strong opacity-60" />
      <rect x="56" y="98" width="108" height="26" rx="13" className="fill-surface" />
      <g className="fill-accent">
        {VOICE.map(({ x, height }) => (
          <rect key={x} x={x} y={111 - height / 2} width="4" height={height} rx="2" />
        ))}
      </g>
    </svg>
  );
}

const VOICE = [5, 9, 15, 8, 18, 11, 18, 10, 14, 7, 4].map((height, index) => ({ x: 68 + index * 8, height }));

function Person({ x, scale, className }: { x: number; scale: number; className: string }) {
  return (
    <g className={className} transform={`translate(${x} 132) scale(${scale})`}>
      <circle cx="0" cy="-114" r="36" />
      <path d="M-72 0 C-72 -46 -42 -66 0 -66 C42 -66 72 -46 72 0 Z" />
    </g>
  );
}

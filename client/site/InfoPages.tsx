import type { ReactNode } from 'react';
import { canBeReached, type OrganizationCard, waysToReach } from '../../shared/organization.ts';
import type { InfoPage as Info, SiteContext } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { type InfoSection, infoPages as texts } from '../texts/infoPages.ts';
import { FirstAction, RecruiterStage } from './RecruiterStage.tsx';
import { SiteFrame } from './SiteFrame.tsx';
import { Steps } from './Steps.tsx';

export function InfoPage({ page, site }: { page: Info; site: SiteContext }) {
  const { organization } = site;
  const title = texts.titles[page.name](organization.name);
  if (page.name === 'about') return <About page={page} site={site} title={title} />;
  return (
    <SiteFrame site={site}>
      <article
        className={`flex flex-col gap-8 pt-10 sm:pt-16 ${page.name === 'contact' ? 'max-w-4xl' : 'max-w-2xl'}`}
      >
        <h1 className="text-2xl font-semibold text-balance wrap-break-word sm:text-3xl">{title}</h1>
        {page.name === 'contact' ? (
          <Contact organization={organization} own={organization.contact} />
        ) : (
          <OwnText text={page.text} />
        )}
        <Facts page={page} reachable={canBeReached(organization)} />
        {page.imprint !== '' && (
          <Section id="imprint" heading={texts.imprint}>
            <OwnText text={page.imprint} />
          </Section>
        )}
      </article>
    </SiteFrame>
  );
}

/** The recruiter, how practice works, and who runs the site. An organization's own text replaces the standard one. */
function About({ page, site, title }: { page: Info; site: SiteContext; title: string }) {
  const { about } = texts;
  const { name } = site.organization;
  return (
    <SiteFrame
      site={site}
      over={true}
      top={
        <RecruiterStage>
          <h1 className="headline font-semibold text-balance wrap-anywhere">{title}</h1>
          {site.open && (
            <>
              <p className="max-w-[40ch] text-muted lg:text-lg">{about.lead}</p>
              <FirstAction question={page.question} site={site} />
            </>
          )}
        </RecruiterStage>
      }
    >
      {page.text === '' && site.open && (
        <Steps label={about.how} steps={about.steps} className="border-b border-line py-8 sm:py-10" />
      )}
      <article className="flex max-w-2xl flex-col gap-8 pt-10 sm:pt-14">
        <OwnText text={page.text} />
        {page.text === '' && <Sections sections={about.sections} />}
        <Section heading={about.operator}>
          <p>{name ? about.runs(name) : about.unnamed}</p>
          {canBeReached(site.organization) && <Actions links={[CONTACT]} />}
        </Section>
      </article>
    </SiteFrame>
  );
}

type Action = readonly [href: string, name: string];
const CONTACT: Action = ['/contact', texts.toContact];
const OPEN_LINK: Action = ['/open-link', texts.openLink];

function Actions({ links }: { links: readonly Action[] }) {
  return (
    <div className="flex flex-wrap gap-3">
      {links.map(([href, name]) => (
        <a key={href} href={href} className={buttonStyle('secondary', 'md')}>
          {name}
        </a>
      ))}
    </div>
  );
}

function Facts({ page, reachable }: { page: Info; reachable: boolean }) {
  switch (page.name) {
    case 'privacy':
      return (
        <>
          <Sections sections={texts.privacy(page.kept)} />
          {reachable ? (
            <p>
              {texts.deletion}{' '}
              <a href="/contact" className="rounded-control font-medium text-accent-ink underline">
                {texts.toContact}
              </a>
            </p>
          ) : (
            <p>{texts.deletionAlone}</p>
          )}
        </>
      );
    case 'help':
      return (
        <>
          <Sections sections={texts.help} />
          <Actions links={reachable ? [OPEN_LINK, CONTACT] : [OPEN_LINK]} />
        </>
      );
    default:
      return null;
  }
}

function Sections({ sections }: { sections: readonly InfoSection[] }) {
  return sections.map(({ heading, body }) => (
    <Section key={heading} heading={heading}>
      {body.map(text => (
        <p key={text}>{text}</p>
      ))}
    </Section>
  ));
}

function Section({ id, heading, children }: { id?: string; heading: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {heading}
      </h2>
      {children}
    </section>
  );
}

/** How to reach those who run the site, next to what people can do themselves. */
function Contact({ organization, own }: { organization: OrganizationCard; own: string }) {
  const { name } = organization;
  const { names, practiced, invited } = texts;
  const reachable = canBeReached(organization);
  return (
    <>
      {!reachable && <p className="-mt-4 text-muted">{texts.unreachable(name)}</p>}
      <div className="grid gap-5 sm:grid-cols-2">
        {reachable && (
          <Card heading={name || texts.about.operator}>
            <Ways organization={organization} />
            <OwnText text={own} />
          </Card>
        )}
        <Card heading={invited.heading}>
          <p className="text-pretty">{invited.body}</p>
          <Actions links={[OPEN_LINK, ['/help', names.help]]} />
        </Card>
        {!reachable && (
          <Card heading={practiced.heading}>
            <p className="text-pretty">{practiced.body}</p>
          </Card>
        )}
      </div>
    </>
  );
}

function Card({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 rounded-card border border-line bg-surface p-5 sm:p-6">
      <h2 className="text-lg font-semibold">{heading}</h2>
      {children}
    </section>
  );
}

function Ways({ organization }: { organization: OrganizationCard }) {
  const ways = waysToReach(organization);
  if (ways.length === 0) return null;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-3">
      {ways.map(({ kind, text, href }) => (
        <div key={kind} className="contents">
          <dt className="text-muted">{texts[kind]}</dt>
          <dd className="min-w-0">
            <a href={href} className="rounded-control font-medium wrap-anywhere text-accent-ink underline">
              {kind === 'phone' ? text.replaceAll(' ', '\u00a0') : text}
            </a>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A heading line, or lines without an empty line between them. */
const BLOCK = /^# .+|(?:^(?!# ).*\S.*\n?)+/gm;

/** Plain text: empty lines separate paragraphs, and a line that starts with "# " is a heading. */
function OwnText({ text }: { text: string }) {
  const blocks = [...text.matchAll(BLOCK)];
  if (blocks.length === 0) return null;
  return (
    <div className="flex flex-col gap-3 wrap-break-word">
      {blocks.map(({ index, 0: block }) =>
        block.startsWith('# ') ? (
          <h2 key={index} className="pt-3 text-lg font-semibold">
            {block.slice(2).trim()}
          </h2>
        ) : (
          <p key={index} className="whitespace-pre-line">
            {block.trim()}
          </p>
        ),
      )}
    </div>
  );
}

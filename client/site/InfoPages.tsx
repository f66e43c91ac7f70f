import type { ReactNode } from 'react';
import { canBeReached, type OrganizationCard, waysToReach } from '../../shared/organization.ts';
import type { InfoPage as Info, SiteContext } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { type InfoSection, infoPages as texts } from '../texts/infoPages.ts';
import { SiteFrame } from './SiteFrame.tsx';

export function InfoPage({ page, site }: { page: Info; site: SiteContext }) {
  const { organization } = site;
  return (
    <SiteFrame site={site}>
      <article className="flex max-w-2xl flex-col gap-8 pt-10 sm:pt-16">
        <h1 className="text-2xl font-semibold text-balance wrap-break-word sm:text-3xl">
          {texts.titles[page.name](organization.name)}
        </h1>
        {page.name === 'contact' && <Contact organization={organization} />}
        <OwnText text={page.name === 'contact' ? organization.contact : page.text} />
        <Facts page={page} site={site} />
        {page.imprint !== '' && (
          <Section id="imprint" heading={texts.imprint}>
            <OwnText text={page.imprint} />
          </Section>
        )}
      </article>
    </SiteFrame>
  );
}

function Facts({ page, site }: { page: Info; site: SiteContext }) {
  switch (page.name) {
    case 'about':
      return page.text === '' && <Sections sections={site.open ? texts.about : texts.about.slice(1)} />;
    case 'privacy':
      return (
        <>
          <Sections sections={texts.privacy(page.kept)} />
          <ContactHint site={site} />
        </>
      );
    case 'help':
      return (
        <>
          <Sections sections={texts.help} />
          <div className="flex flex-wrap gap-3">
            <a href="/open-link" className={buttonStyle('secondary', 'md')}>
              {texts.openLink}
            </a>
            {canBeReached(site.organization) && (
              <a href="/contact" className={buttonStyle('secondary', 'md')}>
                {texts.toContact}
              </a>
            )}
          </div>
        </>
      );
    case 'contact':
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

function ContactHint({ site }: { site: SiteContext }) {
  if (!canBeReached(site.organization)) return null;
  return (
    <p>
      {texts.deletion}{' '}
      <a href="/contact" className="rounded-control font-medium text-accent-ink underline">
        {texts.toContact}
      </a>
    </p>
  );
}

function Contact({ organization }: { organization: OrganizationCard }) {
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

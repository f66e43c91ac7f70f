import { createElement, Fragment } from 'react';
import type { FoundQuestion, MarkedText, SiteContext } from '../../shared/site/sitePages.ts';
import { site as texts } from '../texts/site.ts';
import { PracticeLink } from './PracticeLink.tsx';

interface FoundQuestionsProps {
  questions: readonly FoundQuestion[];
  site: SiteContext;
  /** True if the list has a visible heading, because other results are above it. */
  named: boolean;
}

/** Questions that a search found, best first. */
export function FoundQuestions({ questions, site, named }: FoundQuestionsProps) {
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="found-questions" className="flex max-w-3xl flex-col gap-1">
      <h2 id="found-questions" className={named ? 'text-xl font-semibold' : 'sr-only'}>
        {texts.catalog.questions}
      </h2>
      <ol className="flex flex-col divide-y divide-line">
        {questions.map(question => (
          <li key={`${question.slug}#${question.id}`}>
            <Question question={question} site={site} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Question({ question, site }: { question: FoundQuestion; site: SiteContext }) {
  const { slug, role, locale, id, title, excerpt, practice } = question;
  return (
    <article className="flex flex-col gap-x-6 gap-y-3 py-4 sm:flex-row sm:items-start sm:justify-between">
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className="text-sm text-muted" lang={locale}>
          {role}
        </p>
        <h3 className="font-semibold" lang={locale}>
          <a
            href={`/roles/${slug}#${id}`}
            className="inline-block rounded-control py-0.5 text-accent-ink underline-offset-4 hover:underline"
          >
            <Marked text={title} />
          </a>
        </h3>
        <p className="max-w-[65ch] break-words text-sm text-muted" lang={locale}>
          <Marked text={excerpt} />
        </p>
      </div>
      {practice && (
        <PracticeLink
          slug={slug}
          practice={site.practices ? 'open' : 'none'}
          question={practice}
          size="sm"
          className="self-start sm:mt-5"
        />
      )}
    </article>
  );
}

function Marked({ text }: { text: MarkedText }) {
  const parts = text.map(({ text: part, found }) =>
    found ? createElement('mark', { className: 'rounded-sm bg-accent-soft text-ink' }, part) : part,
  );
  return createElement(Fragment, null, ...parts);
}

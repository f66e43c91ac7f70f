import { Lightbulb, TriangleAlert, UserCheck } from 'lucide-react';
import type { OpeningQuestions, RolePage, ShownGuide } from '../../shared/site/sitePages.ts';
import { site as texts } from '../texts/site.ts';
import { type Practice, PracticeLink } from './PracticeLink.tsx';

export function PreparationSection({ guide, lang }: { guide: ShownGuide; lang: string }) {
  const { sections, expertTip, biggestMistake } = texts.rolePage;
  const { preparation, expertTip: tip, commonMistake: mistake } = guide;
  const asides = [
    { title: expertTip, text: tip, style: 'bg-accent-soft', color: 'text-accent-ink', Icon: Lightbulb },
    {
      title: biggestMistake,
      text: mistake,
      style: 'bg-warning-soft',
      color: 'text-warning-ink',
      Icon: TriangleAlert,
    },
  ];
  if (preparation.length === 0 && !tip && !mistake) return null;
  return (
    <section aria-labelledby="preparation" className="flex flex-col gap-6">
      <h2 id="preparation" className="scroll-mt-6 text-xl font-semibold">
        {sections.preparation}
      </h2>
      <ol className="flex max-w-[44rem] flex-col gap-6">
        {preparation.map(({ title, text }, index) => (
          <li key={title} className="flex gap-4">
            <span
              aria-hidden="true"
              className="flex size-8 shrink-0 items-center justify-center rounded-full border border-line-strong text-sm font-semibold tabular-nums"
            >
              {index + 1}
            </span>
            <div className="flex min-w-0 flex-col gap-1.5 pt-0.5">
              <h3 className="font-semibold" lang={lang}>
                {title}
              </h3>
              <Paragraphs text={text} lang={lang} />
            </div>
          </li>
        ))}
      </ol>
      <div className="grid gap-4 sm:grid-cols-2">
        {asides.map(
          ({ title, text, style, color, Icon }) =>
            text && (
              <aside
                key={title}
                aria-label={title}
                className={`flex flex-col gap-2 rounded-card p-5 ${style}`}
              >
                <h3 className="flex items-center gap-2 font-semibold">
                  <Icon className={`size-5 ${color}`} />
                  {title}
                </h3>
                <Paragraphs text={text} lang={lang} />
              </aside>
            ),
        )}
      </div>
    </section>
  );
}

/** Lists the questions that open interviews for every role. They are answered on a page of their own. */
export function OpeningSection({
  opening: { slug, locale, questions },
  practice,
}: {
  opening: OpeningQuestions;
  practice: Practice;
}) {
  const { sections, openingLead } = texts.rolePage;
  return (
    <section aria-labelledby="opening" className="flex flex-col gap-4 print:hidden">
      <div className="flex flex-col gap-1.5">
        <h2 id="opening" className="scroll-mt-6 text-xl font-semibold">
          {sections.opening}
        </h2>
        <p className="text-muted">{openingLead}</p>
      </div>
      <ul className="border-b border-line">
        {questions.map(({ id, title, practice: question }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 border-t border-line py-1.5">
            <a
              href={`/roles/${slug}#${id}`}
              lang={locale}
              className="grow rounded-control py-1 font-medium hover:text-accent-ink hover:underline"
            >
              {title}
            </a>
            {question && <PracticeLink slug={slug} practice={practice} question={question} size="sm" />}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function InterviewSection({ page }: { page: RolePage }) {
  const { role, categories, competencies } = page;
  const { sections, interview, categories: names } = texts.rolePage;
  const facts = [
    { name: interview.time, value: interview.timeValue(role.minutes) },
    { name: interview.questions, value: interview.questionsValue(role.interviewQuestions) },
    { name: interview.shorter, value: interview.shorterValue },
    { name: interview.kinds, value: interview.kindsValue(categories.map(category => names[category])) },
  ];
  return (
    <section aria-labelledby="interview" className="flex flex-col gap-6">
      <h2 id="interview" className="scroll-mt-6 text-xl font-semibold">
        {sections.interview}
      </h2>
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {facts.map(({ name, value }) => (
          <div key={name} className="flex flex-col gap-0.5">
            <dt className="text-sm text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="flex max-w-[44rem] gap-3 rounded-card border border-line bg-surface p-4">
        <UserCheck className="mt-0.5 size-5 shrink-0 text-accent-ink" />
        {interview.fair}
      </p>
      {competencies.length > 0 && (
        <div className="flex flex-col gap-3">
          <h3 className="font-semibold">{interview.looksAt}</h3>
          <dl className="flex max-w-[44rem] flex-col gap-4" lang={role.locale}>
            {competencies.map(({ name, description }) => (
              <div key={name} className="flex flex-col gap-0.5 border-l-2 border-accent-soft pl-4">
                <dt className="font-medium">{name}</dt>
                <dd className="text-muted">{description}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </section>
  );
}

/** Splits a text at empty lines and renders each part as a paragraph. */
export function Paragraphs({ text, lang }: { text: string; lang: string }) {
  const paragraphs = text.split(/\n\s*\n/).filter(paragraph => paragraph.trim() !== '');
  return paragraphs.map(paragraph => (
    <p key={paragraph} className="leading-7" lang={lang}>
      {paragraph}
    </p>
  ));
}

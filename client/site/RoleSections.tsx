import { ArrowRight, ChevronDown, Lightbulb, TriangleAlert } from 'lucide-react';
import type { OpeningQuestions, RolePage } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';
import { type Practice, PracticeLink } from './PracticeLink.tsx';

export function PreparationSection({ page: { guide, role, open } }: { page: RolePage }) {
  const { sections, expertTip, biggestMistake } = texts.rolePage;
  const { preparation, expertTip: tip, commonMistake: mistake } = guide;
  const lang = role.locale;
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
    <section aria-labelledby="preparation" className="flex flex-col gap-5 print:mt-6 print:block">
      <h2 id="preparation" className="scroll-mt-6 text-2xl font-semibold">
        {sections.preparation}
      </h2>
      <ol className="border-b border-line">
        {preparation.map(({ title, text }, index) => (
          <li key={title}>
            <details open={open} className="guide-item group border-t border-line">
              <summary className="grid cursor-pointer grid-cols-[1.5rem_1fr_auto] items-start gap-x-3 rounded-control py-4 hover:text-accent-ink sm:gap-x-4 print:py-1">
                <span aria-hidden="true" className="text-right text-muted tabular-nums">
                  {index + 1}
                </span>
                <h3 className="font-semibold" lang={lang}>
                  {title}
                </h3>
                <ChevronDown className="mt-0.5 size-5 text-muted transition-transform group-open:rotate-180 print:hidden" />
              </summary>
              <div className="answer flex max-w-[44rem] flex-col gap-3 pb-6 pl-9 sm:pl-10 print:block print:max-w-none print:pb-3 print:pl-8">
                <Paragraphs text={text} lang={lang} />
              </div>
            </details>
          </li>
        ))}
      </ol>
      <div className="grid gap-4 sm:grid-cols-2 print:mt-3">
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

interface OpeningSectionProps {
  opening: OpeningQuestions;
  practice: Practice;
  /** Number of questions to show in a part of a page, with a link to all. If absent, all are shown. */
  shown?: number;
}

/** Lists the questions that open interviews for every role. They are answered on a page of their own. */
export function OpeningSection({ opening, practice, shown }: OpeningSectionProps) {
  const { slug, locale, questions } = opening;
  const { sections } = texts.rolePage;
  const listed = questions.slice(0, shown);
  return (
    <section aria-labelledby="opening" className="flex flex-col gap-4 print:hidden">
      <h2
        id="opening"
        className={`scroll-mt-6 font-semibold ${shown === undefined ? 'text-2xl' : 'text-lg sm:text-xl'}`}
      >
        {sections.opening}
      </h2>
      <ul className="border-b border-line">
        {listed.map(({ id, title, practice: question }) => (
          <li key={id} className="flex items-center gap-3 border-t border-line py-1.5">
            <a
              href={`/roles/${slug}#${id}`}
              lang={locale}
              className="min-w-0 grow rounded-control py-1 font-medium hover:text-accent-ink hover:underline"
            >
              {title}
            </a>
            {question && (
              <PracticeLink slug={slug} practice={practice} question={question} of={title} size="sm" />
            )}
          </li>
        ))}
      </ul>
      {listed.length < questions.length && (
        <a href={`/roles/${slug}`} className={buttonStyle('quiet', 'md', 'self-start -ml-4 text-accent-ink')}>
          {sections.allOpening(questions.length)}
          <ArrowRight className="size-4" />
        </a>
      )}
    </section>
  );
}

export function InterviewSection({ page: { role, categories, competencies, open } }: { page: RolePage }) {
  const { sections, interview, categories: names } = texts.rolePage;
  const facts = [
    { name: interview.time, value: interview.timeValue(role.minutes) },
    { name: interview.questions, value: interview.questionsValue(role.interviewQuestions) },
    { name: interview.kinds, value: interview.kindsValue(categories.map(category => names[category])) },
  ];
  return (
    <section aria-labelledby="interview" className="flex flex-col gap-5 print:hidden">
      <h2 id="interview" className="scroll-mt-6 text-2xl font-semibold">
        {sections.interview}
      </h2>
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-[auto_auto_1fr]">
        {facts.map(({ name, value }) => (
          <div key={name} className="flex flex-col gap-0.5">
            <dt className="text-sm text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {competencies.length > 0 && (
        <details open={open} className="guide-item group border-y border-line">
          <summary className="flex cursor-pointer items-center gap-4 rounded-control py-4 font-semibold hover:text-accent-ink">
            {interview.looksAt(competencies.length)}
            <ChevronDown className="ml-auto size-5 text-muted transition-transform group-open:rotate-180" />
          </summary>
          <dl className="flex max-w-[44rem] flex-col gap-4 pb-6" lang={role.locale}>
            {competencies.map(({ name, description }) => (
              <div key={name} className="flex flex-col gap-0.5 border-l-2 border-accent-soft pl-4">
                <dt className="font-medium">{name}</dt>
                <dd className="text-muted">{description}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}

/** Splits a text at empty lines and renders each part as a paragraph. */
export function Paragraphs({ text, lang }: { text: string; lang: string }) {
  const paragraphs = text.split(/\n\s*\n/).filter(paragraph => paragraph.trim() !== '');
  return paragraphs.map(paragraph => (
    <p key={paragraph} className="leading-7 print:leading-[1.35]" lang={lang}>
      {paragraph}
    </p>
  ));
}

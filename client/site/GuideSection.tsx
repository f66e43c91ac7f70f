import type { Guide } from '../../shared/kit/guide.ts';
import type { RolePage } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';
import { GuideItem } from './GuideItem.tsx';
import type { Practice } from './PracticeLink.tsx';

/** The questions and answers of the guide, as an accordion that works without scripts. */
export function GuideSection({ page, practice }: { page: RolePage; practice: Practice }) {
  const { guide, role } = page;
  const { questions } = guide;
  const { sections, guideLead, guideAdvice, minutes } = texts.rolePage;
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="guide" data-island="guide" className="flex flex-col gap-5">
      <div className="flex flex-col gap-1.5">
        <h2 id="guide" className="scroll-mt-6 text-xl font-semibold">
          {sections.guide(questions.length)}
        </h2>
        <p className="text-muted print:hidden">{guideLead(minutes(readingMinutes(guide)))}</p>
        <p className="text-muted">{guideAdvice}</p>
      </div>
      <Filters page={page} />
      <div className="border-b border-line">
        {questions.map((question, index) => (
          <GuideItem
            key={question.id}
            question={question}
            number={index + 1}
            role={role}
            practice={practice}
          />
        ))}
      </div>
    </section>
  );
}

function Filters({ page: { guide, role } }: { page: RolePage }) {
  const { questions } = guide;
  const { filters, difficulties } = texts.rolePage;
  const topics = [...new Set(questions.map(({ topic }) => topic).filter(Boolean))];
  const levels = Object.entries(difficulties).filter(([level]) =>
    questions.some(({ difficulty }) => difficulty === level),
  );
  return (
    <fieldset className="with-scripts flex flex-wrap items-center gap-x-3 gap-y-2 text-sm print:hidden">
      <legend className="sr-only">{filters.label}</legend>
      {topics.length > 1 && (
        <Filter
          name="topic"
          label={filters.topic}
          options={topics.map(topic => [topic, topic])}
          lang={role.locale}
        />
      )}
      {levels.length > 1 && <Filter name="difficulty" label={filters.difficulty} options={levels} />}
      <span
        className="text-muted max-sm:order-last"
        role="status"
        data-shown={filters.shown(-1, questions.length).replace('-1', '#')}
      />
      <span className="ml-auto flex gap-1">
        <button
          type="button"
          data-open-all={filters.openAll}
          data-close-all={filters.closeAll}
          className={buttonStyle('quiet', 'sm', 'w-22')}
        >
          {filters.openAll}
        </button>
        <button type="button" data-print="" className={buttonStyle('quiet', 'sm')}>
          {filters.print}
        </button>
      </span>
    </fieldset>
  );
}

interface FilterProps {
  name: string;
  label: string;
  options: readonly (readonly [value: string, name: string])[];
  /** Language of the options, if it differs from the page's. */
  lang?: string;
}

function Filter({ name, label, options, lang }: FilterProps) {
  return (
    <label className="inline-flex items-center gap-2">
      <span className="text-muted">{label}</span>
      <select
        data-filter={name}
        className="h-8 max-w-40 rounded-control border border-line-strong bg-surface px-2 text-ink hover:border-muted"
      >
        <option value="">{texts.rolePage.filters.all}</option>
        {options.map(([value, option]) => (
          <option key={value} value={value} lang={lang}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}

const WORDS_PER_MINUTE = 220;

/** Minutes to read the whole guide at an average pace; at least one. */
function readingMinutes({ questions }: Guide): number {
  const words = questions
    .flatMap(({ question, short, answer, coachNote, commonMistake }) => [
      question,
      short,
      answer,
      coachNote,
      commonMistake,
    ])
    .join(' ')
    .split(/\s+/).length;
  return Math.max(1, Math.round(words / WORDS_PER_MINUTE));
}

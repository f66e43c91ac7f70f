import { UserCheck } from 'lucide-react';
import type { RolePage } from '../../shared/site/sitePages.ts';
import { site as texts } from '../texts/site.ts';

/** What waits behind "Practice now", without a word of what is asked there. */
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
        <UserCheck className="mt-0.5 size-5 shrink-0 text-accent-ink" aria-hidden="true" />
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

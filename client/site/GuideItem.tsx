import { ChevronDown, Ear, Link2, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { GuideQuestion } from '../../shared/kit/guide.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { Paragraphs } from './Paragraphs.tsx';
import { PracticeLink } from './PracticeLink.tsx';

interface GuideItemProps {
  question: GuideQuestion;
  number: number;
  slug: string;
  practices: boolean;
}

/** One question of the guide, under an address of its own. The direct answer comes first. */
export function GuideItem({ question: item, number, slug, practices }: GuideItemProps) {
  const { rolePage } = texts;
  const title = item.title || item.question;
  return (
    <details
      id={item.id}
      data-topic={item.topic}
      data-difficulty={item.difficulty}
      className="guide-item group scroll-mt-4 border-t border-line"
    >
      <summary className="grid cursor-pointer grid-cols-[1.5rem_1fr_auto] items-start gap-x-3 gap-y-0.5 rounded-control py-4 hover:text-accent-ink sm:gap-x-4">
        <span aria-hidden="true" className="row-span-2 text-right text-muted tabular-nums">
          {number}
        </span>
        <h3 className="font-semibold">{title}</h3>
        <ChevronDown
          className="row-span-2 mt-0.5 size-5 text-muted transition-transform group-open:rotate-180 print:hidden"
          aria-hidden="true"
        />
        <span className="col-start-2 text-sm text-muted">
          {[item.topic, rolePage.difficulties[item.difficulty]].filter(Boolean).join(' · ')}
        </span>
      </summary>
      <div className="flex max-w-[44rem] flex-col gap-5 pt-1 pb-9 sm:pl-10">
        {item.question !== title && (
          <p className="text-muted">
            {rolePage.asked}: <q>{item.question}</q>
          </p>
        )}
        {item.short && (
          <div className="flex flex-col gap-1 rounded-card bg-accent-soft p-4 sm:p-5">
            <h4 className="text-sm font-semibold text-accent-ink">{rolePage.short}</h4>
            <p className="leading-7">{item.short}</p>
          </div>
        )}
        <Paragraphs text={item.answer} />
        {item.code && <CodeBlock {...item.code} />}
        {(item.coachNote || item.commonMistake) && (
          <div className="grid gap-4 sm:grid-cols-2">
            {item.coachNote && (
              <Note
                title={rolePage.coachNote}
                icon={<Ear className="size-4 text-accent-ink" aria-hidden="true" />}
              >
                {item.coachNote}
              </Note>
            )}
            {item.commonMistake && (
              <Note
                title={rolePage.commonMistake}
                icon={<TriangleAlert className="size-4 text-warning-ink" aria-hidden="true" />}
              >
                {item.commonMistake}
              </Note>
            )}
          </div>
        )}
        {item.followUps.length > 0 && (
          <div className="flex flex-col gap-2">
            <h4 className="text-sm font-semibold">{rolePage.followUps}</h4>
            <ul className="flex list-disc flex-col gap-1.5 pl-5 marker:text-faint">
              {item.followUps.map(followUp => (
                <li key={followUp}>{followUp}</li>
              ))}
            </ul>
          </div>
        )}
        <div className="flex flex-wrap items-center gap-x-2 gap-y-2 print:hidden">
          {item.practice && (
            <PracticeLink slug={slug} practices={practices} question={item.practice} size="md" />
          )}
          <button
            type="button"
            data-copy={item.id}
            className={buttonStyle('quiet', 'md', 'with-scripts text-muted')}
          >
            <Link2 className="size-4" aria-hidden="true" />
            {rolePage.copyLink}
          </button>
          <span
            role="status"
            data-copy-says=""
            data-copied={rolePage.copied}
            data-failed={rolePage.copyFailed}
            className="text-sm text-muted"
          />
        </div>
      </div>
    </details>
  );
}

function Note({ title, icon, children }: { title: string; icon: ReactNode; children: string }) {
  return (
    <div className="note flex flex-col gap-1.5 rounded-card border border-line bg-surface p-4">
      <h4 className="flex items-center gap-2 text-sm font-semibold">
        {icon}
        {title}
      </h4>
      <p className="text-sm leading-6">{children}</p>
    </div>
  );
}

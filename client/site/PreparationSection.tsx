import { Lightbulb, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Guide } from '../../shared/kit/guide.ts';
import { site as texts } from '../texts/site.ts';
import { Paragraphs } from './Paragraphs.tsx';

/** How to prepare, step by step, with what experience adds to it. */
export function PreparationSection({ guide, lang }: { guide: Guide; lang: string }) {
  const { sections, expertTip, biggestMistake } = texts.rolePage;
  const { preparation } = guide;
  if (preparation.length === 0 && !guide.expertTip && !guide.commonMistake) return null;
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
        {guide.expertTip && (
          <Aside
            lang={lang}
            title={expertTip}
            style="bg-accent-soft"
            icon={<Lightbulb className="size-5 text-accent-ink" aria-hidden="true" />}
          >
            {guide.expertTip}
          </Aside>
        )}
        {guide.commonMistake && (
          <Aside
            lang={lang}
            title={biggestMistake}
            style="bg-warning-soft"
            icon={<TriangleAlert className="size-5 text-warning-ink" aria-hidden="true" />}
          >
            {guide.commonMistake}
          </Aside>
        )}
      </div>
    </section>
  );
}

interface AsideProps {
  title: string;
  icon: ReactNode;
  style: string;
  /** The language of the text. */
  lang: string;
  children: string;
}

function Aside({ title, icon, style, lang, children }: AsideProps) {
  return (
    <aside aria-label={title} className={`flex flex-col gap-2 rounded-card p-5 ${style}`}>
      <h3 className="flex items-center gap-2 font-semibold">
        {icon}
        {title}
      </h3>
      <Paragraphs text={children} lang={lang} />
    </aside>
  );
}

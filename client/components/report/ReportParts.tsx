import { createContext, type ReactNode, useContext, useId } from 'react';
import type { MediaFileId } from '../../../shared/ids.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';

interface ReportSectionProps {
  title: string;
  about?: string | undefined;
  mark?: ReactNode;
  children: ReactNode;
}

export function ReportSection({ title, about, mark, children }: ReportSectionProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-5 print:gap-1.5">
      <div className="flex flex-col gap-1 print:gap-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 id={titleId} className="text-lg font-semibold print:text-base print:leading-5">
            {title}
          </h2>
          {mark}
        </div>
        {about && <p className="max-w-[66ch] text-muted print:hidden">{about}</p>}
      </div>
      {children}
    </section>
  );
}

export function showPart(part: HTMLElement): void {
  part.focus({ preventScroll: true });
  part.scrollIntoView();
}

interface ReportMedia {
  /** Returns a media file's address, or undefined while the page has no permission to load media. */
  urlOf: (fileId: MediaFileId) => string | undefined;
  /** Renews the permission to load media after a clip failed to load. The page can then load it again. */
  renewClip: () => Promise<void>;
}

/** Undefined in a preview, which only describes the clips. */
export const ReportMediaContext = createContext<ReportMedia | undefined>(undefined);

/** Language of the report's content, which can differ from the language of the page. */
export const ReportLanguage = createContext<string | undefined>(undefined);

export function useReportLanguage(): string | undefined {
  return useContext(ReportLanguage);
}

export function useReportMedia(): ReportMedia | undefined {
  return useContext(ReportMediaContext);
}

export interface ReportLinks {
  practice?: ((questionId: QuestionId) => string) | undefined;
  watch?: ((questionId: QuestionId) => string) | undefined;
}

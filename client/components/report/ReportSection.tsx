import { type ReactNode, useId } from 'react';

interface ReportSectionProps {
  title: string;
  about?: string | undefined;
  /** Beside the title. */
  mark?: ReactNode;
  children: ReactNode;
}

/** A part of a report with its heading. */
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

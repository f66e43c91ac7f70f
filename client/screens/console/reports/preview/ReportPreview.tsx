import { useState } from 'react';
import { ReportDocument as ReadReport } from '../../../../components/report/ReportDocument.tsx';
import { SegmentedControl } from '../../../../components/ui/SegmentedControl.tsx';
import { Skeleton } from '../../../../components/ui/Skeleton.tsx';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { Loaded } from '../../Loaded.tsx';
import { useReport, useReportState } from '../reportDesk.ts';
import { PdfButton } from './PdfButton.tsx';
import { PhoneFrame } from './PhoneFrame.tsx';

const texts = reportEditorTexts.preview;

type Width = 'phone' | 'wide';

/** What is written, as the candidate will read it: on a phone, on a larger screen, and on paper. */
export function ReportPreview() {
  const { desk } = useReport();
  const content = useReportState(state => state.content);
  const [width, setWidth] = useState<Width>('phone');
  const { interviewId } = desk;
  const query = useRouteQuery('reports.preview', { interviewId, content });
  return (
    <section aria-labelledby="section-preview" className="flex flex-col gap-4" data-preview={width}>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="flex min-w-0 flex-col gap-1">
          <h2 id="section-preview" className="text-lg font-semibold">
            {texts.title}
          </h2>
          <p className="text-sm text-muted">{texts.ladder}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <SegmentedControl
            label={texts.width}
            options={(['phone', 'wide'] as const).map(each => ({ value: each, label: texts[each] }))}
            value={width}
            onChange={setWidth}
            className="max-sm:hidden"
            buttonClassName="px-2.5"
          />
          <PdfButton />
        </div>
      </div>
      <Loaded
        query={query}
        failed={texts.failed}
        skeleton={<Skeleton className="h-96 w-full rounded-card!" />}
      >
        {({ report }) =>
          width === 'phone' ? (
            <PhoneFrame title={texts.frame}>
              <ReadReport report={report} own />
            </PhoneFrame>
          ) : (
            <ReadReport report={report} own />
          )
        }
      </Loaded>
    </section>
  );
}

import { FileText } from 'lucide-react';
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { ReportDocument } from '../../../components/report/ReportDocument.tsx';
import { buttonStyle } from '../../../components/ui/buttonStyle.ts';
import { SegmentedControl } from '../../../components/ui/SegmentedControl.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { Spinner } from '../../../components/ui/Spinner.tsx';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { reportEditorTexts } from '../../../texts/reportEditor.ts';
import { Loaded } from '../Loaded.tsx';
import { useReport, useReportState } from './reportContext.ts';

const texts = reportEditorTexts.preview;

type Width = 'phone' | 'wide';

export function ReportPreview() {
  const { workspace } = useReport();
  const content = useReportState(state => state.content);
  const [width, setWidth] = useState<Width>('phone');
  const { interviewId } = workspace;
  const query = useRouteQuery('reports.preview', { interviewId, content }, { keepPrevious: true });
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
              <ReportDocument report={report} own />
            </PhoneFrame>
          ) : (
            <ReportDocument report={report} own />
          )
        }
      </Loaded>
    </section>
  );
}

/** Saves the report before opening the PDF, because the server prints the saved report. */
function PdfButton() {
  const { workspace, editor } = useReport();
  const link = useRef<HTMLAnchorElement>(null);
  const saving = useRef(false);
  const [state, setState] = useState<'idle' | 'saving' | 'failed'>('idle');
  const open = async (event: MouseEvent) => {
    if (!saving.current && !editor.state.get().dirty) return setState('idle');
    event.preventDefault();
    if (saving.current) return;
    saving.current = true;
    setState('saving');
    const saved = await editor.flush();
    saving.current = false;
    setState(saved ? 'idle' : 'failed');
    if (saved) link.current?.click();
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <a
        ref={link}
        href={`/api/reports/${workspace.interviewId}/pdf`}
        target="_blank"
        rel="noreferrer"
        aria-disabled={state === 'saving' ? true : undefined}
        className={buttonStyle('secondary', 'md')}
        onClick={event => void open(event)}
      >
        {state === 'saving' ? <Spinner /> : <FileText className="size-4" />}
        {texts.pdf}
      </a>
      <p role="status" className={state === 'failed' ? 'text-sm text-danger-ink' : 'text-sm text-muted'}>
        {state === 'saving' && texts.pdfSaving}
        {state === 'failed' && texts.pdfFailed}
      </p>
    </div>
  );
}

/** Shows content in an iframe as wide as a phone, so that media queries apply as on a phone. */
function PhoneFrame({ title, children }: { title: string; children: ReactNode }) {
  const [frame, setFrame] = useState<HTMLIFrameElement | null>(null);
  const [body, setBody] = useState<HTMLElement>();
  useEffect(() => {
    if (!frame) return undefined;
    const furnish = () => {
      const inner = frame.contentDocument;
      if (inner) dress(inner);
      setBody(inner?.body);
    };
    furnish();
    // Runs again on load, because Firefox then replaces the frame's first document.
    frame.addEventListener('load', furnish);
    const observer = new MutationObserver(() => frame.contentDocument && dress(frame.contentDocument));
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      frame.removeEventListener('load', furnish);
      observer.disconnect();
    };
  }, [frame]);
  return (
    <div className="flex justify-center">
      <iframe
        ref={setFrame}
        title={title}
        className="h-[44rem] max-h-[75dvh] w-[390px] max-w-full rounded-card border border-line-strong bg-canvas"
      />
      {body && createPortal(children, body)}
    </div>
  );
}

/** Copies the page's theme, language, and styles to the document in the frame. */
function dress(inner: Document): void {
  const { dataset, lang } = document.documentElement;
  inner.documentElement.lang = lang;
  if (dataset.theme) inner.documentElement.dataset.theme = dataset.theme;
  else delete inner.documentElement.dataset.theme;
  inner.body.className = 'bg-canvas p-3 text-ink';
  if (inner.head.childElementCount > 0) return;
  inner.title = document.title;
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style'))
    inner.head.append(sheet.cloneNode(true));
}

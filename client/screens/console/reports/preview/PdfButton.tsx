import { FileText } from 'lucide-react';
import { type MouseEvent, useRef, useState } from 'react';
import { buttonStyle } from '../../../../components/ui/buttonStyle.ts';
import { Spinner } from '../../../../components/ui/Spinner.tsx';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useReport } from '../reportDesk.ts';

const texts = reportEditorTexts.preview;

/** Opens the PDF of what is in the editor now: the server prints what is saved, so that is saved first. */
export function PdfButton() {
  const { desk, editor } = useReport();
  const link = useRef<HTMLAnchorElement>(null);
  const saving = useRef(false);
  const [state, setState] = useState<'rest' | 'saving' | 'failed'>('rest');
  const open = async (event: MouseEvent) => {
    if (!saving.current && !editor.state.get().dirty) return setState('rest');
    event.preventDefault();
    if (saving.current) return;
    saving.current = true;
    setState('saving');
    const saved = await editor.flush();
    saving.current = false;
    setState(saved ? 'rest' : 'failed');
    if (saved) link.current?.click();
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <a
        ref={link}
        href={`/api/reports/${desk.interviewId}/pdf`}
        target="_blank"
        rel="noreferrer"
        aria-disabled={state === 'saving' ? true : undefined}
        className={buttonStyle('secondary', 'md')}
        onClick={event => void open(event)}
      >
        {state === 'saving' ? <Spinner /> : <FileText className="size-4" aria-hidden="true" />}
        {texts.pdf}
      </a>
      <p role="status" className={state === 'failed' ? 'text-sm text-danger-ink' : 'text-sm text-muted'}>
        {state === 'saving' && texts.pdfSaving}
        {state === 'failed' && texts.pdfFailed}
      </p>
    </div>
  );
}

import { ChevronRight } from 'lucide-react';
import { STANDARD_LINES } from '../../../../../shared/recruiter/lines.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk } from '../desk.ts';
import { RecordButton } from '../recordings/RecordButton.tsx';
import { RecordingStrip } from '../recordings/RecordingStrip.tsx';
import { useRecordingOf } from '../recordings/useLineRecording.ts';

const texts = kitTexts.script.standard;
const LINES = Object.values(STANDARD_LINES);

/** What the recruiter says in every kit, about the technique and the running of the interview: to be read, and recorded. */
export function StandardLines() {
  return (
    <details className="group" data-standard-lines>
      <summary className="-ml-0.5 flex min-h-9 w-fit cursor-pointer list-none items-center gap-1.5 rounded-control pr-3 text-sm font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
          aria-hidden="true"
        />
        {texts.open(LINES.length)}
      </summary>
      <p className="max-w-prose text-sm text-muted">{texts.hint}</p>
      <ul className="mt-2 flex max-w-prose flex-col divide-y divide-line">
        {LINES.map(text => (
          <Line key={text} text={text} />
        ))}
      </ul>
    </details>
  );
}

function Line({ text }: { text: string }) {
  const { readOnly } = useDesk();
  const line = useRecordingOf(text, text);
  return (
    <li className="group/row py-2 text-sm">
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 py-1">{text}</p>
        {!readOnly && <RecordButton line={line} />}
      </div>
      <RecordingStrip line={line} />
    </li>
  );
}

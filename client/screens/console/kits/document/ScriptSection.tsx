import { ChevronRight } from 'lucide-react';
import { KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { STANDARD_LINES } from '../../../../../shared/recruiter/lines.ts';
import type { FieldPath } from '../../../../core/editor/fieldPath.ts';
import { voiceRecordingTexts } from '../../../../texts/kitDocument.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { KitLines } from '../fields/KitLines.tsx';
import { KitText, SpokenText } from '../fields/KitText.tsx';
import { RecordButton, RecordingStrip, useRecordingOf } from '../fields/LineRecording.tsx';
import { useKitEditing } from '../kitContext.ts';
import { DocumentSection } from './PartList.tsx';

const scriptTexts = kitTexts.script;

/** What the recruiter says, in speaking order. */
export function ScriptSection() {
  return (
    <DocumentSection section="script" intro={`${scriptTexts.intro} ${voiceRecordingTexts.hint}`}>
      <div className="flex flex-col gap-6">
        <Speech part="greeting" />
        <Speech part="consent" hint={scriptTexts.consentHint} />
        <Speech part="instructions" />
        <KitText
          path={['script', 'briefing']}
          label={scriptTexts.briefing}
          hint={scriptTexts.briefingHint}
          rows={2}
        />
        <Lines
          path={['script', 'acknowledgements']}
          label={scriptTexts.acknowledgements}
          hint={scriptTexts.acknowledgementsHint}
        />
        <Lines
          path={['script', 'reassurances']}
          label={scriptTexts.reassurances}
          hint={scriptTexts.reassurancesHint}
        />
        <Lines path={['script', 'reasks']} label={scriptTexts.reasks} hint={scriptTexts.reasksHint} />
        <Lines path={['script', 'timeWarnings']} label={scriptTexts.timeWarnings} />
        <Lines path={['script', 'handOver', 'toPerson']} label={scriptTexts.toPerson} />
        <Lines path={['script', 'handOver', 'toRecruiter']} label={scriptTexts.toRecruiter} />
        <Speech part="closing" />
        <StandardLines />
      </div>
    </DocumentSection>
  );
}

interface SpeechProps {
  part: 'greeting' | 'consent' | 'instructions' | 'closing';
  hint?: string;
}

function Speech({ part, hint }: SpeechProps) {
  return <SpokenText path={['script', part]} label={scriptTexts[part]} hint={hint} rows={2} />;
}

function Lines({ path, label, hint }: { path: FieldPath; label: string; hint?: string }) {
  return (
    <KitLines
      spoken
      path={path}
      label={label}
      hint={hint}
      max={KIT_LIMITS.lines}
      rowLabel={number => scriptTexts.row(label, number)}
      addLabel={scriptTexts.addLine}
    />
  );
}

const standardTexts = kitTexts.script.standard;
const STANDARD = Object.values(STANDARD_LINES);

/** Lines that all kits share; they can be recorded but not edited. */
function StandardLines() {
  return (
    <details className="group" data-standard-lines>
      <summary className="-ml-0.5 flex min-h-9 w-fit cursor-pointer list-none items-center gap-1.5 rounded-control pr-3 text-sm font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90" />
        {standardTexts.open(STANDARD.length)}
      </summary>
      <p className="max-w-prose text-sm text-muted">{standardTexts.hint}</p>
      <ul className="mt-2 flex max-w-prose flex-col divide-y divide-line">
        {STANDARD.map(text => (
          <StandardLine key={text} text={text} />
        ))}
      </ul>
    </details>
  );
}

function StandardLine({ text }: { text: string }) {
  const { readOnly } = useKitEditing();
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

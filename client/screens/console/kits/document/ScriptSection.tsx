import { ChevronRight } from 'lucide-react';
import { KIT_LIMITS, type RecruiterScript } from '../../../../../shared/kit/kit.ts';
import { STANDARD_LINES } from '../../../../../shared/recruiter/lines.ts';
import { voiceRecordingTexts } from '../../../../texts/kitDocument.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { TextRow } from '../../editor/fields.tsx';
import { KitLines } from '../fields/KitLines.tsx';
import { RecordButton, RecordingStrip, SpokenText, useRecordingOf } from '../fields/LineRecording.tsx';
import { useKitEditing } from '../kitContext.ts';
import { DocumentSection } from './PartList.tsx';

const texts = kitTexts.script;

export function ScriptSection() {
  return (
    <DocumentSection section="script" intro={`${texts.intro} ${voiceRecordingTexts.hint}`}>
      <div className="flex flex-col gap-6">
        <Speech part="greeting" />
        <Speech part="consent" hint={texts.consentHint} />
        <Speech part="instructions" />
        <TextRow path={['script', 'briefing']} label={texts.briefing} hint={texts.briefingHint} rows={2} />
        <Lines part="acknowledgements" hint={texts.acknowledgementsHint} />
        <Lines part="reassurances" hint={texts.reassurancesHint} />
        <Lines part="reasks" hint={texts.reasksHint} />
        <Lines part="timeWarnings" />
        <Lines part="toPerson" />
        <Lines part="toRecruiter" />
        <Speech part="closing" />
        <StandardLines />
      </div>
    </DocumentSection>
  );
}

type SpeechPart = 'greeting' | 'consent' | 'instructions' | 'closing';
type HandOverPart = keyof RecruiterScript['handOver'];
type LinesPart = Exclude<keyof RecruiterScript, SpeechPart | 'briefing' | 'handOver'> | HandOverPart;

function Speech({ part, hint }: { part: SpeechPart; hint?: string }) {
  return <SpokenText path={['script', part]} label={texts[part]} hint={hint} rows={2} />;
}

function Lines({ part, hint }: { part: LinesPart; hint?: string }) {
  const handOver = part === 'toPerson' || part === 'toRecruiter';
  return (
    <KitLines
      spoken
      path={handOver ? ['script', 'handOver', part] : ['script', part]}
      label={texts[part]}
      hint={hint}
      max={KIT_LIMITS.lines}
      rowLabel={number => texts.row(texts[part], number)}
      addLabel={texts.addLine}
    />
  );
}

const STANDARD = Object.values(STANDARD_LINES);

/** Recruiter lines that all kits share. They can be recorded, but not edited. */
function StandardLines() {
  return (
    <details className="group" data-standard-lines>
      <summary className="-ml-0.5 flex min-h-9 w-fit cursor-pointer list-none items-center gap-1.5 rounded-control pr-3 text-sm font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90" />
        {texts.standard.open(STANDARD.length)}
      </summary>
      <p className="max-w-prose text-sm text-muted">{texts.standard.hint}</p>
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

import { KIT_LIMITS } from '../../../../../shared/kit/kitLimits.ts';
import type { Place } from '../../../../core/kit/place.ts';
import { voiceRecordingTexts } from '../../../../texts/kitDocument.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { KitLines } from '../fields/KitLines.tsx';
import { KitText, SpokenText } from '../fields/KitText.tsx';
import { DocumentSection } from './DocumentSection.tsx';
import { StandardLines } from './StandardLines.tsx';

const texts = kitTexts.script;

/** Everything the recruiter says, in the order in which it comes up. */
export function ScriptSection() {
  return (
    <DocumentSection section="script" intro={`${texts.intro} ${voiceRecordingTexts.hint}`}>
      <div className="flex flex-col gap-6">
        <Speech part="greeting" />
        <Speech part="consent" hint={texts.consentHint} />
        <Speech part="instructions" />
        <KitText place={['script', 'briefing']} label={texts.briefing} hint={texts.briefingHint} rows={2} />
        <Lines
          place={['script', 'acknowledgements']}
          label={texts.acknowledgements}
          hint={texts.acknowledgementsHint}
        />
        <Lines place={['script', 'reassurances']} label={texts.reassurances} hint={texts.reassurancesHint} />
        <Lines place={['script', 'reasks']} label={texts.reasks} hint={texts.reasksHint} />
        <Lines place={['script', 'timeWarnings']} label={texts.timeWarnings} />
        <Lines place={['script', 'handOver', 'toPerson']} label={texts.toPerson} />
        <Lines place={['script', 'handOver', 'toRecruiter']} label={texts.toRecruiter} />
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
  return <SpokenText place={['script', part]} label={texts[part]} hint={hint} rows={2} />;
}

interface LinesProps {
  place: Place;
  label: string;
  hint?: string;
}

function Lines({ place, label, hint }: LinesProps) {
  return (
    <KitLines
      spoken
      place={place}
      label={label}
      hint={hint}
      max={KIT_LIMITS.lines}
      rowLabel={number => texts.row(label, number)}
      addLabel={texts.addLine}
    />
  );
}

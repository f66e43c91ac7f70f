import { FileBraces, FileSpreadsheet, FileText } from 'lucide-react';
import { useState } from 'react';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { ScorecardFormat } from '../../../../shared/protocol/scoringRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { downloadScorecards } from '../../../core/scorecardFile.ts';
import { toast } from '../../../core/toast.ts';
import { scorecardsTexts } from '../../../texts/scorecards.ts';

const texts = scorecardsTexts.exports;
const FORMATS: readonly [ScorecardFormat, typeof FileText][] = [
  ['pdf', FileText],
  ['csv', FileSpreadsheet],
  ['json', FileBraces],
];

export function ScoringExports({ interviewId }: { interviewId: InterviewId }) {
  const [making, setMaking] = useState<ScorecardFormat>();
  const download = async (format: ScorecardFormat) => {
    setMaking(format);
    try {
      await downloadScorecards(interviewId, format);
    } catch (error) {
      toast.error(texts.failed, errorMessage(error));
    } finally {
      setMaking(undefined);
    }
  };
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">{scorecardsTexts.page.exports}</legend>
      <span className="text-sm text-muted" aria-hidden="true">
        {texts.verb}
      </span>
      {FORMATS.map(([format, Icon]) => (
        <Button
          key={format}
          size="sm"
          pending={making === format}
          disabled={making !== undefined && making !== format}
          aria-label={texts.download(format)}
          title={texts.hints[format]}
          icon={<Icon className="size-4" aria-hidden="true" />}
          onClick={() => void download(format)}
        >
          {texts.formats[format]}
        </Button>
      ))}
    </fieldset>
  );
}

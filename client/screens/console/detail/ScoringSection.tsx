import { ClipboardList, LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import { isScoringOver } from '../../../../shared/rubric/rubricView.ts';
import { ScoringControls } from '../../../components/consensus/ScoringControls.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import type { InterviewClient } from '../../../core/interviewClient.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { scorecardsTexts } from '../../../texts/scorecards.ts';
import { type ScoringState, scoringActions, scoringState } from './scoringState.ts';

const texts = scorecardsTexts.section;
const WORDS: Record<ScoringState, string> = {
  independent: texts.independent,
  open: texts.open,
  shut: texts.shutForGood,
};

interface ScoringSectionProps {
  view: InterviewView;
  client: InterviewClient | undefined;
}

/** Where the scoring of an interview with a kit stands. While raters are independent it says nothing of any of them. */
export function ScoringSection({ view, client }: ScoringSectionProps) {
  const state = scoringState(view);
  if (!state) return null;
  const Icon = state === 'open' ? LockKeyholeOpen : LockKeyhole;
  return (
    <section aria-labelledby="scorecards" className="flex flex-col gap-3">
      <h2 id="scorecards" className="text-base font-semibold">
        {scorecardsTexts.title}
      </h2>
      <Card className="flex flex-col gap-4">
        <div className="flex items-start gap-3 text-sm">
          <Icon className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden="true" />
          <ScoringWords view={view} state={state} />
        </div>
        <ScoringActions view={view} client={client} state={state} />
      </Card>
    </section>
  );
}

function ScoringWords({ view: { rubric }, state }: { view: InterviewView; state: ScoringState }) {
  const now = useNow(60_000);
  const early = rubric?.earlyOpening;
  const endsAt = rubric?.scoringEndsAt;
  const over = rubric !== undefined && isScoringOver(rubric, now);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p>{over && state === 'independent' ? texts.over : WORDS[state]}</p>
      {endsAt !== undefined && !over && <p className="text-muted">{texts.until(endsAt, now)}</p>}
      {early && <p className="text-muted">{texts.openedEarly(early.byName, early.at, now, early.reason)}</p>}
      {state === 'open' && over && <p className="text-muted">{texts.closed}</p>}
    </div>
  );
}

function ScoringActions({ view, client, state }: ScoringSectionProps & { state: ScoringState }) {
  const mayRead = useStaffMay('scorecards.read') && state === 'open';
  const mayChange = useStaffMay('interviews.change');
  const { openEarly, close } = scoringActions(view);
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {mayRead && (
        <ButtonLink
          to={`/console/interviews/${view.interviewId}/scorecards`}
          variant="primary"
          icon={<ClipboardList className="size-4" aria-hidden="true" />}
        >
          {texts.read}
        </ButtonLink>
      )}
      {mayChange && client && <ScoringControls client={client} mayOpenEarly={openEarly} mayClose={close} />}
    </div>
  );
}

import { Bot } from 'lucide-react';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { RecruiterView } from '../../../../shared/recruiter/recruiterView.ts';
import { Card } from '../../../components/ui/Card.tsx';
import { conductor } from '../../../texts/conductor.ts';
import { recruiterConductor } from '../../../texts/recruiterConductor.ts';
import { recruiterClips, recruiterSetup } from '../../../texts/recruiterSetup.ts';
import { ClipsReady } from './ClipsReady.tsx';

/** That the virtual recruiter holds this interview, how it is set, and how far its lines are made. */
export function RecruiterSection({ view }: { view: InterviewView }) {
  const settings = view.recruiterSettings;
  if (!settings) return null;
  const { voice, pace, practice } = settings;
  return (
    <section aria-labelledby="recruiter" className="flex flex-col gap-3">
      <h2 id="recruiter" className="text-base font-semibold">
        {recruiterClips.title}
      </h2>
      <Card className="flex flex-col gap-4">
        <div className="flex items-start gap-3 text-sm">
          <span className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent-ink">
            <Bot className="size-5" aria-hidden="true" />
          </span>
          <div className="flex min-w-0 flex-col gap-1">
            <p>{recruiterSetup.heldLine}</p>
            <p className="text-muted">{recruiterSetup.settings(voice, pace, practice)}</p>
            {view.phase === 'open' && view.recruiter && <Now view={view} recruiter={view.recruiter} />}
          </div>
        </div>
        <ClipsReady interviewId={view.interviewId} />
      </Card>
    </section>
  );
}

/** Where it is while it runs. */
function Now({ view, recruiter }: { view: InterviewView; recruiter: RecruiterView }) {
  const { turn, personSeatId, question } = recruiter;
  const person = personSeatId && view.seats[personSeatId]?.displayName;
  const place =
    question &&
    (question.number === undefined
      ? recruiterConductor.practice
      : conductor.numberOf(question.number, question.of));
  return (
    <p className="font-medium">
      {[place, recruiterConductor.turn(turn, person)].filter(Boolean).join(' · ')}
    </p>
  );
}

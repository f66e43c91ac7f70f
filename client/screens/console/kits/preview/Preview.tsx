import { Clock3 } from 'lucide-react';
import { type Transcript, type Turn, transcriptOf } from '../../../../../shared/kit/transcript.ts';
import { classNames } from '../../../../components/ui/classNames.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { formatSeconds } from '../../../../texts/times.ts';
import { useKitState } from '../desk.ts';
import { OtherMoments } from './OtherMoments.tsx';

const texts = kitTexts.preview;

/** The interview as the recruiter will speak it, from the greeting to the closing. */
export function Preview() {
  const kit = useKitState(state => state.kit);
  const transcript = transcriptOf(kit);
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <div className="flex flex-col gap-3">
        <h2 className="text-lg font-semibold">{texts.title}</h2>
        <Totals transcript={transcript} />
      </div>
      {kit.questions.length === 0 && <p className="text-sm text-muted">{texts.noQuestions}</p>}
      <ol className="flex flex-col gap-5">
        {transcript.turns.map((turn, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a turn is nothing but its place in the order
          <li key={index}>
            <TurnView turn={turn} />
          </li>
        ))}
      </ol>
      <OtherMoments script={kit.script} />
    </div>
  );
}

function Totals({ transcript }: { transcript: Transcript }) {
  const { plannedMinutes, spokenSeconds, thinkSeconds, answerSeconds } = transcript;
  return (
    <div className="flex flex-col gap-1 rounded-card border border-line bg-surface p-4">
      <p className="flex items-center gap-2 text-base font-semibold tabular-nums">
        <Clock3 className="size-5 text-accent-ink" aria-hidden="true" />
        {texts.total(plannedMinutes)}
      </p>
      <p className="text-sm text-muted tabular-nums">
        {texts.shares(
          formatSeconds(spokenSeconds),
          formatSeconds(thinkSeconds),
          formatSeconds(answerSeconds),
        )}
      </p>
      <p className="text-sm text-muted">{texts.note}</p>
    </div>
  );
}

function TurnView({ turn }: { turn: Turn }) {
  if (turn.kind === 'answer') return <AnswerTime turn={turn} />;
  const isQuestion = turn.kind === 'question';
  return (
    <div className={classNames('flex flex-col gap-1', isQuestion && 'border-t border-line pt-5')}>
      <p className="flex items-baseline justify-between gap-3 text-xs text-muted">
        <span className="font-medium">{headingOf(turn)}</span>
        <span className="shrink-0 tabular-nums">{texts.spoken(formatSeconds(turn.seconds))}</span>
      </p>
      <p
        className={classNames(
          'max-w-prose whitespace-pre-line',
          isQuestion ? 'text-lg font-medium' : 'text-base',
        )}
      >
        {turn.text || <span className="text-faint">{texts.missing}</span>}
      </p>
    </div>
  );
}

function headingOf(turn: Exclude<Turn, { kind: 'answer' }>): string {
  if (turn.kind === 'question') return texts.question(turn.number);
  if (turn.kind === 'acknowledgement') return texts.acknowledgement;
  return kitTexts.script[turn.part];
}

function AnswerTime({ turn }: { turn: Extract<Turn, { kind: 'answer' }> }) {
  const parts = [
    turn.thinkSeconds > 0 && texts.thinks(formatSeconds(turn.thinkSeconds)),
    texts.answers(formatSeconds(turn.answerSeconds)),
  ];
  return (
    <p className="flex flex-wrap gap-x-2 rounded-control bg-accent-soft px-3 py-2 text-sm text-accent-ink">
      <span className="font-medium">{texts.candidate}</span>
      <span className="tabular-nums">{parts.filter(Boolean).join(', ')}</span>
    </p>
  );
}

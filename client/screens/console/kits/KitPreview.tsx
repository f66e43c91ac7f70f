import { Clock3 } from 'lucide-react';
import type { RecruiterScript } from '../../../../shared/kit/kit.ts';
import { type Transcript, type Turn, transcriptOf } from '../../../../shared/kit/transcript.ts';
import { classNames } from '../../../components/ui/classNames.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { formatSeconds } from '../../../texts/times.ts';
import { useKitState } from './kitContext.ts';

const previewTexts = kitTexts.preview;

export function KitPreview() {
  const kit = useKitState(state => state.kit);
  const transcript = transcriptOf(kit);
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <div className="flex flex-col gap-3">
        <h2 className="text-lg font-semibold">{previewTexts.title}</h2>
        <Totals transcript={transcript} />
      </div>
      {kit.questions.length === 0 && <p className="text-sm text-muted">{previewTexts.noQuestions}</p>}
      <ol className="flex flex-col gap-5">
        {transcript.turns.map((turn, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: turns have no key except their position
          <li key={index}>
            <TurnView turn={turn} />
          </li>
        ))}
      </ol>
      <OccasionalLines script={kit.script} />
    </div>
  );
}

function Totals({ transcript }: { transcript: Transcript }) {
  const { plannedMinutes, spokenSeconds, thinkSeconds, answerSeconds } = transcript;
  return (
    <div className="flex flex-col gap-1 rounded-card border border-line bg-surface p-4">
      <p className="flex items-center gap-2 text-base font-semibold tabular-nums">
        <Clock3 className="size-5 text-accent-ink" />
        {previewTexts.total(plannedMinutes)}
      </p>
      <p className="text-sm text-muted tabular-nums">
        {previewTexts.shares(
          formatSeconds(spokenSeconds),
          formatSeconds(thinkSeconds),
          formatSeconds(answerSeconds),
        )}
      </p>
      <p className="text-sm text-muted">{previewTexts.note}</p>
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
        <span className="shrink-0 tabular-nums">{previewTexts.spoken(formatSeconds(turn.seconds))}</span>
      </p>
      <p
        className={classNames(
          'max-w-prose whitespace-pre-line',
          isQuestion ? 'text-lg font-medium' : 'text-base',
        )}
      >
        {turn.text || <span className="text-faint">{previewTexts.missing}</span>}
      </p>
    </div>
  );
}

function headingOf(turn: Exclude<Turn, { kind: 'answer' }>): string {
  if (turn.kind === 'question') return previewTexts.question(turn.number);
  if (turn.kind === 'acknowledgement') return previewTexts.acknowledgement;
  return kitTexts.script[turn.part];
}

function AnswerTime({ turn }: { turn: Extract<Turn, { kind: 'answer' }> }) {
  const parts = [
    turn.thinkSeconds > 0 && previewTexts.thinks(formatSeconds(turn.thinkSeconds)),
    previewTexts.answers(formatSeconds(turn.answerSeconds)),
  ];
  return (
    <p className="flex flex-wrap gap-x-2 rounded-control bg-accent-soft px-3 py-2 text-sm text-accent-ink">
      <span className="font-medium">{previewTexts.candidate}</span>
      <span className="tabular-nums">{parts.filter(Boolean).join(', ')}</span>
    </p>
  );
}

const scriptTexts = kitTexts.script;

function OccasionalLines({ script }: { script: RecruiterScript }) {
  const groups = [
    { label: scriptTexts.reassurances, lines: script.reassurances },
    { label: scriptTexts.reasks, lines: script.reasks },
    { label: scriptTexts.timeWarnings, lines: script.timeWarnings },
    { label: scriptTexts.toPerson, lines: script.handOver.toPerson },
    { label: scriptTexts.toRecruiter, lines: script.handOver.toRecruiter },
  ];
  return (
    <section aria-labelledby="other-moments" className="flex flex-col gap-4 border-t border-line pt-6">
      <h2 id="other-moments" className="text-lg font-semibold">
        {kitTexts.preview.otherMoments}
      </h2>
      <dl className="flex flex-col gap-4">
        {groups.map(({ label, lines }) => (
          <div key={label} className="flex flex-col gap-1">
            <dt className="text-xs font-medium text-muted">{label}</dt>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines are read-only, and two can be equal
              <dd key={index} className="max-w-prose text-sm">
                {line}
              </dd>
            ))}
            {lines.length === 0 && <dd className="text-sm text-faint">{kitTexts.preview.missing}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}

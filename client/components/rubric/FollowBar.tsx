import { ArrowRight, PenLine, Play, Radio } from 'lucide-react';
import type { ReactNode } from 'react';
import type { QuestionMark } from '../../core/rubric/questionMarks.ts';
import { useView } from '../../hooks/room/session.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Button } from '../ui/Button.tsx';
import { Kbd } from '../ui/Tooltip.tsx';

interface FollowBarProps {
  marks: readonly QuestionMark[];
  /** The key that leads back, if there is one. */
  followKey: string | undefined;
}

/** Says whether the panel follows the interview, or the recording, and leads back when it does not. */
export function FollowBar({ marks, followKey }: FollowBarProps) {
  const { phase } = useView();
  const { panel, view, replay, shownQuestionId, follow } = useRubric();
  const { question } = rubricTexts;
  const texts = replay ? rubricTexts.followRecording : rubricTexts.follow;
  const current = marks.find(mark => mark.current);
  // After the call there is nothing left to follow, but for a recording of it.
  if (phase === 'ended' && !replay) return null;
  if (panel.mode === 'following') {
    const begun = replay !== undefined || Object.keys(view.questions).length > 0;
    return (
      <Line icon={<Radio className="size-4 shrink-0 text-accent-ink" aria-hidden="true" />}>
        {current ? texts.following : begun ? texts.between : rubricTexts.follow.notBegun}
      </Line>
    );
  }
  const name = current && question.short(current.number);
  const playable = marks.find(mark => mark.question.id === shownQuestionId && replay?.has(mark.question.id));
  return (
    <div className="flex w-full flex-wrap items-center justify-between gap-x-3 gap-y-2">
      <Line
        icon={
          panel.mode === 'held' && <PenLine className="size-4 shrink-0 text-accent-ink" aria-hidden="true" />
        }
      >
        {name ? texts[panel.mode](name) : texts.between}
      </Line>
      <div className="flex flex-wrap gap-2">
        {playable && (
          <Button
            size="sm"
            onClick={() => replay?.showQuestion(playable.question.id)}
            icon={<Play className="size-4" aria-hidden="true" />}
          >
            {rubricTexts.followRecording.play(question.short(playable.number))}
          </Button>
        )}
        <Button
          size="sm"
          variant="primary"
          onClick={follow}
          icon={<ArrowRight className="size-4" aria-hidden="true" />}
        >
          {name ? texts.back(name) : texts.resume}
          {followKey && (
            <span className="flex pointer-coarse:hidden">
              <Kbd inverse>{followKey}</Kbd>
            </span>
          )}
        </Button>
      </div>
    </div>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: string }) {
  return (
    <p role="status" className="flex min-w-0 items-center gap-2 text-sm text-muted">
      {icon}
      {children}
    </p>
  );
}

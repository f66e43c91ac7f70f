import { stripOf } from '../../core/conductor/questionFlow.ts';
import { conductor } from '../../texts/conductor.ts';
import { ConductorFrame, type ConductorProps, Summary } from './ConductorFrame.tsx';
import { RequestFollowUp } from './FollowUps.tsx';
import { PersonTurn } from './PersonTurn.tsx';
import { QuestionClock, SpentTimes } from './QuestionClock.tsx';
import { QuestionStrip } from './QuestionStrip.tsx';
import { RaterFeed, TellOthers } from './RaterTalk.tsx';
import { SpokenQuestion } from './SpokenQuestion.tsx';

export function RaterConductor({ kit, rubric, recruiter }: ConductorProps) {
  const items = stripOf(kit, rubric);
  const current = items.find(({ state }) => state === 'open');
  const started = items.some(({ state }) => state !== 'to-come');
  const idle = started ? conductor.between : conductor.notBegun;
  const progress = current && rubric.questions[current.question.id];
  const clock = current && <QuestionClock compact question={current.question} progress={progress} />;

  return (
    <ConductorFrame
      height="low"
      strip={<QuestionStrip items={items} />}
      waiting={recruiter && <PersonTurn recruiter={recruiter} />}
      spoken={current && conductor.announceOpen(current.number)}
      aside={<SpentTimes progress={progress} />}
      summary={
        <Summary
          position={current ? conductor.short(current.number) : conductor.title}
          text={current ? current.question.text : idle}
        >
          {clock}
        </Summary>
      }
    >
      <div className="grid gap-x-8 gap-y-3 @3xl:grid-cols-[minmax(0,1fr)_auto]">
        <div>
          {current ? (
            <SpokenQuestion
              kit={kit}
              question={current.question}
              position={
                <div className="flex flex-wrap items-center gap-x-4 @3xl:shrink-0">
                  <h2 className="font-medium text-ink">{conductor.numberOf(current.number, items.length)}</h2>
                  {clock}
                </div>
              }
            />
          ) : (
            <p className="py-2 text-sm text-muted">{idle}</p>
          )}
        </div>
        <div className="flex flex-wrap gap-2 self-start @3xl:flex-col @3xl:items-stretch">
          <RequestFollowUp question={current?.question} requests={rubric.probes} />
          <TellOthers />
        </div>
        <RaterFeed kit={kit} rubric={rubric} />
      </div>
    </ConductorFrame>
  );
}

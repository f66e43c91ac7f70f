import { useEffect, useState } from 'react';
import type { StripItem } from '../../core/conductor/questionFlow.ts';
import { openRequests } from '../../core/conductor/raterTalk.ts';
import { useQuestionFlow } from '../../hooks/conductor/useQuestionFlow.ts';
import { useRaterNames } from '../../hooks/conductor/useRaterTalk.ts';
import { type RecruiterOrders, useRecruiterOrders } from '../../hooks/conductor/useRecruiterOrders.ts';
import { conductor } from '../../texts/conductor.ts';
import { Badge } from '../ui/Badge.tsx';
import { ConductorFrame, type ConductorProps, Summary } from './ConductorFrame.tsx';
import { BarButtons, FlowButtons } from './FlowButtons.tsx';
import { FollowUpList, FollowUpRequests, RequestCount } from './FollowUps.tsx';
import { HandBackDialog, PersonTurn } from './PersonTurn.tsx';
import { QuestionClock, SpentTimes } from './QuestionClock.tsx';
import { QuestionStrip } from './QuestionStrip.tsx';
import { RaterFeed, TellOthers } from './RaterTalk.tsx';
import { OrderButton } from './RecruiterOrderButtons.tsx';
import { Guidance, SpokenQuestion } from './SpokenQuestion.tsx';

export function LeadConductor({ kit, rubric, recruiter }: ConductorProps) {
  const orders = useRecruiterOrders();
  const flow = useQuestionFlow(kit, rubric);
  const { items, shown, current } = flow;
  const rephrased = useRephrased(shown?.question.id);
  const keys = {
    o: () => flow.take('next'),
    a: () => flow.take('answer'),
    s: () => flow.take('skip'),
    b: () => flow.take('back'),
    r: rephrased.onToggle,
    ...(recruiter && { t: () => orders.give('handBack') }),
  };
  const { nameOf, own } = useRaterNames();
  // Leaves out the lead's own requests, because they are marked as asked right after they are created.
  const requests = openRequests(kit, rubric.probes).filter(({ fromSeatId }) => fromSeatId !== own);
  const newest = requests.at(-1);
  const progress = current && rubric.questions[current.question.id];

  return (
    <ConductorFrame
      height="tall"
      keys={keys}
      strip={
        <QuestionStrip
          items={items}
          shownId={shown?.question.id}
          onPreview={questionId => flow.preview(questionId)}
        />
      }
      waiting={
        <>
          {recruiter && <PersonTurn recruiter={recruiter} orders={orders} />}
          <HandBackDialog orders={orders} />
          <FollowUpRequests requests={requests} nameOf={nameOf} />
        </>
      }
      spoken={newest && conductor.probes.announce(nameOf(newest.fromSeatId), newest.text)}
      aside={<SpentTimes progress={progress} />}
      summary={
        <Summary
          position={shown ? conductor.short(shown.number) : conductor.title}
          text={shown ? shown.question.text : conductor.allDone}
        >
          {current && <QuestionClock compact question={current.question} progress={progress} />}
          <RequestCount requests={requests} />
        </Summary>
      }
      action={
        <>
          <BarButtons flow={flow} />
          {recruiter && <HandBackInBar orders={orders} />}
        </>
      }
    >
      <div className="grid gap-x-8 gap-y-4 @3xl:grid-cols-[minmax(0,1fr)_15rem] @3xl:grid-rows-[auto_1fr]">
        {shown ? (
          <SpokenQuestion
            kit={kit}
            question={shown.question}
            position={<QuestionPosition shown={shown} current={current} count={items.length} />}
            rephrased={rephrased}
          />
        ) : (
          <div className="flex flex-col gap-1 py-2">
            <h2 className="text-base font-semibold">{conductor.allDone}</h2>
            <p className="text-sm text-muted">{conductor.allDoneBody}</p>
          </div>
        )}
        <div className="flex flex-col gap-3 self-start @3xl:sticky @3xl:top-0 @3xl:col-start-2 @3xl:row-span-2 @3xl:row-start-1">
          {current && <QuestionClock question={current.question} progress={progress} />}
          <FlowButtons flow={flow} />
        </div>
        <div className="flex flex-col gap-3">
          {shown && (
            <>
              <FollowUpList
                question={shown.question}
                requests={rubric.probes}
                usable={shown === current}
                rephrased={rephrased.shown}
              />
              <Guidance question={shown.question} lang={kit.locale} />
            </>
          )}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <TellOthers />
            <RaterFeed kit={kit} rubric={rubric} />
          </div>
        </div>
      </div>
    </ConductorFrame>
  );
}

/** Button on small screens that hands the interview back to the virtual recruiter. */
function HandBackInBar({ orders }: { orders: RecruiterOrders }) {
  return (
    <span className="contents lg:hidden">
      <OrderButton order="handBack" orders={orders} compact brief />
    </span>
  );
}

type QuestionPositionProps = { shown: StripItem; current: StripItem | undefined; count: number };

function QuestionPosition({ shown, current, count }: QuestionPositionProps) {
  return (
    <h2 className="flex shrink-0 items-center gap-2 font-medium text-ink">
      {conductor.numberOf(shown.number, count)}
      {shown !== current && <Badge>{current ? conductor.preview : conductor.upNext}</Badge>}
    </h2>
  );
}

function useRephrased(questionId: string | undefined) {
  const [shownFor, setShownFor] = useState<string>();
  useEffect(() => setShownFor(known => (known === questionId ? known : undefined)), [questionId]);
  const shown = questionId !== undefined && shownFor === questionId;
  return { shown, onToggle: () => setShownFor(shown ? undefined : questionId) };
}

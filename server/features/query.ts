import type { ClientId, InterviewId, SeatId } from '../../shared/ids.ts';
import type { InterviewState, Seat } from '../../shared/interview/state.ts';
import type { QueryName, RequestParams, RequestResult } from '../../shared/protocol/requests.ts';

/** One page of one seat. */
export interface PageRef {
  interviewId: InterviewId;
  seatId: SeatId;
  clientId: ClientId;
}

/** What a query handler gets. The role table has been asked on `state` before. */
export interface QueryContext<P> {
  page: PageRef;
  seat: Seat;
  state: InterviewState;
  params: P;
}

export type QueryHandler<N extends QueryName> = (
  context: QueryContext<RequestParams<N>>,
) => Promise<RequestResult<N>>;

/** `interview.resume` is answered by signaling, which alone knows what a connection was sent. */
export type QueryHandlers = { [N in Exclude<QueryName, 'interview.resume'>]: QueryHandler<N> };

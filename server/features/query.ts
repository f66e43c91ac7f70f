import type { ClientId, InterviewId, SeatId } from '../../shared/ids.ts';
import type { InterviewState, Seat } from '../../shared/interview/state.ts';
import type { QueryName, RequestParams, RequestResult } from '../../shared/protocol/requests.ts';

/** One page of one seat. */
export interface PageRef {
  interviewId: InterviewId;
  seatId: SeatId;
  clientId: ClientId;
}

/** Input of a query handler. The role table has been checked with `state`. */
export interface QueryContext<P> {
  page: PageRef;
  seat: Seat;
  state: InterviewState;
  params: P;
}

export type QueryHandler<N extends QueryName> = (
  context: QueryContext<RequestParams<N>>,
) => Promise<RequestResult<N>>;

/** Without `interview.resume`, which signaling answers: only it knows what a connection has received. */
export type QueryHandlers = { [N in Exclude<QueryName, 'interview.resume'>]: QueryHandler<N> };

import type { ClientId, InterviewId, SeatId } from '../../shared/ids.ts';
import type { InterviewState, Seat } from '../../shared/interview/state.ts';
import type { QueryName, RequestParams, RequestResult } from '../../shared/protocol/requests.ts';
import type { Answer } from './routeHandlers.ts';

export type PageRef = { interviewId: InterviewId; seatId: SeatId; clientId: ClientId };

export interface QueryContext<P> {
  page: PageRef;
  seat: Seat;
  state: InterviewState;
  params: P;
}

export type QueryHandler<N extends QueryName> = (
  context: QueryContext<RequestParams<N>>,
) => Answer<RequestResult<N>>;

/** Handlers of queries. Signaling answers `interview.resume`, because it knows what a page has received. */
export type QueryHandlers = { [N in Exclude<QueryName, 'interview.resume'>]: QueryHandler<N> };

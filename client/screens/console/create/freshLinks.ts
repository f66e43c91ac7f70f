import { InterviewId } from '../../../../shared/ids.ts';
import type { IssuedLink } from '../../../../shared/protocol/http.ts';

interface Created {
  interviewId: InterviewId;
  links: readonly IssuedLink[];
}

const fresh = new Map<InterviewId, readonly IssuedLink[]>();

/** Address of the page with an interview's links. It shows those of a new interview without asking for them. */
export function linksPath({ interviewId, links }: Created): string {
  fresh.set(interviewId, links);
  return `/console/interviews/${interviewId}/links`;
}

/** Address of the page with the links of several rounds, which names the interviews. */
export function roundLinksPath(rounds: readonly Created[]): string {
  for (const { interviewId, links } of rounds) fresh.set(interviewId, links);
  const query = new URLSearchParams(rounds.map(({ interviewId }) => ['interview', interviewId]));
  return `/console/interviews/rounds/links?${query}`;
}

/** Returns the interviews that the address of `roundLinksPath` names. */
export function roundsIn(query: URLSearchParams): InterviewId[] {
  return query.getAll('interview').flatMap(id => InterviewId.safeParse(id).data ?? []);
}

/** Returns the links of a new interview once, because later they may have been replaced. */
export function takeFreshLinks(interviewId: InterviewId): readonly IssuedLink[] {
  const links = fresh.get(interviewId) ?? [];
  fresh.delete(interviewId);
  return links;
}

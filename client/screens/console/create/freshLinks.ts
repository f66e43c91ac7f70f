import type { InterviewId } from '../../../../shared/ids.ts';
import type { IssuedLink } from '../../../../shared/protocol/http.ts';

const fresh = new Map<InterviewId, readonly IssuedLink[]>();

/** Address of the page with an interview's links. It shows those of a new interview without asking for them. */
export function linksPath(interviewId: InterviewId, links: readonly IssuedLink[]): string {
  fresh.set(interviewId, links);
  return `/console/interviews/${interviewId}/links`;
}

/** Returns the links of a new interview once, because later they may have been replaced. */
export function takeFreshLinks(interviewId: InterviewId): readonly IssuedLink[] {
  const links = fresh.get(interviewId) ?? [];
  fresh.delete(interviewId);
  return links;
}

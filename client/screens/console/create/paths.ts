export const LOOP_PATH = '/console/interviews/rounds';

/**
 * Address of the form for a new interview: from a template, like an interview (`again`: with its candidate), with a
 * known candidate, or at a time.
 */
export function newInterviewPath(
  from: { template: string } | { copy: string } | { again: string } | { candidate: string } | { at: string },
): string {
  return `/console/interviews/new?${new URLSearchParams(from)}`;
}

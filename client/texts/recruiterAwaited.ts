/** What staff read while the virtual recruiter waits for its candidate. Apart, so that candidates never load the conductor's words. */
export const recruiterAwaited = {
  heading: 'The interview begins by itself',
  body: 'The virtual recruiter starts when the candidate has joined and is ready, whether anyone watches or not. This page opens by itself then.',
  lead: 'You can pause it or take over at any time.',
  open: 'Open the room now',
} as const;

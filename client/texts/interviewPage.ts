import { formatUnit, plural } from '../../shared/intl.ts';

/** Texts of the page of one interview. */
export const interviewPageTexts = {
  detail: {
    watch: 'Watch recording',
    scorecards: 'Scorecards',
    copyAddress: 'Copy link to this page',
    addressCopied: 'Link copied',
    addressNotCopied: 'Couldn’t copy the link',
    back: 'All interviews',
    untitled: 'Interview',
    failed: 'Couldn’t load the interview',
    notAllowed: 'You can’t open this interview',
    minutes: (count: number) => formatUnit(count, 'minute'),
    kit: (name: string, version: number) => `Kit: ${name}, version ${version}`,
    noKit: 'No kit, so there are no questions and no scorecards',
    reconnecting: 'You’re disconnected. Reconnecting… This page may be a few seconds old.',
    ended: 'Live updates have stopped. Reload the page.',
    tooManyPages:
      'This page isn’t updating because you have interviews open in 12 other tabs. Close some of them, then reload this page.',
    edit: 'Edit details',
    more: 'More actions',
    cancel: 'Cancel interview',
    people: 'People',
    addPerson: 'Add a person',
    lead: 'Lead',
    noSeats: 'No one is invited yet.',
    watching: (count: number) =>
      count === 0 ? 'No one is watching' : plural(count, { other: '# watching unseen' }),
    observersRefused: 'The candidate didn’t agree to observers, so observers can’t watch.',
    observersUnanswered:
      'The candidate hasn’t answered the question about observers. Until they agree, observers can’t watch.',
  },
  nextStep: {
    ended: (time: string) => `Ended at ${time}.`,
    endedMissed: {
      'no-show': (time: string, name: string) => `Ended at ${time}. ${name} didn’t join.`,
      'not-held': (time: string) => `Ended at ${time}. It was never opened.`,
    },
    missed: {
      'no-show': (name: string) =>
        `${name} didn’t join in time. Agree on a new time and edit this interview, or cancel it.`,
      'not-held': () =>
        'This interview wasn’t opened in time. Agree on a new time and edit it, or cancel it.',
    },
    noInterviewer: 'This interview can’t be opened yet. Add an interviewer. The first one becomes the lead.',
    noCandidate: 'There’s no candidate yet. Add one and send them their link.',
    leadAbsent: (name: string) =>
      `${name} is the lead and opens the interview from their own link. They aren’t here yet.`,
    youAbsent: 'You’re the lead. Join with your own link to open the interview.',
    leadReady: (name: string) => `${name} is here and can open the interview at any time.`,
    leadAndCandidate: (lead: string, candidate: string) =>
      `${candidate} is ready. ${lead} can open the interview now.`,
    running: (since: string, until: string) => `Running since ${since}, scheduled to end at ${until}.`,
  },
  presence: {
    invited: 'Hasn’t opened the link',
    preparing: 'Setting up',
    waiting: 'Ready and waiting',
    inside: 'In the room',
    reconnecting: 'Disconnected, seat held',
    left: 'Left',
    removed: 'Removed by the lead',
  },
  setup: {
    label: (name: string) => `${name}’s setup`,
    parts: {
      camera: 'Camera',
      microphone: 'Microphone',
      speaker: 'Speaker',
      connection: 'Connection',
      consent: 'Consent',
    },
    states: {
      unchecked: 'not checked yet',
      unheard: 'not heard yet',
      ok: 'works',
      denied: 'permission denied',
      missing: 'none found',
      busy: 'in use by another app',
      skipped: 'continues without',
      testing: 'being tested',
      'tcp-only': 'works, with some delay',
      failed: 'failed',
      waiting: 'not answered yet',
      given: 'answered',
      noRecording: 'no recording',
      noObservers: 'no observers',
      observersUnanswered: 'observers: no answer',
    },
    roundTrip: (ms: number) => formatUnit(ms, 'millisecond'),
  },
  help: {
    open: 'Send a message',
    label: (name: string) => `Message to ${name}`,
    hint: 'It appears on their setup page immediately.',
    placeholder: 'For example: Take your time. We’re here.',
    send: 'Send',
    failed: 'Couldn’t send the message',
    quick: [
      'Take your time. We’ll start when you’re ready.',
      'Please allow the camera and microphone when your browser asks.',
      'Please try another browser, such as Chrome, Edge, Firefox, or Safari.',
    ],
    from: (name: string, time: string) => `${name}, ${time}`,
  },
  newLink: {
    title: (name: string) => `Create a new link for ${name}?`,
    body: 'Their current link stops working immediately. We’ll show you the new link here.',
    bodyByMail: (email: string) =>
      `Their current link stops working immediately. The new link is emailed to ${email}.`,
    confirm: 'Create a new link',
  },
  revoke: {
    title: (name: string) => `Revoke ${name}’s link?`,
    body: 'The link stops working, and they’re disconnected if they’re in the interview. The interview itself isn’t canceled. You can create a new link later.',
    tell: (email: string) => `Email ${email} that the link no longer works`,
    tellHint: 'Without this message, they notice only when they open the link.',
    confirm: 'Revoke',
    done: (name: string) => `${name}’s link is revoked`,
    doneTold: (name: string) => `${name}’s link is revoked, and they’ll get an email about it`,
  },
  cancelInterview: {
    title: 'Cancel this interview?',
    body: 'Everyone in the room is disconnected, and no one can join again. This can’t be undone. We don’t notify anyone, so please let people know.',
    bodyByMail:
      'Everyone in the room is disconnected, and no one can join again. This can’t be undone. Everyone who was invited by email is told.',
    confirm: 'Cancel interview',
    keep: 'Keep interview',
    done: 'Interview canceled',
  },
  edit: {
    title: 'Edit details',
    failed: 'Couldn’t save the changes',
    done: 'Changes saved',
    saveAndSend: (count: number) =>
      plural(count, { one: 'Save and send # email', other: 'Save and send # emails' }),
    moved: (time: string) =>
      `Someone moved this interview to ${time} after you opened this form. Saving a different time replaces theirs.`,
  },
} as const;

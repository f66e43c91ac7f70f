import type { MemberAccess } from '../../shared/protocol/http.ts';

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);

function hasAny(access: MemberAccess): boolean {
  return Object.values(access).some(count => count > 0);
}

/** "2 claimed evaluations, 1 interviewer link, and 3 observer links" */
function listOf({ claims, interviewer, evaluator, observer }: MemberAccess): string {
  const counted = (count: number, what: string) =>
    count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`];
  return new Intl.ListFormat('en-US').format([
    ...counted(claims, 'claimed evaluation'),
    ...counted(interviewer, 'interviewer link'),
    ...counted(evaluator, 'evaluator link'),
    ...counted(observer, 'observer link'),
  ]);
}

export const consoleTexts = {
  nav: {
    interviews: 'Interviews',
    kits: 'Kits',
    staff: 'Staff',
    account: 'Account',
    label: 'Console',
    more: 'More',
    moreOf: (page: string) => `${page}, more pages`,
  },
  accountFailed: 'Your account could not be loaded',
  list: {
    title: 'Interviews',
    create: 'New interview',
    filter: 'Filter by name, title or role',
    filterShort: 'Filter',
    noMatch: (text: string) => `No interview matches “${text}”.`,
    found: (count: number, more: boolean) => {
      if (more) return `More than ${count} interviews match.`;
      return count === 1 ? '1 interview matches.' : `${count} interviews match.`;
    },
    more: 'Show more',
    moreOf: { today: ' of today’s interviews', upcoming: ' upcoming interviews', past: ' past interviews' },
    moreFailed: 'Couldn’t load more interviews. Try again.',
    groups: { today: 'Today', upcoming: 'Upcoming', past: 'Past' },
    keys: 'Use the arrow keys to move through the list and Enter to open an interview.',
    failed: 'The interviews could not be loaded',
    stale: 'The list could not be renewed. It shows what was last known.',
    emptyTitle: 'No interviews yet',
    emptyBody: 'Create one, and you get a personal link for each person to send them.',
    emptyReadOnly: 'Interviews you take part in appear here once an organizer adds you.',
    noCandidate: 'No candidate yet',
    choose: 'Choose an interview to see who is there and what is left to do.',
  },
  tasks: {
    cancelled: 'Canceled',
    ended: 'Ended',
    live: (count: number) => `Running now, ${people(count)} inside`,
    addCandidate: 'Add a candidate',
    candidateAlone: 'Candidate is here, no interviewer yet',
    ready: 'Candidate and interviewer are here',
    interviewerOnly: 'Interviewer is here, no candidate yet',
    nobodySoon: (minutes: number) => `Starts in ${minutes} min, no one is here yet`,
    overdue: 'Not started',
    planned: (distance: string) => `Starts ${distance}`,
    onBreak: 'In a break, not ended',
  },
  missed: { 'no-show': 'No-show', 'not-held': 'Did not take place' },
  phases: { lobby: 'Not started', open: 'Running', ended: 'Ended', cancelled: 'Canceled' },
  detail: {
    watch: 'Watch recording',
    scorecards: 'Scorecards',
    copyAddress: 'Copy address of this page',
    addressCopied: 'The address is copied',
    addressNotCopied: 'The address could not be copied',
    back: 'All interviews',
    untitled: 'Interview',
    failed: 'The interview could not be loaded',
    minutes: (count: number) => `${count} min`,
    kit: (name: string, version: number) => `Kit: ${name}, version ${version}`,
    reconnecting: 'Connection lost. Reconnecting; what you see may be a few seconds old.',
    ended: 'Live updates have stopped. Load the page again.',
    tooManyPages:
      'This page does not update, because you have interviews open in 12 other tabs. Close some of them, then load this page again.',
    edit: 'Edit details',
    more: 'More actions',
    cancel: 'Cancel interview',
    people: 'People',
    addPerson: 'Add a person',
    lead: 'Lead',
    noSeats: 'No one is invited yet.',
    watching: (count: number) => (count === 0 ? 'No one is watching' : `${count} watching unseen`),
    observersRefused: 'The candidate chose not to be observed, so observers are kept out.',
    observersUnanswered:
      'The candidate has not answered the question about observers. Until they agree, observers are kept out.',
  },
  nextStep: {
    cancelled: 'This interview was canceled. It can’t be joined any more.',
    ended: (time: string) => `Ended at ${time}.`,
    endedMissed: {
      'no-show': (time: string, name: string) => `Ended at ${time}. ${name} did not join.`,
      'not-held': (time: string) => `Ended at ${time} without having been opened.`,
    },
    missed: {
      'no-show': (name: string) =>
        `${name} did not join in time. Agree on a new time and edit this interview, or cancel it.`,
      'not-held': () =>
        'This interview was not opened in time. Agree on a new time and edit it, or cancel it.',
    },
    noInterviewer: 'This interview can’t be opened yet. Add an interviewer: the first becomes the lead.',
    noCandidate: 'There is no candidate yet. Add one and send them their link.',
    leadAbsent: (name: string) =>
      `${name} leads and opens the interview from their own link. They are not here yet.`,
    leadReady: (name: string) => `${name} is here and can open the interview at any time.`,
    leadAndCandidate: (lead: string, candidate: string) =>
      `${candidate} is ready. ${lead} can open the interview now.`,
    running: (since: string, until: string) => `Running since ${since}, planned to end at ${until}.`,
  },
  presence: {
    invited: 'Has not opened the link',
    preparing: 'Setting up',
    waiting: 'Ready and waiting',
    inside: 'In the room',
    reconnecting: 'Lost the connection, seat is kept',
    left: 'Left',
    removed: 'Removed by the lead',
  },
  setup: {
    label: (name: string) => `Set-up of ${name}`,
    parts: {
      camera: 'Camera',
      microphone: 'Microphone',
      speaker: 'Speaker',
      connection: 'Connection',
      consent: 'Consent',
    },
    states: {
      unchecked: 'not checked yet',
      ok: 'works',
      denied: 'permission refused',
      missing: 'none found',
      busy: 'used by another program',
      skipped: 'continues without',
      testing: 'being tested',
      'tcp-only': 'works, with some delay',
      failed: 'does not get through',
      waiting: 'not answered yet',
      given: 'answered',
      noRecording: 'no recording',
      noObservers: 'no observers',
      observersUnanswered: 'observers: no answer',
    },
    roundTrip: (ms: number) => `${ms} ms`,
  },
  help: {
    open: 'Send a line of help',
    label: (name: string) => `A line of help for ${name}`,
    hint: 'It appears on their set-up page at once.',
    placeholder: 'For example: take your time, we are here',
    send: 'Send',
    failed: 'The line was not sent',
    quick: [
      'Take your time. We start when you are ready.',
      'Please allow the camera and microphone when your browser asks.',
      'Please try another browser, such as Chrome, Edge, Firefox or Safari.',
    ],
    from: (name: string, time: string) => `${name}, ${time}`,
  },
  editPerson: {
    menu: 'Edit name and e-mail',
    title: (name: string) => `Edit ${name}`,
    body: 'Their link keeps working.',
    failed: 'The changes were not saved',
    done: (name: string) => `The details of ${name} are saved`,
  },
  person: {
    actions: (name: string) => `Actions for ${name}`,
    newLink: 'Make a new link',
    revoke: 'Switch off the link',
    makeLead: 'Make lead',
    madeLead: (name: string) => `${name} is now the lead`,
    linkUntil: (day: string) => `Link works until ${day}`,
    linkRevoked: 'Link switched off',
    linkExpired: 'Link expired',
  },
  newLink: {
    title: (name: string) => `A new link for ${name}?`,
    body: 'The link they have now stops working at once. You will see the new one here, once.',
    confirm: 'Make a new link',
  },
  revoke: {
    title: (name: string) => `Switch off the link of ${name}?`,
    body: 'They can no longer come in with it, and leave the interview if they are in. You can make a new link later.',
    confirm: 'Switch off',
    done: (name: string) => `The link of ${name} is switched off`,
  },
  cancelInterview: {
    title: 'Cancel this interview?',
    body: 'It can’t be joined any more, and everyone in the room leaves it. This cannot be undone. No one is notified, so please let people know.',
    confirm: 'Cancel interview',
    keep: 'Keep interview',
    done: 'The interview is canceled',
  },
  links: {
    once: 'Copy these links now: for safety each is shown only this once. A lost link can be replaced from the interview’s page.',
    onceOne: 'Copy it now: for safety it is shown only this once. A lost link can be replaced at any time.',
    title: (name: string) => `Link for ${name}`,
    copyText: 'Copy invitation text',
    personal: (name: string) => `Personal link of ${name}`,
    warnForward: 'Anyone with the link enters as that person, so send it only to them.',
    done: 'Done',
    noClipboard: 'The browser does not allow copying here. Select the text and copy it by hand.',
    lose: {
      title: 'Close without copying the link?',
      body: 'It is shown only this once.',
      confirm: 'Close',
      keep: 'Cancel',
    },
  },
  form: {
    title: 'Title',
    titleHint: 'Everyone who takes part sees it.',
    titlePlaceholder: 'Backend developer, second round',
    jobRole: 'Role applied for',
    jobRolePlaceholder: 'Backend developer',
    when: 'Starts',
    zone: (zone: string) => `Your time zone: ${zone}`,
    whenMissing: 'Choose a day and a time.',
    past: 'This time has passed already. You can still use it, for example to begin at once.',
    minutes: 'Length in minutes',
    minutesMissing: 'Enter the length in minutes.',
    name: 'Name',
    email: 'E-mail',
    role: 'Takes part as',
  },
  create: {
    title: 'New interview',
    steps: ['Details', 'Links'],
    stepsLabel: 'Progress',
    what: 'The interview',
    who: 'Who takes part',
    submit: 'Create interview',
    failed: 'The interview was not created',
    groups: {
      candidate: {
        title: 'Candidate',
        hint: 'Is interviewed. Never sees scores or who watches, only how many.',
        add: 'Add another candidate',
      },
      interviewer: {
        title: 'Interviewers',
        hint: 'Speak with the candidate. The first one leads: opens, admits and ends.',
        add: 'Add an interviewer',
      },
      evaluator: {
        title: 'Evaluators',
        hint: 'Watch and score, unseen and unheard.',
        add: 'Add an evaluator',
      },
      observer: {
        title: 'Observers',
        hint: 'Watch to learn, unseen and unheard. They see no scores.',
        add: 'Add an observer',
      },
    },
    remove: (name: string) => `Remove ${name || 'this person'}`,
    makeLead: 'Make lead',
    linksTitle: 'The interview is ready',
    linksIntro: 'Send each person their own link.',
    copyAll: 'Copy all invitations',
    toInterview: 'Go to the interview',
    leaveTitle: 'Leave without the links?',
    leaveBody:
      'Have you copied them? They are shown only this once. You can create a new link for each person later; the old one then stops working.',
    leave: 'Leave',
    stay: 'Cancel',
    leaveFormTitle: 'Leave without creating the interview?',
    leaveFormBody: 'What you typed isn’t saved.',
    keepEditing: 'Keep editing',
    another: 'Create another',
    noPeople: 'No one is invited yet. Add people from the interview’s page; each gets a link.',
    linksNamesFailed:
      'The names could not be loaded, so the links are listed in the order you entered the people.',
  },
  addPerson: { title: 'Add a person', submit: 'Add and make link', failed: 'The person was not added' },
  edit: { title: 'Edit details', failed: 'The changes were not saved', done: 'Changes saved' },
  staff: {
    title: 'Staff',
    intro: 'People with an account. Candidates, evaluators and observers need none.',
    forbidden: 'Only the owner and organizers can see the staff.',
    failed: 'The staff could not be loaded',
    members: 'Members',
    invitations: 'Open invitations',
    invite: 'Invite',
    you: 'you',
    disabled: 'Disabled',
    roleOf: (name: string) => `Role of ${name}`,
    roleHints: {
      owner: 'May do everything, the staff included.',
      organizer: 'Creates interviews and hands out links.',
      interviewer: 'Sees interviews and who is there.',
    },
    actions: (name: string) => `Actions for ${name}`,
    disable: 'Disable account',
    enable: 'Enable account',
    reset: 'Reset password',
    resetTitle: (name: string) => `Reset the password of ${name}?`,
    resetBody:
      'You get a link to send them. With it they choose a new password, once, within 24 hours. Until then their current password works.',
    resetSubmit: 'Create reset link',
    resetLink: (name: string) => `Reset link for ${name}`,
    resetDone:
      'Send this link to them yourself, in a way that only they can read. It is shown only this once and replaces any older one.',
    disableTitle: (name: string) => `Disable the account of ${name}?`,
    /** Before it is known what they reach the sentence says what ends all the same. */
    disableBody: (access: MemberAccess | undefined) =>
      `They are signed out immediately and can’t sign in until you enable the account. ${
        access
          ? hasAny(access)
            ? `This also ends ${listOf(access)}. Enabling the account doesn’t restore that access.`
            : 'They have no claimed evaluations and no personal links.'
          : 'Evaluations they claimed and personal links under their address end, too. Enabling the account doesn’t restore that access.'
      } Scorecards they locked still count. Nothing of theirs is deleted.`,
    ended: (access: MemberAccess | undefined) =>
      access && hasAny(access) ? `Ended: ${listOf(access)}` : undefined,
    changeFailed: 'The change was not made',
    roleChanged: (name: string, role: string) => `${name} is now ${role}`,
    enabled: (name: string) => `The account of ${name} is enabled`,
    disabledDone: (name: string) => `The account of ${name} is disabled`,
    expires: (day: string) => `Valid until ${day}`,
    withdraw: 'Withdraw',
    withdrawOf: (email: string) => `Withdraw the invitation to ${email}`,
    withdrawn: (email: string) => `The invitation to ${email} is withdrawn`,
    noInvitations: 'No invitation is waiting for an answer.',
    inviteTitle: 'Invite a member of staff',
    inviteBody: 'You get a link to send them. It works once, for this address.',
    inviteSubmit: 'Make invitation link',
    inviteFailed: 'The invitation was not made',
    inviteLink: (email: string) => `Invitation link for ${email}`,
    inviteDone:
      'Send this link to them yourself: invitations are not sent by e-mail. It is shown only this once.',
    role: 'Role',
    email: 'E-mail',
  },
} as const;

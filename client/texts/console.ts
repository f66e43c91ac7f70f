import { formatList, formatNumber, formatUnit, plural } from '../../shared/intl.ts';
import type { MemberAccess } from '../../shared/protocol/http.ts';
import type { MailState } from '../../shared/protocol/mailRoutes.ts';
import type { StaffRole } from '../../shared/roles.ts';
import { common } from './common.ts';

function hasAny(access: MemberAccess): boolean {
  return Object.values(access).some(count => count > 0);
}

/** Returns a list such as "2 claimed evaluations, 1 interviewer link, and 3 observer links". */
function listOf({ claims, interviewer, evaluator, observer }: MemberAccess): string {
  const counts: [number, { one: string; other: string }][] = [
    [claims, { one: '# claimed evaluation', other: '# claimed evaluations' }],
    [interviewer, { one: '# interviewer link', other: '# interviewer links' }],
    [evaluator, { one: '# evaluator link', other: '# evaluator links' }],
    [observer, { one: '# observer link', other: '# observer links' }],
  ];
  return formatList(counts.filter(([count]) => count > 0).map(([count, forms]) => plural(count, forms)));
}

/** Says how many of the links are listed as interviews that haven't started, if others end, too. */
function comingLinks({ interviewer, evaluator, observer }: MemberAccess, coming = 0): string {
  if (coming === 0 || coming === interviewer + evaluator + observer) return '';
  const rest = {
    one: '# of the links is to an interview that hasn’t started.',
    other: '# of the links are to interviews that haven’t started.',
  };
  return ` ${plural(coming, rest)}`;
}

const ROLE_CHANGED: Record<StaffRole, (name: string) => string> = {
  owner: name => `${name} is now an owner`,
  organizer: name => `${name} is now an organizer`,
  evaluator: name => `${name} is now an evaluator`,
  interviewer: name => `${name} is now an interviewer`,
};

const ROLE_ASKED: Record<StaffRole, (name: string) => string> = {
  owner: name => `Make ${name} an owner?`,
  organizer: name => `Make ${name} an organizer?`,
  evaluator: name => `Make ${name} an evaluator?`,
  interviewer: name => `Make ${name} an interviewer?`,
};

export const consoleTexts = {
  notAllowed: {
    title: 'Your role doesn’t include this page',
    body: 'An owner of your organization can change your role.',
    home: 'Go to Home',
  },
  noSuchPage: {
    title: 'This page doesn’t exist',
    body: 'Check the address, or find the page in the menu.',
  },
  filters: {
    option: (label: string, count: number) => `${label} (${formatNumber(count)})`,
    remove: (filter: string) => `Remove filter: ${filter}`,
    chip: (filter: string, value: string) => `${filter}: ${value}`,
    clear: 'Clear filters',
  },
  nav: {
    home: 'Home',
    candidates: 'Candidates',
    interviews: 'Interviews',
    evaluation: 'Evaluation',
    library: 'Library',
    insights: 'Insights',
    practice: 'Practice',
    settings: 'Settings',
    account: 'Account',
    label: 'Console',
    more: 'More',
    moreOf: (page: string) => `${page}, more pages`,
  },
  accountFailed: 'Couldn’t load your account',
  list: {
    title: 'Interviews',
    views: 'Views of interviews',
    all: 'All interviews',
    create: 'New interview',
    noMatch: (text: string) => `No interview matches “${text}”.`,
    more: 'Show more',
    moreFailed: 'Couldn’t load more interviews. Try again.',
    failed: 'Couldn’t load the interviews',
    stale: common.staleList,
    emptyTitle: 'No interviews yet',
    emptyBody: 'Create an interview to get a personal link for each person.',
    emptyReadOnly: 'Interviews you take part in appear here once an organizer adds you.',
    noCandidate: 'No candidate yet',
  },
  tasks: {
    cancelled: 'Canceled',
    ended: 'Ended',
    live: (count: number) =>
      plural(count, { one: 'Running now, # person in the room', other: 'Running now, # people in the room' }),
    addCandidate: 'Add a candidate',
    candidateAlone: 'Candidate is here, no interviewer yet',
    ready: 'Candidate and interviewer are here',
    interviewerOnly: 'Interviewer is here, no candidate yet',
    nobodySoon: (minutes: number) => `Starts in ${formatUnit(minutes, 'minute')}, no one is here yet`,
    overdue: (minutes: number) =>
      minutes < 1 ? 'Not started' : `Not started, ${formatUnit(minutes, 'minute')} late`,
    planned: (distance: string) => `Starts ${distance}`,
    onBreak: 'On a break, not ended',
  },
  missed: { 'no-show': 'No-show', 'not-held': 'Didn’t take place' },
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
  editPerson: {
    menu: 'Edit name and email',
    title: (name: string) => `Edit ${name}`,
    replaceLink: 'Replace their link',
    replaceLinkHint: (email: string) => `The person who got the link at ${email} can’t use it anymore.`,
    willInvite: (email: string, before: string | undefined) =>
      before
        ? `An invitation is emailed to ${email}, and a cancellation to ${before} if it was invited.`
        : `An invitation is emailed to ${email}.`,
    failed: 'Couldn’t save the changes',
    done: (name: string) => `${name}’s details saved`,
    doneInvited: (name: string, email: string) =>
      `${name}’s details saved. The invitation goes to ${email}, and the earlier link no longer works.`,
  },
  person: {
    actions: (name: string) => `Actions for ${name}`,
    newLink: 'Create a new link',
    revoke: 'Revoke the link',
    makeLead: 'Make lead',
    madeLead: (name: string) => `${name} is now the lead`,
    linkUntil: (day: string) => `Link works until ${day}`,
    linkRevoked: 'Link revoked',
    linkExpired: 'Link expired',
    sendAgain: 'Send the invitation again',
    sentAgain: (name: string) => `Sending ${name}’s invitation again`,
    sendAgainFailed: 'Couldn’t send the invitation again',
  },
  mail: {
    title: 'People aren’t told by email',
    body: 'Vivavoce can email each person an invitation with their own link and a calendar entry, tell them about changes, and remind them.',
    send: 'Send invitations',
    sent: 'Sending the invitations',
    failed: 'Couldn’t send the invitations',
    noServer:
      'No mail server is set up, so no one is emailed. Copy each person’s invitation when you create their link.',
    noServerYet: 'No mail server is set up. The invitations are sent when there is one.',
    addressHint: 'The invitation is emailed to this address when you save.',
    choose: 'Email the invitations',
    chooseHint:
      'Each person with an email address gets their own link, a calendar entry, news of changes, and reminders a day and an hour before. Someone who was invited shortly before a reminder doesn’t get it.',
    noAddress: 'No email address, so send the link yourself',
    planned: 'Invitation not sent yet',
    told: {
      waiting: 'Invitation waiting to be sent',
      sent: 'Emailed',
      failed: 'The email couldn’t be sent',
      bounced: 'The mail server refused the address',
      unsent: 'Email not sent',
    },
    left: { canceled: 'Cancellation emailed', revoked: 'Told that the link no longer works' },
    opened: 'opened the link',
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
  links: {
    invitationOf: (name: string) => `Invitation for ${name}`,
    notRepeated: 'Couldn’t show the link',
    onceOne: (name: string) =>
      `Copy this link and send it to ${name}. You can copy it again later on the interview’s page.`,
    emailed: (name: string, address: string) =>
      `${name} gets this link by email at ${address}. You don’t have to send it.`,
    emailedLater: (name: string, address: string) =>
      `${name} gets this link by email at ${address} when the candidate has chosen the time.`,
    title: (name: string) => `Link for ${name}`,
    copyText: 'Copy invitation text',
    personal: (name: string) => `${name}’s personal link`,
    warnForward: 'Anyone with this link joins as that person, so send it only to them.',
    done: 'Done',
    noClipboard: 'Your browser doesn’t allow copying here. Select the text and copy it yourself.',
    lose: {
      title: 'Close without copying the link?',
      body: 'It’s shown only once.',
      confirm: 'Close',
      keep: 'Cancel',
    },
  },
  form: {
    title: 'Title',
    titleHint: 'Everyone in the interview sees it.',
    titlePlaceholder: 'Backend developer, second round',
    jobRole: 'Role applied for',
    jobRolePlaceholder: 'Backend developer',
    likely: (address: string) => `Did you mean ${address}?`,
    useLikely: 'Use this address',
    when: 'Starts',
    zone: 'Time zone',
    yourTime: (time: string, zone: string) => `In your time zone: ${time} (${zone})`,
    skipped: 'This time doesn’t exist, because the clocks are set forward.',
    takeTime: (time: string) => `Use ${time}`,
    twice: 'The clocks are set back, so this time comes twice. Which one?',
    occurrences: { earlier: 'The first time', later: 'The second time' },
    occurrenceMissing: 'Choose one of the two times.',
    whenMissing: 'Choose a day and a time.',
    past: 'This time is in the past. You can still use it, for example to start immediately.',
    minutes: 'Length in minutes',
    minutesMissing: 'Enter the length in minutes.',
    kitLength: {
      used: (questions: number, minutes: number) =>
        `The length comes from the kit: ${plural(questions, { one: '# question takes', other: '# questions take' })} ${formatUnit(minutes, 'minute')}.`,
      other: (questions: number, minutes: number) =>
        `The kit’s ${plural(questions, { one: '# question takes', other: '# questions take' })} ${formatUnit(minutes, 'minute')}.`,
    },
    takeKitLength: (minutes: number) => `Use ${formatUnit(minutes, 'minute')}`,
    name: 'Name',
    email: 'Email',
    role: 'Joins as',
  },
  create: {
    title: 'New interview',
    steps: ['Details', 'Links'],
    stepsLabel: 'Progress',
    what: 'The interview',
    who: 'People',
    submit: 'Create interview',
    failed: 'Couldn’t create the interview',
    groups: {
      candidate: {
        title: 'Candidate',
        hint: 'The person you interview. They never see ratings, and see only how many people watch.',
        add: 'Add another candidate',
      },
      interviewer: {
        title: 'Interviewers',
        hint: 'Talk to the candidate. The first one is the lead, who opens the interview, lets people in, and ends it.',
        add: 'Add an interviewer',
      },
      evaluator: {
        title: 'Evaluators',
        hint: 'Watch and rate, unseen and unheard.',
        add: 'Add an evaluator',
      },
      observer: {
        title: 'Observers',
        hint: 'Watch to learn, unseen and unheard. They never see ratings.',
        add: 'Add an observer',
      },
    },
    remove: (name: string) => (name ? `Remove ${name}` : 'Remove this person'),
    makeLead: 'Make lead',
    past: {
      title: (when: string) => `${when} is in the past`,
      body: 'No one is reminded, and people may find that they missed the interview. Create it anyway?',
    },
    summary: {
      title: 'When you create it',
      noTime: 'The time isn’t complete',
      chosen: (latest: string) => `The candidate chooses the time, by ${latest}`,
      minutes: (count: number) => `${formatNumber(count)} min`,
      byRecruiter: 'The virtual recruiter asks the questions',
      byPeople: 'People ask the questions',
      noKit: 'No kit',
      mails: {
        now: 'Gets an email now',
        later: 'Gets an email when the time is chosen',
        noAddress: 'No address, so no email',
        off: 'No email',
      },
      mailed: ({
        now,
        later,
        noAddress,
        off,
      }: Record<'now' | 'later' | 'noAddress', readonly string[]> & { off: boolean }) =>
        off
          ? 'No one gets an email. You send each person their link.'
          : [
              now.length === 0
                ? 'No one gets an email now.'
                : plural(now.length, {
                    one: '# person gets an email now.',
                    other: '# people get an email now.',
                  }),
              ...(later.length > 0
                ? [
                    plural(later.length, {
                      one: `${later[0]} gets one when the time is chosen.`,
                      other: '# more get one when the time is chosen.',
                    }),
                  ]
                : []),
              ...(noAddress.length > 0
                ? [
                    plural(noAddress.length, {
                      one: `${noAddress[0]} doesn’t: no address.`,
                      other: `${formatList(noAddress)} don’t: no address.`,
                    }),
                  ]
                : []),
            ].join(' '),
    },
    linksTitle: 'The interview is ready',
    /** `byHand`: names of people who get no email. `noServer`: no mail server is set up. */
    linksIntro: (byHand: readonly string[], { count, noServer }: { count: number; noServer: boolean }) => {
      if (byHand.length === 0)
        return 'Everyone gets their own link by email. You don’t have to send anything.';
      const again = 'You can copy the links again on the interview’s page.';
      if (noServer)
        return `No mail server is set up, so no one is emailed. Send each person their own link. ${again}`;
      if (byHand.length === count) return `No one is emailed. Send each person their own link. ${again}`;
      return byHand.length === 1
        ? `Send ${byHand[0]} the link yourself. Everyone else gets theirs by email. You can copy the link again on the interview’s page.`
        : `Send ${formatList(byHand)} their links yourself. Everyone else gets theirs by email. ${again}`;
    },
    showLink: 'Show link',
    showLinkOf: (name: string) => `Show ${name}’s link`,
    emailedTo: (address: string) => `Emailed to ${address}`,
    emailedLater: (address: string) => `Will be emailed to ${address} when the time is chosen`,
    notInvited: 'Not invited: no email address',
    toInterview: 'Go to the interview',
    leaveTitle: 'Leave without the links?',
    leaveBody: 'Some links are neither copied nor emailed. You can copy them later on the interview’s page.',
    leave: 'Leave',
    stay: 'Cancel',
    leaveFormTitle: 'Leave without creating the interview?',
    leaveFormBody: 'What you typed isn’t saved.',
    keepEditing: 'Keep editing',
    another: 'Create another',
    noPeople: 'No one is invited yet. Add people on the interview’s page. Each person gets a link.',
  },
  addPerson: {
    title: 'Add a person',
    submit: 'Add and create link',
    failed: 'Couldn’t add the person',
    tellsCandidate: (names: string) => `${names} will get an email that says who they meet now.`,
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
  staff: {
    title: 'Team',
    intro: 'People with an account. Everyone else joins interviews with a personal link.',
    forbidden: 'Only owners and organizers can see the team.',
    failed: 'Couldn’t load the team',
    members: 'Members',
    invitations: 'Open invitations',
    invite: 'Invite',
    you: 'you',
    disabled: 'Disabled',
    roleOf: (name: string) => `${name}’s role`,
    roleHints: {
      owner: 'Can do everything, including managing staff.',
      organizer: 'Can create interviews, invite people, and manage kits and evaluations.',
      evaluator: 'Can rate recordings from the evaluation queue, write reports, and read kits.',
      interviewer: 'Can see only the interviews they take part in.',
    },
    actions: (name: string) => `Actions for ${name}`,
    disable: 'Disable account',
    enable: 'Enable account',
    reset: 'Reset password',
    resetTitle: (name: string) => `Reset ${name}’s password?`,
    resetBody:
      'You’ll get a link to send them. They can use it once, within 24 hours, to choose a new password. Until then, their current password works.',
    resetBodyByMail: (email: string) =>
      `We’ll email ${email} a link. It works once, within 24 hours, to choose a new password. Until then, their current password works.`,
    resetByMail: 'Email the link',
    resetMailed: (email: string) =>
      `We emailed this link to ${email}. If it doesn’t arrive, send the link yourself, in a way that only they can read. It replaces any older link.`,
    resetSubmit: 'Create reset link',
    resetLink: (name: string) => `Reset link for ${name}`,
    resetDone:
      'Send this link to them yourself, in a way that only they can read. It’s shown only once and replaces any older link.',
    secondFactor: 'Two-factor',
    resetSecondFactor: 'Turn off two-factor sign-in',
    resetSecondFactorTitle: (name: string) => `Turn off two-factor sign-in for ${name}?`,
    resetSecondFactorBody:
      'For someone who lost their phone and their recovery codes. Make sure that it’s really them. Their password alone will then be enough to sign in.',
    resetSecondFactorSubmit: 'Turn off',
    resetSecondFactorDone: (name: string) => `${name} signs in with a password only`,
    disableTitle: (name: string) => `Disable ${name}’s account?`,
    /** `coming`: number of interviews in `access` that haven't started. */
    disableBody: (access: MemberAccess | undefined, coming?: number) => {
      if (!access)
        return 'They’ll be signed out immediately and can’t sign in until you enable the account. Evaluations they claimed and personal links under their address end, too. Enabling the account doesn’t restore that access. Scorecards they locked still count. Nothing of theirs is deleted.';
      return hasAny(access)
        ? `They’ll be signed out immediately and can’t sign in until you enable the account. This also ends ${listOf(access)}.${comingLinks(access, coming)} Enabling the account doesn’t restore that access. Scorecards they locked still count. Nothing of theirs is deleted.`
        : 'They’ll be signed out immediately and can’t sign in until you enable the account. They have no claimed evaluations and no personal links. Scorecards they locked still count. Nothing of theirs is deleted.';
    },
    ended: (access: MemberAccess | undefined) =>
      access && hasAny(access) ? `Ended: ${listOf(access)}` : undefined,
    roleTitle: (name: string, role: StaffRole) => ROLE_ASKED[role](name),
    roleNow: 'Now',
    roleThen: 'Then',
    roleOfYours: 'This is your own account. You can’t change your role back yourself.',
    roleSubmit: 'Change role',
    changeFailed: 'Couldn’t make the change',
    roleChanged: (name: string, role: StaffRole) => ROLE_CHANGED[role](name),
    enabled: (name: string) => `${name}’s account is enabled`,
    disabledDone: (name: string) => `${name}’s account is disabled`,
    expires: (day: string) => `Valid until ${day}`,
    inviteInstead: (role: StaffRole) => `Replace it: invite as an ${common.staffRoles[role].toLowerCase()}`,
    withdraw: 'Revoke',
    withdrawBody: 'The link in it stops working. You can invite this address again later.',
    withdrawOf: (email: string) => `Revoke the invitation to ${email}`,
    withdrawTitle: (email: string) => `Revoke the invitation to ${email}?`,
    withdrawn: (email: string) => `The invitation to ${email} is revoked`,
    noInvitations: 'No open invitations.',
    inviteTitle: 'Invite someone to the team',
    inviteBody: 'You’ll get a link to send them. It works once, for this address.',
    inviteBodyByMail: 'We’ll email them a link. It works once, for this address.',
    inviteSubmitByMail: 'Send invitation',
    inviteSubmit: 'Create invitation link',
    inviteFailed: 'Couldn’t create the invitation',
    inviteLink: (email: string) => `Invitation link for ${email}`,
    inviteDone: 'Send this link to them yourself, because no mail server is set up. It’s shown only once.',
    inviteMailed: (email: string) =>
      `We emailed this link to ${email}. If it doesn’t arrive, send the link yourself.`,
    inviteMail: {
      waiting: 'Email is on its way',
      sent: 'Emailed',
      failed: 'Email couldn’t be sent',
      bounced: 'Email was refused',
      unsent: 'Email not sent',
    } satisfies Record<MailState, string>,
    sendAgain: 'Send again',
    sendAgainOf: (email: string) => `Send again to ${email}`,
    newLinkOf: (email: string) => `New link for ${email}`,
    newInviteLink: 'New link',
    role: 'Role',
    email: 'Email',
  },
} as const;

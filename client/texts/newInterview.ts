import { formatList, formatNumber, formatUnit, plural } from '../../shared/intl.ts';

/** Texts of the form for a new interview and of the page with its links. */
export const newInterviewTexts = {
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
    warnForward:
      'A link belongs to one person: anyone who has it joins as that person. Send it to no one else.',
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
      captioner: {
        title: 'Captioners',
        hint: 'Type what is said, for a candidate who reads captions. Unseen and unheard. Interviewers, evaluators, and observers don’t see that there is a captioner.',
        add: 'Add a captioner',
      },
    },
    remove: (name: string) => (name ? `Remove ${name}` : 'Remove this person'),
    makeLead: 'Make lead',
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
        noAddress: 'No complete address, so no email',
        off: 'No email is sent',
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
              ...(now.length > 0
                ? [
                    plural(now.length, {
                      one: '# person gets an email now.',
                      other: '# people get an email now.',
                    }),
                  ]
                : []),
              ...(later.length > 0
                ? [
                    plural(later.length, {
                      one: `${later[0]} gets ${now.length > 0 ? 'one' : 'an email'} when the time is chosen.`,
                      other:
                        now.length > 0
                          ? '# more get one when the time is chosen.'
                          : '# people get an email when the time is chosen.',
                    }),
                  ]
                : []),
              ...(noAddress.length > 0
                ? [
                    plural(noAddress.length, {
                      one: `${noAddress[0]} gets no email, because the address is missing or incomplete.`,
                      other: `${formatList(noAddress)} get no email, because their addresses are missing or incomplete.`,
                    }),
                  ]
                : []),
            ].join(' '),
    },
    linksTitle: 'The interview is ready',
    /** `byHand`: names of people who get no email. `noServer`: no mail server is set up. */
    linksIntro: (
      byHand: readonly string[],
      {
        count,
        links = 1,
        noServer,
        rounds = false,
      }: { count: number; links?: number; noServer: boolean; rounds?: boolean },
    ) => {
      if (byHand.length === 0)
        return rounds
          ? 'Everyone gets their own links by email. You don’t have to send anything.'
          : 'Everyone gets their own link by email. You don’t have to send anything.';
      const link = rounds ? 'links' : 'link';
      const again = rounds
        ? 'You can copy the links again on the page of each round.'
        : 'You can copy the links again on the interview’s page.';
      if (noServer)
        return `No mail server is set up, so no one is emailed. Send each person their own ${link}. ${again}`;
      if (byHand.length === count) return `No one is emailed. Send each person their own ${link}. ${again}`;
      return byHand.length === 1
        ? `Send ${byHand[0]} the ${links === 1 ? 'link' : 'links'} yourself. Everyone else gets theirs by email. ${again}`
        : `Send ${formatList(byHand)} their links yourself. Everyone else gets theirs by email. ${again}`;
    },
    showLinks: (count: number) => (count === 1 ? 'Show link' : 'Show links'),
    showLinksOf: (name: string, count: number) => `Show ${name}’s ${count === 1 ? 'link' : 'links'}`,
    emailedTo: (address: string, emails: number) =>
      emails === 1 ? `Emailed to ${address}` : `Emailed to ${address}, one email for each round`,
    emailedLater: (address: string) => `Will be emailed to ${address} when the time is chosen`,
    notInvited: 'Not invited: no email address',
    toInterview: 'Go to the interview',
    leaveTitle: 'Leave without the links?',
    leaveBody: 'Some links are neither copied nor emailed. You can copy them later on the interview’s page.',
    leave: 'Leave',
    stay: 'Stay here',
    leaveFormTitle: 'Leave without creating the interview?',
    leaveFormBody: 'What you typed isn’t saved.',
    keepEditing: 'Keep editing',
    another: 'Create another',
    noPeople: 'No one is invited yet. Add people on the interview’s page. Each person gets a link.',
  },
} as const;

import { formatUnit } from '../../shared/intl.ts';
import type { BrowserFamily } from '../core/browserName.ts';
import type { DeviceProblem } from '../core/deviceManager.ts';

/** Steps to allow the devices after a refusal, for each browser. */
const allow: Record<BrowserFamily, readonly string[]> = {
  chrome: [
    'Click the icon at the left end of the address bar.',
    'Turn on Camera and Microphone for this page.',
    'Come back here and press “Try again”.',
  ],
  edge: [
    'Click the padlock at the left end of the address bar, then “Permissions for this site”.',
    'Set Camera and Microphone to “Allow”.',
    'Come back here and press “Try again”.',
  ],
  firefox: [
    'Click the crossed-out camera or microphone in the address bar.',
    'Click the X next to each “Blocked” entry to remove it.',
    'Press “Try again” and choose “Allow” when Firefox asks.',
  ],
  safari: [
    'In the menu at the top, choose Safari, then “Settings for This Website…”.',
    'Set Camera and Microphone to “Allow”.',
    'Come back here and press “Try again”.',
  ],
  'safari-ios': [
    'Tap the page settings icon in the address bar, then “Website Settings”.',
    'Set Camera and Microphone to “Allow”. If you don’t see them, open the Settings app and find your browser.',
    'Come back here and press “Try again”.',
  ],
  other: [
    'Open the permissions for this page, usually next to the address.',
    'Allow Camera and Microphone.',
    'Come back here and press “Try again”.',
  ],
};

const statuses = {
  done: 'ready',
  problem: 'needs attention',
  skipped: 'skipped',
  busy: 'checking',
  open: 'not tested yet',
} as const;

export const prejoin = {
  title: 'Get ready',
  unreachable: 'Couldn’t reach the server',
  hello: (name: string) => `Hello, ${name}`,
  intro: {
    candidate: (title: string, at: string) => `This is “${title}”${at && ` at ${at}`}.`,
    interviewer: (title: string) => `You’re an interviewer in “${title}”. Check your devices, then join.`,
    evaluator: (title: string) =>
      `You’re an evaluator in “${title}”. You’ll see and hear everything in the room. No one sees or hears you.`,
    observer: (title: string) =>
      `You’re an observer in “${title}”. You can watch and listen if the candidate agrees to observers. No one sees or hears you.`,
    captioner: (title: string) =>
      `You write captions in “${title}”. You’ll see and hear everything in the room, and the candidate reads what you type. No one sees or hears you.`,
  },
  recruiterIs:
    'A virtual recruiter asks the questions. It’s software that follows a script. People evaluate your answers.',
  facts: {
    when: 'When',
    length: 'How long',
    with: 'With',
    join: 'Joining',
    deadline: 'Deadline',
    opens: (time: string) => `You can join from ${time}`,
    startBy: (time: string) => `Start by ${time}`,
    at: (day: string, time: string) => `${day} at ${time}`,
    moveOrCancel: 'Move or cancel',
    changeableUntil: (when: string) => `You can do this until ${when}.`,
    tooLateToChange: (hours: number) =>
      `The interview can be moved or canceled here only until ${formatUnit(hours, 'hour', 'long')} before it starts. If you can’t make it, contact the organizer.`,
    minutes: (minutes: number) => `About ${formatUnit(minutes, 'minute', 'long')}`,
    nextInterviewer: 'The candidate joins only when the lead lets them in.',
    nextWatcher: 'You don’t need a camera or microphone. Others see only how many people are watching.',
    nextUntilTakingOver:
      'The virtual recruiter asks the questions, and you watch until you take over. Your camera and microphone are off when you join.',
    nextCandidate:
      'You’ll wait in a private room until the interviewers let you in. You can leave and come back with the same link.',
    nextRecruiter: 'The virtual recruiter waits until you’re ready.',
  },
  checks: {
    title: 'Your setup',
    camera: 'Camera',
    microphone: 'Microphone',
    speaker: 'Speaker',
    connection: 'Connection',
    chooseDevices: 'Choose other devices',
    chooseCamera: 'Camera',
    chooseMicrophone: 'Microphone',
    chooseSpeaker: 'Speaker',
    systemSpeaker: 'System default',
    asking: 'Your browser is asking for permission. Choose “Allow”.',
    cameraOk: 'Working. You should see yourself.',
    cameraOff: 'Off. You’ll join without video.',
    microphoneOk: 'Working. We can hear you.',
    microphoneQuiet: 'Say a few words.',
    microphoneSilent:
      'We can’t hear you. Check that the microphone isn’t muted or covered, or choose another one. You can join anyway.',
    microphoneAsleep: 'Press anywhere, then say a few words.',
    microphoneOff: 'Off. You’ll join without sound.',
    interrupted:
      'Your device isn’t sending anything right now. Another app may be using it, or it may be turned off.',
    switchOn: 'Turn on',
    playTone: 'Play a test sound',
    heard: 'Did you hear three notes?',
    heardYes: 'Yes',
    heardNo: 'No',
    speakerOk: 'You can hear the others.',
    speakerHelp: 'Raise the volume, choose another speaker, or check that your headphones are connected.',
    connecting: 'Connecting to the server…',
    testing: 'Testing your connection…',
    good: (roundTripMs: number | undefined) =>
      roundTripMs === undefined
        ? 'Good'
        : `Good (${formatUnit(Math.max(1, roundTripMs), 'millisecond').replace(' ', '\u00a0')})`,
    tcpOnly: 'Works, but with a slight delay: your network blocks the faster route (UDP).',
    failed:
      'Audio and video didn’t get through. A VPN or company firewall may be blocking them. You can still join, and we’ll keep trying.',
    retry: 'Test again',
    statusOf: (check: string, status: keyof typeof statuses) => `${check}: ${statuses[status]}`,
  },
  problems: {
    denied: {
      camera: 'Your browser blocks the camera on this page.',
      microphone: 'Your browser blocks the microphone on this page.',
    },
    'denied-by-system': {
      camera:
        'Your device’s settings don’t let the browser use the camera. Open the privacy settings, allow your browser, then try again.',
      microphone:
        'Your device’s settings don’t let the browser use the microphone. Open the privacy settings, allow your browser, then try again.',
    },
    missing: {
      camera: 'We couldn’t find a camera. Check that it’s connected, then try again.',
      microphone: 'We couldn’t find a microphone. Check that it’s connected, then try again.',
    },
    busy: {
      camera: 'The camera doesn’t start. Another app or tab may be using it. Close it, then try again.',
      microphone:
        'The microphone doesn’t start. Another app or tab may be using it. Close it, then try again.',
    },
    insecure: {
      camera: 'Browsers block the camera on pages without encryption. Open this page with https:// instead.',
      microphone:
        'Browsers block the microphone on pages without encryption. Open this page with https:// instead.',
    },
  } satisfies Record<DeviceProblem, Record<'camera' | 'microphone', string>>,
  allow,
  sameSteps: 'The steps above help here, too.',
  tryAgain: 'Try again',
  goWithout: {
    camera: 'Continue without a camera',
    microphone: 'Continue without a microphone',
    both: 'Continue without either',
  },
  without: {
    camera: 'Others will see your name instead of your video.',
    microphone: 'Others won’t hear you. You can write in the chat.',
  },
  preview: {
    label: 'Your mirrored camera preview',
    off: 'Your camera is off',
    starting: 'Starting your camera…',
    mute: 'Mute',
    unmute: 'Unmute',
    cameraOff: 'Turn camera off',
    cameraOn: 'Turn camera on',
  },
  consent: {
    question: 'Record this interview?',
    yes: 'Yes, record',
    no: 'No',
    needed: 'Choose one, then join.',
    unanswered: 'You can take part either way. It won’t count against you.',
    agreed: 'You can stop at any time.',
    declined: 'You won’t be recorded. You can change this at any time.',
    unheard:
      'Without a recording, your answers can be evaluated only if an evaluator is in the room. You can still take part, and change this at any time.',
    more: 'What’s recorded, and who can watch',
    recordingHint: (kept: string) =>
      `Audio, video, and shared screens are recorded. Only people who interview, evaluate, or organize can watch. ${kept} You can stop at any time. It won’t count against you.`,
    /** `days` is undefined if recordings are kept until a person deletes them. */
    kept: (organization: string, days: number | undefined) =>
      days === undefined
        ? `${organization || 'The company that invited you'} keeps the recording until someone there deletes it.`
        : `${organization ? `${organization} deletes the recording` : 'The recording is deleted'} ${formatUnit(days, 'day', 'long')} after the interview.`,
    title: 'Recording',
    recording: 'I agree to be recorded',
    interviewerHint: (kept: string) =>
      `If the candidate also agrees, your audio, video, and shared screens are recorded. Interviewers, evaluators, and organizers can watch. ${kept} You can change this at any time.`,
    observers: 'Observers may watch',
    observersHint:
      'For example, trainees. No one sees or hears them, and you always see how many people are watching.',
  },
  help: (name: string) => `${name} writes`,
  join: 'Join the interview',
  continueHere: 'Continue here',
  insideElsewhere:
    'You’re already in this interview in another tab or on another device. If you continue here, that one closes.',
  alsoElsewhere: 'You’re also watching in another tab or on another device. Both can stay open.',
  blocked: {
    device: 'Answer your browser’s permission prompt first, or continue without the device.',
    problem: 'Fix the device above, or continue without it.',
    problems: 'Fix your devices above, or continue without either.',
    connection: 'Waiting for the server…',
    observers: 'The candidate hasn’t agreed to observers.',
  },
  withoutScripts: {
    title: 'The interview needs JavaScript',
    body: 'The camera, the microphone, and the conversation use it. Turn on JavaScript in your browser’s settings, then load this page again. Or open your link in another browser.',
  },
  /** For people who return after they were in the room. */
  back: {
    title: 'Your interview is still running',
    breakTitle: 'Your interview is on a break',
    break: 'You’ll wait until the interview continues, and then join automatically.',
    at: (number: number, of: number) => `You’re at question ${number} of ${of}.`,
    until: (time: string) => `Continue by ${time}.`,
    recruiter: 'The virtual recruiter continues where you left off.',
    person: 'Join again to continue with your interviewers.',
    join: 'Continue',
  },
  early: {
    title: (distance: string) => `Your interview is ${distance}`,
    intro: (title: string, at: string) => `“${title}”${at && ` at ${at}`}. You can check your devices now.`,
    note: 'You can close this page and come back with the same link.',
    prepare: {
      title: 'For the day',
      points: [
        'Find a quiet place with a good connection. A phone works, too.',
        'Have headphones ready if you have some.',
      ],
      needs: (contact: string) =>
        `If you need anything to take part, such as more time or written answers, ${contact ? `write to ${contact}` : 'tell the person who invited you'}.`,
    },
  },
  observersRefused: {
    title: 'You can’t watch this interview right now',
    body: 'The candidate hasn’t agreed to observers. If that changes, you can join from this page.',
  },
  refused: 'You can’t join yet',
  advanceFailed: 'Couldn’t load the questions',
} as const;

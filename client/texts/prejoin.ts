import type { BrowserFamily } from '../core/browserName.ts';
import type { DeviceProblem } from '../core/deviceProblem.ts';

/** The steps that give the devices back after a "no", where each browser keeps them. */
const allow: Record<BrowserFamily, readonly string[]> = {
  chrome: [
    'Click the icon at the left end of the address bar.',
    'Switch on Camera and Microphone for this page.',
    'Come back here and press “Try again”.',
  ],
  edge: [
    'Click the padlock at the left end of the address bar, then “Permissions for this site”.',
    'Set Camera and Microphone to “Allow”.',
    'Come back here and press “Try again”.',
  ],
  firefox: [
    'Click the crossed-out camera or microphone in the address bar.',
    'Remove the “Blocked” entries by clicking their cross.',
    'Press “Try again” and choose “Allow” when Firefox asks.',
  ],
  safari: [
    'In the menu at the top choose Safari, then “Settings for This Website…”.',
    'Set Camera and Microphone to “Allow”.',
    'Come back here and press “Try again”.',
  ],
  'safari-ios': [
    'Tap the page-settings symbol in the address bar, then “Website Settings”.',
    'Set Camera and Microphone to “Allow”. If they are missing there, open the Settings app and find your browser.',
    'Come back here and press “Try again”.',
  ],
  other: [
    'Open the permissions for this page, usually beside the address.',
    'Allow Camera and Microphone.',
    'Come back here and press “Try again”.',
  ],
};

export const prejoin = {
  title: 'Get ready',
  unreachable: 'The server could not be reached',
  hello: (name: string) => `Hello, ${name}`,
  intro: {
    candidate: (title: string) =>
      `This is your interview “${title}”. Let’s check that everything works. It takes a minute.`,
    interviewer: (title: string) =>
      `You take part in “${title}” as interviewer. Check your devices, then go in.`,
    evaluator: (title: string) =>
      `You evaluate “${title}”. You see and hear everything in the room. No one sees or hears you.`,
    observer: (title: string) =>
      `You observe “${title}”. You can watch and listen if the candidate agrees to observers. No one sees or hears you.`,
  },
  facts: {
    when: 'When',
    length: 'How long',
    with: 'With',
    deadline: 'Deadline',
    startBy: (time: string) => `Start by ${time}`,
    at: (day: string, time: string) => `${day} at ${time}`,
    minutes: (minutes: number) => `About ${minutes} minutes`,
    nextWatcher:
      'This page asks for neither camera nor microphone. The others see only how many people watch.',
    nextUntilTakingOver:
      'The virtual recruiter asks the questions. You watch until you take over: camera and microphone are off when you join.',
    nextCandidate:
      'You’ll wait in a private room until the interviewers let you in. You can leave and come back with the same link.',
    nextRecruiter:
      'A virtual recruiter asks the questions from a script. It is software, and it waits until you say you’re ready. People evaluate your answers. You can leave and come back with the same link.',
    recruiter: 'Virtual recruiter',
  },
  checks: {
    title: 'Your set-up',
    camera: 'Camera',
    microphone: 'Microphone',
    speaker: 'Speaker',
    connection: 'Connection',
    chooseCamera: 'Choose a camera',
    chooseMicrophone: 'Choose a microphone',
    chooseSpeaker: 'Choose a speaker',
    systemSpeaker: 'System default',
    asking: 'Your browser is asking for permission. Please choose “Allow”.',
    cameraOk: 'It works: you can see yourself.',
    cameraOff: 'Off. You join without a picture.',
    microphoneOk: 'It works: we can hear you.',
    microphoneQuiet: 'Say something: the bar should move.',
    microphoneAsleep: 'Click or tap anywhere, then say something: the bar should move.',
    microphoneOff: 'Off. You join without sound.',
    interrupted:
      'Nothing is coming from your device right now. Another app may be using it, or it may be switched off.',
    switchOn: 'Switch on',
    playTone: 'Play a test sound',
    heard: 'Did you hear three notes?',
    heardYes: 'Yes',
    heardNo: 'No',
    speakerOk: 'You can hear the others.',
    speakerHelp: 'Raise the volume, choose another speaker, or check that your headphones are connected.',
    connecting: 'Connecting to the server…',
    testing: 'Testing your connection…',
    good: (roundTripMs: number | undefined) =>
      roundTripMs === undefined ? 'Good' : `Good (${Math.max(1, roundTripMs)}\u00a0ms)`,
    tcpOnly:
      'Works, but over a slower route: your network blocks the fast one (UDP). There may be a little delay.',
    failed:
      'Audio and video didn’t get through. A VPN or a company firewall may be blocking them. You can still join, and we’ll keep trying.',
    retry: 'Test again',
    statusDone: 'ready',
    statusBusy: 'checking',
    statusOpen: 'not tried yet',
    statusProblem: 'needs attention',
    statusSkipped: 'skipped',
  },
  problems: {
    denied: (device: string) => `Your browser may not use the ${device} on this page.`,
    'denied-by-system': (device: string) =>
      `Your computer does not let the browser use the ${device}. Open the system’s privacy settings, allow your browser, then try again.`,
    missing: (device: string) => `No ${device} was found. Plug one in, then try again.`,
    busy: (device: string) =>
      `The ${device} doesn’t start. Another app or tab may be using it. Close it, then try again.`,
    insecure: (device: string) =>
      `Browsers don’t allow a ${device} on pages without encryption. Open this page with https:// in front.`,
  } satisfies Record<DeviceProblem, (device: string) => string>,
  allow,
  sameSteps: 'The steps above help here too.',
  tryAgain: 'Try again',
  goWithout: {
    camera: 'Continue without a camera',
    microphone: 'Continue without a microphone',
  },
  without: {
    camera: 'The others will see your name instead of your picture.',
    microphone: 'The others will not hear you. You can write in the chat.',
  },
  device: { camera: 'camera', microphone: 'microphone' },
  preview: {
    label: 'Your own picture, as in a mirror',
    off: 'Your camera is off',
    starting: 'Starting your camera…',
    mute: 'Mute',
    unmute: 'Unmute',
    cameraOff: 'Turn camera off',
    cameraOn: 'Turn camera on',
  },
  consent: {
    title: 'Your choice',
    intro: 'Both are optional. You can take part either way.',
    recording: 'I agree to be recorded',
    recordingHint:
      'Audio, video and shared screens are recorded. Only those who interview, evaluate or organize can watch. The company that invited you decides how long the recording is kept; ask them. You can stop at any time, without any disadvantage.',
    interviewerHint:
      'If the candidate agrees too, your audio, video and shared screens in the room are recorded. Interviewers, evaluators and organizers can watch them, and your organization decides how long they are kept. If you don’t agree, you take part all the same and are left out of the recording. You can change this in the room at any time.',
    observers: 'I agree to observers',
    observersHint:
      'People who are learning may watch unseen, besides those who evaluate you. You always see how many watch.',
    noObservers: 'I don’t want observers',
    noObserversHint: 'Observers are kept out. They are kept out as long as you don’t answer, too.',
    unheard:
      'If you don’t agree, nothing is recorded. If no evaluator is in the room either, your answers can’t be evaluated. You can take part anyway, change your choice at any time, or ask the company that invited you to have someone join.',
  },
  help: (name: string) => `${name} writes`,
  join: 'Join the interview',
  continueHere: 'Continue here',
  insideElsewhere:
    'You’re already in this interview on another page or device. If you continue here, that one closes.',
  alsoElsewhere: 'You are watching on another page or device too. Both can stay open.',
  blocked: {
    device: 'Answer your browser’s question first, or continue without the device.',
    problem: 'Fix the device above, or choose to continue without it.',
    connection: 'Waiting for the server…',
    observers: 'The candidate hasn’t agreed to observers.',
    early: 'You can already check your devices. This page lets you join when it is time.',
  },
  early: {
    title: 'You can’t start yet',
    body: (time: string) => `You can start from ${time}.`,
  },
  observersRefused: {
    title: 'You can’t watch this interview right now',
    body: 'The candidate hasn’t agreed to observers. If that changes, you can join from this page.',
  },
  refused: 'You can’t join yet',
  advanceFailed: 'The questions could not be loaded',
} as const;

import { formatList, formatNumber, formatPercent, formatUnit, plural } from '../../shared/intl.ts';
import type { CaptureProblem } from '../../shared/recording/finished.ts';
import type { Marker, RecordingJob, Review } from '../../shared/recording/review.ts';
import { formatDayAlone, formatMoment, formatSeconds } from './times.ts';

const absences: Record<'away' | 'off' | 'muted' | 'lost' | 'stalled' | 'unrecorded', string> = {
  away: 'Not here',
  off: 'Camera off',
  muted: 'Muted',
  lost: 'Connection lost',
  stalled: 'Video frozen',
  unrecorded: 'Not recorded',
};

const events: Record<Extract<Marker, { kind: 'event' }>['event'], (name: string | undefined) => string> = {
  joined: name => `${name ?? 'Someone'} joined`,
  left: name => `${name ?? 'Someone'} left`,
  dropped: name => `${name ?? 'Someone'} lost the connection`,
  returned: name => `${name ?? 'Someone'} came back`,
  tookOver: name => `${name ?? 'Someone'} took over from the virtual recruiter`,
  handedBack: name => `${name ?? 'Someone'} handed back to the virtual recruiter`,
  probeAsked: () => 'Follow-up question',
  recordingStopped: () => 'Recording stopped',
  recordingResumed: () => 'Recording resumed',
  extended: () => 'Interview extended',
};

const noteKinds: Record<Extract<Marker, { kind: 'note' }>['noteKind'], string> = {
  note: 'Note',
  evidence: 'Evidence',
  flag: 'Flag',
};

const NOTE_KINDS_WITHIN: Record<keyof typeof noteKinds, string> = {
  note: 'note',
  evidence: 'evidence',
  flag: 'flag',
};

const problems: Record<CaptureProblem['code'], string> = {
  empty: 'One part has no video and no sound.',
  truncated: 'One part was cut off. Everything before the cut is included.',
  unreadable: 'One part couldn’t be read. The original is kept.',
  'journal-cut': 'The timing data of one part is incomplete, so it may be slightly out of sync.',
  foreign: 'One file doesn’t belong to this recording. It was ignored.',
  missing: 'One part is on a media server that isn’t responding.',
  'left-out':
    'The combined video is missing part of one person’s video or sound. Their own file is complete.',
};

const jobs: Record<RecordingJob['kind'], { running: string; failed: string }> = {
  finalise: { running: 'Processing', failed: 'Processing failed' },
  store: { running: 'Storing', failed: 'Storing failed' },
  compose: { running: 'Creating combined video', failed: 'Creating the combined video failed' },
  erase: { running: 'Deleting', failed: 'Deleting failed' },
  transcript: { running: 'Making the transcript', failed: 'Making the transcript failed' },
};

const YOU = 'You';

function spokenFor(name: string, time: string): string {
  return name === YOU ? `You speak for ${time}` : `${name} speaks for ${time}`;
}

export const reviewTexts = {
  title: 'Recording',
  titleOf: (title: string) => `Recording: ${title}`,
  region: 'Replay of the recording',
  recruiter: 'Virtual recruiter',
  screenOf: (name: string) => `${name}, screen`,
  back: 'Back to the interview',
  backToScorecard: 'Back to the scorecard',
  backToEnd: 'Back',
  scorecards: 'Scorecards',
  absences,
  microphoneOff: 'Microphone off',
  states: {
    loading: 'Opening the recording',
    failed: 'Couldn’t open the recording',
    gone: 'You can’t open this recording',
    goneBody:
      'It may have been deleted, or you may no longer have access. If you opened a link, ask the person who sent it.',
    none: 'Nothing was recorded',
    noneBody:
      'Recording starts once the candidate is in the room and agrees. That didn’t happen in this interview.',
    recording: 'The interview is still being recorded',
    recordingBody: 'You can watch it here once the interview is over.',
    processing: 'The recording is being processed',
    processingBody: 'Everything has been saved and is being processed. You can leave this page.',
    delayed: 'The recording isn’t ready yet',
    delayedBody: 'A part of it can’t be reached right now. Everything recorded is kept.',
    broken: 'The recording couldn’t be processed',
    brokenBody: 'Nothing is lost: everything recorded is kept. You can try again.',
    brokenBodyOthers: 'Nothing is lost: everything recorded is kept. An owner or organizer can try again.',
    erased: 'This recording was deleted',
    erasedBody: 'All its files are permanently deleted. The receipt is on the interview’s page.',
    retry: 'Try again',
    retryFailed: 'Couldn’t try again',
  },
  jobs,
  job: {
    waiting: 'Waiting to start',
    percent: formatPercent,
    retryAt: (at: number, now: number) => `We’ll try again ${formatMoment(at, now)}.`,
  },
  banner: {
    cutOff: 'You’re disconnected. You can keep watching what has loaded. We’ll keep trying to reconnect.',
    trackFailed: (names: readonly string[]) => `Couldn’t play: ${formatList(names)}. The rest continues.`,
    nothingPlays: 'Couldn’t load the recording’s files.',
    tryFiles: 'Try again',
    composedReady: 'The combined video is ready.',
    composedShow: 'Show it',
    problems: (number: number) =>
      `${plural(number, { one: '# part', other: '# parts' })} of this recording couldn’t be used as recorded`,
    retain: (at: number, now: number) => `kept until ${formatDayAlone(at, now)}`,
  },
  problems,
  stage: {
    label: 'Video',
    pictureOf: (name: string) => (name === YOU ? 'Your video' : `Video of ${name}`),
    composed: 'Combined video',
    composing: (share: number) => `Combined video: ${formatPercent(share)} done`,
    loading: 'Loading',
    play: 'Play',
    playAgain: 'Play again',
    press: 'Your browser needs a click before it can play sound.',
    large: (name: string) => (name === YOU ? 'Show yourself large' : `Show ${name} large`),
    largeBySpeech: 'Show the speaker large',
    broken: 'Couldn’t play this file',
    unrecorded: 'Not recorded',
  },
  transport: {
    label: 'Playback',
    play: 'Play',
    pause: 'Pause',
    back: 'Back 5 seconds',
    forward: 'Forward 5 seconds',
    previous: 'Previous question',
    next: 'Next question',
    speed: 'Speed',
    speedOf: (speed: number) => `${formatNumber(speed)}×`,
    sound: 'Sound',
    soundOff: 'Sound is off',
    everyone: 'Everyone',
    mute: 'Mute',
    unmute: 'Unmute',
    muteOf: (name: string) => `Mute ${name}`,
    unmuteOf: (name: string) => `Unmute ${name}`,
    volumeOf: (name: string) => `Volume of ${name}`,
    volume: 'Volume',
    captionsOn: 'Show captions',
    captionsOff: 'Hide captions',
    picture: 'Video',
    pictures: { tracks: 'People', composed: 'Combined' },
    copy: 'Copy link to this moment',
    copied: (clock: string) => `Link to ${clock} copied`,
    copiedForStaff: 'Only staff who can sign in can open it.',
    copyFailed: 'Couldn’t copy the link',
    keys: 'Keyboard shortcuts',
    fullScreen: 'Fill the screen',
    leaveFullScreen: 'Leave full screen',
    more: 'More',
    download: 'Download',
    time: (at: string, all: string) => `${at} of ${all}`,
  },
  timeline: {
    label: 'Timeline',
    position: 'Position',
    spoken: (at: string, all: string, chapter: string | undefined) =>
      [`${at} of ${all}`, chapter].filter(Boolean).join(', '),
    chapters: 'Questions',
    chapter: (number: number, text: string) => `Question ${number}: ${text}`,
    chapterShort: (number: number) => `Q${number}`,
    /** Added after a question's number or text if the question has several answers. */
    take: (take: { number: number; of: number } | undefined) =>
      take ? ` (answer ${take.number} of ${take.of})` : '',
    /** Starts with the visible label, because voice control needs it. */
    chapterName: (number: number, text: string) => `Q${number} ${text}`,
    markers: 'Ratings and notes',
    events: 'Events',
    strip: (name: string, speaking: string) => spokenFor(name, speaking),
    group: (number: number) => plural(number, { other: '# here' }),
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    overview: 'Visible part',
    tracks: 'Tracks',
  },
  marker: {
    rating: (by: string, value: string, competency: string) => `${by}: ${value}, ${competency}`,
    noEvidence: 'no evidence',
    note: (by: string, kind: keyof typeof noteKinds, text: string) =>
      text ? `${by}, ${NOTE_KINDS_WITHIN[kind]}: ${text}` : `${by}, ${NOTE_KINDS_WITHIN[kind]}`,
    at: (clock: string, text: string) => `${clock}, ${text}`,
    own: YOU,
  },
  side: {
    label: 'Next to the video',
    tabs: { rubric: 'Rate', transcript: 'Transcript', marks: 'Notes', facts: 'Facts' },
    show: (clock: string) => `Show ${clock}`,
  },
  transcript: {
    beginning: 'Before the first question',
    speaks: (name: string, seconds: number) => spokenFor(name, formatSeconds(seconds)),
    empty: 'There was little speech, and no question was opened.',
    note: 'Only the recruiter’s scripted lines are transcribed.',
    follow: 'Follow the recording',
  },
  marks: {
    empty: 'No ratings or notes yet',
    emptyBody: 'Evaluators’ ratings and notes appear here, each at its moment, once you can see them.',
    emptyRater: 'Your ratings and notes appear here, each at its moment.',
    kinds: { all: 'All', rating: 'Ratings', note: 'Notes', event: 'Events' },
    filter: 'Show',
    question: (number: number) => `Question ${number}`,
  },
  facts: {
    title: 'How they spoke',
    about: 'Facts about when people spoke, not what they said. They’re never part of a rating.',
    whole: 'Whole recording',
    question: (number: number) => `Question ${number}`,
    talkRatio: 'Share of all speech',
    speaking: 'Candidate spoke',
    pauses: `Pauses over ${formatUnit(1, 'second')}`,
    longestPause: 'Longest pause',
    monologue: 'Longest without a break',
    timeToAnswer: 'Time to answer',
    timeToAnswerWhole: 'Time to answer, median',
    none: 'There’s no sound from the candidate, so there’s nothing to count.',
    unknown: 'unknown',
    percent: formatPercent,
    seconds: (ms: number) =>
      ms < 9_950 ? formatUnit(Math.round(ms / 100) / 10, 'second') : formatSeconds(ms / 1_000),
    definitions: 'How these are counted',
    explained: [
      'An answer lasts from its first word to its last, with its pauses, without other people’s turns and the wait after them.',
      'A pause is more than a second of silence in the middle of an answer, with no one else speaking in between.',
      'Without a break: speech with no silence of more than two seconds and no one else taking a turn. An “mm” isn’t a turn. Pauses aren’t counted.',
      'Time to answer: from the last words before the answer to its first words.',
      'Time when the candidate was muted, away, or not recorded never counts as silence.',
    ],
  },
  keys: {
    title: 'Keyboard shortcuts',
    note: 'They work while the focus is in the replay.',
    noteRubric: 'Inside the rubric panel, its own shortcuts come first.',
    list: [
      ['Space or K', 'Play or pause'],
      ['J', 'Slower, or back 5 seconds'],
      ['L', 'Play or faster'],
      ['← →', '5 seconds back or forward'],
      ['Shift ← →', '1 second back or forward'],
      [', .', 'One frame back or forward'],
      ['↑ ↓', 'Previous or next question'],
      ['1 to 9', 'Question by its number'],
      ['< >', 'Previous or next marker'],
      ['0 or Home', 'Go to the start'],
      ['End', 'Go to the end'],
      ['M', 'Sound on or off'],
      ['C', 'Captions on or off'],
      ['+ −', 'Zoom the timeline in or out'],
      ['Y', 'Copy link to this moment'],
      ['?', 'Show these shortcuts'],
    ],
    rubric: ['P', 'Go to the rubric and back'],
  },
  announce: {
    speed: (speed: number) => `Speed ${speed}`,
    soundOff: 'Sound off',
    soundOn: 'Sound on',
    captionsOff: 'Captions off',
    captionsOn: 'Captions on',
  },
  watch: {
    open: 'Watch the recording',
    openHint: 'Rate while you watch: the panel follows the recording.',
    momentOfRating: 'Watch this moment',
    answer: 'Watch the answer',
  },
} as const;

/** Describes a marker in one line: who made it, and its text. */
export function markerText(marker: Marker, ownSeatId?: string): string {
  if (marker.kind === 'event') return events[marker.event](marker.name);
  const by = marker.seatId === ownSeatId ? reviewTexts.marker.own : marker.byName;
  if (marker.kind === 'note') return reviewTexts.marker.note(by, marker.noteKind, marker.text);
  const value = marker.value === 'N' ? reviewTexts.marker.noEvidence : `${marker.value}`;
  return reviewTexts.marker.rating(by, value, marker.competency);
}

/** Returns the label of a track: whose video it is, or whose screen. */
export function trackName({ kind, name, role }: Review['tracks'][number]): string {
  const person = role === 'recruiter' ? reviewTexts.recruiter : name;
  return kind === 'screen' ? reviewTexts.screenOf(person) : person;
}

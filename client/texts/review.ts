import type { CaptureProblem } from '../../shared/recording/finished.ts';
import type { Marker, RecordingJob, Review } from '../../shared/recording/review.ts';
import { formatDayWithin, formatMoment, formatSeconds } from './times.ts';

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

const absences: Record<'away' | 'off' | 'muted' | 'lost' | 'stalled' | 'unrecorded', string> = {
  away: 'Not here',
  off: 'Camera off',
  muted: 'Muted',
  lost: 'Connection lost',
  stalled: 'Picture stood still',
  unrecorded: 'Not recorded',
};

const events: Record<Extract<Marker, { kind: 'event' }>['event'], (name: string | undefined) => string> = {
  joined: name => `${name ?? 'Someone'} came in`,
  left: name => `${name ?? 'Someone'} left`,
  dropped: name => `${name ?? 'Someone'} lost the connection`,
  returned: name => `${name ?? 'Someone'} came back`,
  tookOver: name => `${name ?? 'Someone'} took over from the virtual recruiter`,
  handedBack: name => `${name ?? 'Someone'} handed back to the virtual recruiter`,
  probeAsked: () => 'Follow-up question',
  recordingStopped: () => 'Recording stopped',
  recordingResumed: () => 'Recording continued',
  extended: () => 'More time was added',
};

const noteKinds: Record<Extract<Marker, { kind: 'note' }>['noteKind'], string> = {
  note: 'Note',
  evidence: 'Evidence',
  flag: 'Flag',
};

const problems: Record<CaptureProblem['code'], string> = {
  empty: 'One part has no picture and no sound in it.',
  truncated: 'One part was cut off. What came before the cut is here.',
  unreadable: 'One part could not be read. It is kept as it is.',
  'journal-cut': 'Notes about one part are incomplete, so it may be placed a little less exactly.',
  foreign: 'There was a file that does not belong here. It was left alone.',
  missing: 'One part is on no media server that answers.',
};

const jobs: Record<RecordingJob['kind'], { running: string; failed: string }> = {
  finalise: { running: 'Making it playable', failed: 'It could not be made playable' },
  store: { running: 'Storing it', failed: 'It could not be stored' },
  compose: { running: 'Creating combined video', failed: 'The combined video could not be created' },
  erase: { running: 'Deleting it', failed: 'It could not be deleted' },
};

/** The words of the review page: a recording that is watched, and everything beside it. */
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
    failed: 'The recording could not be opened',
    gone: 'This recording cannot be opened here',
    goneBody:
      'It may have been deleted, or you may not see it any more. If you came by a link, ask the person who sent it.',
    none: 'Nothing was recorded',
    noneBody:
      'Recording begins when the candidate agrees and is in the room. In this interview that did not happen.',
    recording: 'The interview is still being recorded',
    recordingBody: 'You can watch it here once the interview is over.',
    processing: 'The recording is being made ready',
    processingBody:
      'Everything is there already. It is checked and put in order; you can leave this page meanwhile.',
    broken: 'The recording could not be made ready',
    brokenBody: 'Nothing of it is lost: all that was recorded is kept. It can be tried again.',
    erased: 'This recording was deleted',
    erasedBody: 'All its files are gone for good. The proof is with the interview.',
    retry: 'Try again',
    retryFailed: 'It could not be started again',
  },
  jobs,
  job: {
    waiting: 'Waiting for its turn',
    percent: (progress: number) => `${Math.round(progress * 100)}%`,
    retryAt: (at: number, now: number) => `It is tried again ${formatMoment(at, now)}.`,
  },
  banner: {
    cutOff: 'The connection to the server is lost. What is loaded plays on; we try again by ourselves.',
    trackFailed: (names: string) => `This does not play: ${names}. The rest continues.`,
    nothingPlays: 'The recording does not play: its files do not load.',
    tryFiles: 'Try again',
    composedReady: 'The combined video is ready.',
    composedShow: 'Show it',
    problems: (number: number) =>
      `${count(number, 'part', 'parts')} of this recording could not be used as recorded`,
    retain: (at: number, now: number) => `kept until ${formatDayWithin(at, now).replace(/^on /, '')}`,
  },
  problems,
  stage: {
    label: 'Picture',
    pictureOf: (name: string) => `Picture of ${name}`,
    composed: 'Combined video',
    loading: 'Loading',
    play: 'Play',
    playAgain: 'Play again',
    press: 'Your browser waits for a press before it plays sound.',
    large: (name: string) => `Show ${name} large`,
    largeBySpeech: 'Show the speaker large',
    broken: 'This file does not play',
    unrecorded: 'Not recorded',
    unrecordedBody: 'Playback continues where the recording does.',
    captions: 'Captions',
  },
  transport: {
    label: 'Playing',
    play: 'Play',
    pause: 'Pause',
    back: 'Back 5 seconds',
    forward: 'Forward 5 seconds',
    previous: 'Previous question',
    next: 'Next question',
    speed: 'Speed',
    speedOf: (speed: number) => `${speed}×`,
    sound: 'Sound',
    soundOff: 'Sound is off',
    everybody: 'Everyone',
    mute: 'Mute',
    unmute: 'Unmute',
    muteOf: (name: string) => `Mute ${name}`,
    unmuteOf: (name: string) => `Unmute ${name}`,
    volumeOf: (name: string) => `Volume of ${name}`,
    volume: 'Volume',
    captionsOn: 'Show captions',
    captionsOff: 'Hide captions',
    picture: 'Picture',
    pictures: { tracks: 'People', composed: 'Combined' },
    copy: 'Copy link to this moment',
    copied: (clock: string) => `Link to ${clock} copied`,
    copiedForStaff: 'It opens for colleagues who can sign in.',
    copyFailed: 'The link could not be copied',
    keys: 'Keys',
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
    /** After a question's number or text, where it was answered again. */
    take: (take: { number: number; of: number } | undefined) =>
      take ? ` (take ${take.number} of ${take.of})` : '',
    /** Begins with what is seen of it, so that a person who speaks to the page can say it. */
    chapterName: (number: number, text: string) => `Q${number} ${text}`,
    markers: 'Ratings and notes',
    events: 'Events',
    speech: 'Speech',
    strip: (name: string, speaking: string) => `${name} speaks for ${speaking}`,
    group: (number: number) => `${number} here`,
    zoomIn: 'Closer',
    zoomOut: 'Wider',
    zoomAll: 'All of it',
    overview: 'Part that is shown',
    show: 'Show the timeline',
    hide: 'Hide the timeline',
  },
  marker: {
    rating: (by: string, value: string, competency: string) => `${by}: ${value}, ${competency}`,
    noEvidence: 'no evidence',
    note: (by: string, kind: string, text: string) => `${by}, ${kind.toLowerCase()}${text && `: ${text}`}`,
    noteKinds,
    events,
    at: (clock: string, text: string) => `${clock}, ${text}`,
    own: 'You',
  },
  side: {
    label: 'Beside the picture',
    tabs: { rubric: 'Rate', transcript: 'Transcript', marks: 'Notes', facts: 'Facts' },
    show: (clock: string) => `Show ${clock}`,
  },
  transcript: {
    beginning: 'Before the first question',
    speaks: (name: string, seconds: number) => `${name} speaks, ${formatSeconds(seconds)}`,
    empty: 'There was little speech, and no question was opened.',
    note: 'Only the recruiter’s scripted lines are transcribed.',
    follow: 'Follow the recording',
  },
  marks: {
    empty: 'No ratings or notes yet',
    emptyBody: 'What raters note and rate stands here, at its moment, as soon as you may see it.',
    emptyRater: 'What you note and rate stands here, at its moment.',
    kinds: { all: 'All', rating: 'Ratings', note: 'Notes', event: 'Events' },
    filter: 'Show',
    question: (number: number) => `Question ${number}`,
    noneOfKind: 'None of these.',
  },
  facts: {
    title: 'How it was said',
    about: 'Facts from when people spoke, never from what was said. They are never part of a score.',
    whole: 'Whole recording',
    question: (number: number) => `Question ${number}`,
    talkRatio: 'Share of all speech',
    speaking: 'Candidate spoke',
    pauses: 'Pauses over 1 s',
    longestPause: 'Longest pause',
    monologue: 'Longest without a break',
    timeToAnswer: 'Time to answer',
    timeToAnswerWhole: 'Time to answer, median',
    none: 'There is no sound of the candidate, so there is nothing to count.',
    unknown: 'not known',
    percent: (share: number) => `${Math.round(share * 100)}%`,
    seconds: (ms: number) => (ms < 9_950 ? `${(ms / 1_000).toFixed(1)} s` : formatSeconds(ms / 1_000)),
    times: (number: number) => count(number, 'time', 'times'),
    definitions: 'What exactly is counted',
    explained: [
      'Speaking time counts breaths of up to a second between words, and no pauses.',
      'A pause is more than a second of silence in the middle of an answer, with no one else speaking in between.',
      'Without a break: speech with no silence of more than two seconds, and no one else taking a turn. An “mm” is no turn. Pauses in it are not counted.',
      'Time to answer: from the last words before the answer to its first ones.',
      'Time in which the candidate was muted, away or not recorded is never counted as silence.',
    ],
  },
  keys: {
    title: 'Keys',
    note: 'They work while the focus is in the replay.',
    noteRubric: 'The rubric panel has its own, which come first inside it.',
    list: [
      ['Space or K', 'Play, pause'],
      ['J', 'Slower, or back 5 seconds'],
      ['L', 'Play, faster'],
      ['← →', '5 seconds back or forward'],
      ['Shift ← →', '1 second back or forward'],
      [', .', 'One frame back or forward'],
      ['↑ ↓', 'Previous or next question'],
      ['1 to 9', 'Question by its number'],
      ['< >', 'Previous or next marker'],
      ['0 or Home', 'To the beginning'],
      ['End', 'To the end'],
      ['M', 'Sound off or on'],
      ['C', 'Captions off or on'],
      ['+ −', 'Timeline closer or wider'],
      ['Y', 'Copy link to this moment'],
      ['?', 'This list'],
    ],
    rubric: ['P', 'Go to the rubric and back'],
  },
  announce: {
    skipped: (seconds: number) => `${formatSeconds(seconds)} were not recorded and are passed over.`,
    speed: (speed: number) => `Speed ${speed}`,
    soundOff: 'Sound off',
    soundOn: 'Sound on',
    captionsOff: 'Captions off',
    captionsOn: 'Captions on',
  },
  watch: {
    open: 'Watch the recording',
    openHint: 'Rate while you watch: the panel goes with the recording.',
    loadFailed: 'The replay could not be loaded',
    moment: (clock: string) => `Watch ${clock}`,
    momentOfRating: 'Watch this moment',
  },
} as const;

/** Whose marker it is and what it says, in one line. */
export function markerText(marker: Marker, ownSeatId?: string): string {
  if (marker.kind === 'event') return events[marker.event](marker.name);
  const by = marker.seatId === ownSeatId ? reviewTexts.marker.own : marker.byName;
  if (marker.kind === 'note') return reviewTexts.marker.note(by, noteKinds[marker.noteKind], marker.text);
  const value = marker.value === 'N' ? reviewTexts.marker.noEvidence : `${marker.value}`;
  return reviewTexts.marker.rating(by, value, marker.competency);
}

/** The name of someone's picture or screen. */
export function trackName({ kind, name, role }: Review['tracks'][number]): string {
  const person = role === 'recruiter' ? reviewTexts.recruiter : name;
  return kind === 'screen' ? reviewTexts.screenOf(person) : person;
}

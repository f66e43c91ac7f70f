import { ChatHistory, ChatOutbox } from '../../../client/core/chat.ts';
import { ConnectionEnded } from '../../../client/core/connectionEnded.ts';
import type { InterviewClient } from '../../../client/core/interviewClient.ts';
import type { LocalSource } from '../../../client/core/localMedia.ts';
import type { RemoteTrack } from '../../../client/core/media/receiving.ts';
import type { PageState, RoomSession } from '../../../client/core/roomSession.ts';
import { Store } from '../../../client/core/store.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ConsumerId } from '../../../shared/ids.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { EndReason } from '../../../shared/protocol/notices.ts';

export interface MadeUp {
  view: InterviewView;
  /** Address of the recruiter's picture; absent: no video track. */
  picture?: string;
  /** Whether the recruiter's sound arrives, and whether the browser blocks it. */
  sound?: 'heard' | 'blocked';
  /** Other people's cameras, as plain colors. */
  cameras?: readonly string[];
  screens?: readonly string[];
  /** One's own camera and microphone. */
  own?: 'on' | 'muted' | 'off';
  /** One's own device that the browser doesn't find, or both. */
  failing?: 'camera' | 'microphone' | 'both';
  /** The server hasn't sent the interview yet. */
  unseen?: true;
  recruiterSpeaks?: boolean;
  place?: PageState;
  /** Every command is refused with this code, or ends the connection. */
  refusal?: 'conflict' | 'internal' | 'ended';
  /** What the server has kept of an unsent answer. */
  draft?: string;
  /** The connection is lost since this time. */
  lostSince?: number;
  /** Why the server closed the connection. */
  closed?: EndReason;
  /** Who transcribes recordings. */
  transcriber?: 'server' | 'service';
  /** Commands wait for `answer`. */
  unanswered?: boolean;
}

export interface Sent {
  name: string;
  params: unknown;
}

const OFF: LocalSource = { state: 'off' };
const MISSING: LocalSource = { state: 'off', problem: 'missing' };
/** Few, because each frame is painted and sent to every element that shows it. */
const PICTURES_PER_SECOND = 2;

/** A fake of the session for the candidate's screens, without a server. */
export function madeUpSession(made: MadeUp) {
  const view = new Store<InterviewView | undefined>(made.unseen ? undefined : made.view);
  const sent: Sent[] = [];
  const saved: unknown[] = [];
  const held: (() => void)[] = [];
  const ended = new AbortController();
  const color = (name: string) => still(name === 'grace' ? '#5b6b8c' : '#7a5c48', ended.signal);
  const tracks: RemoteTrack[] = [];
  for (const seatId of made.cameras ?? [])
    tracks.push(remoteTrack(seatId as RemoteTrack['sender'], color('grace')));
  for (const seatId of made.screens ?? [])
    tracks.push(remoteTrack(seatId as RemoteTrack['sender'], color('ada'), 'screen'));
  if (made.picture) tracks.push(remoteTrack('recruiter', pictured(made.picture, ended.signal)));
  if (made.sound) tracks.push(remoteTrack('recruiter', silence(), 'microphone'));
  const blocked = new Store(made.sound === 'blocked');
  const own = made.own ?? 'on';
  const ownId = made.view.ownSeatId;
  const role = (ownId && made.view.seats[ownId]?.role) ?? 'candidate';
  const pageState = new Store<PageState>(made.place ?? 'entered');
  const session = {
    receiveOnly: role === 'evaluator' || role === 'observer',
    pass: {
      details: {
        role,
        displayName: 'Ada Candidate',
        title: made.view.title,
        scheduledAt: made.view.scheduledAt,
        recordingDays: 180,
        ...(made.transcriber && { transcriber: made.transcriber }),
      },
    },
    client: {
      view,
      connection: new Store(
        made.closed
          ? { state: 'ended', reason: made.closed }
          : made.lostSince === undefined
            ? { state: 'connected' }
            : { state: 'reconnecting', since: made.lostSince },
      ),
      serverNow: () => Date.now(),
      command: (name: string, params: unknown) => {
        sent.push({ name, params });
        if (made.unanswered) return new Promise(resolve => held.push(() => resolve({})));
        if (made.refusal === 'ended') return Promise.reject(new ConnectionEnded());
        return made.refusal ? Promise.reject(new AppError(made.refusal)) : Promise.resolve({});
      },
      query: (name: string, params: unknown) => {
        if (name === 'recruiter.saveDraft') saved.push(params);
        return Promise.resolve(name === 'recruiter.readDraft' ? { text: made.draft ?? '' } : {});
      },
      on: () => () => undefined,
      onSynced: () => () => undefined,
    },
    media: {
      state: new Store('connected'),
      receiving: {
        tracks: new Store(tracks),
        attach: () => ({ change: () => undefined, detach: () => undefined }),
      },
    },
    local: {
      notice: new Store(undefined),
      sources: new Store({
        camera: own === 'off' ? OFF : { state: 'on', track: color('ada'), muted: false, interrupted: false },
        microphone:
          own === 'off' ? OFF : { state: 'on', track: silence(), muted: own === 'muted', interrupted: false },
        screen: OFF,
        screenAudio: OFF,
        ...(made.failing !== 'microphone' && made.failing && { camera: MISSING }),
        ...(made.failing !== 'camera' && made.failing && { microphone: MISSING }),
      }),
      setMuted: (muted: boolean) => sent.push({ name: 'setMuted', params: muted }),
      start: (kind: string) => Promise.resolve(sent.push({ name: 'start', params: kind })),
      startBoth: () => Promise.resolve(sent.push({ name: 'startBoth', params: {} })),
    },
    devices: {
      canShareScreen: true,
      canChooseSpeaker: false,
      blur: new Store(false),
      list: new Store({
        cameras: [],
        microphones: [
          { deviceId: 'a', label: 'Built-in microphone' },
          { deviceId: 'b', label: 'Headset' },
        ],
        speakers: [],
        chosen: {},
      }),
    },
    connectionTest: { state: new Store({ result: 'ok' }), run: () => Promise.resolve() },
    playback: {
      blocked,
      attach: () => () => undefined,
      unblock: () => Promise.resolve(blocked.set(false)),
    },
    signals: {
      activeSpeaker: new Store(made.recruiterSpeaks ? 'recruiter' : undefined),
      quality: new Store({}),
    },
    pageState,
    enter: () => Promise.resolve(pageState.set('entered')),
    leave: () => Promise.resolve(sent.push({ name: 'leave', params: {} })),
  };
  const client = session.client as unknown as InterviewClient;
  const chat = { outbox: new ChatOutbox(client), history: new ChatHistory(client) };
  const answer = () => {
    for (const resolve of held.splice(0)) resolve();
  };
  /** Stops painting. */
  const end = () => ended.abort();
  return { session: { ...session, ...chat } as unknown as RoomSession, view, sent, saved, answer, end };
}

function remoteTrack(
  sender: RemoteTrack['sender'],
  track: MediaStreamTrack,
  source: RemoteTrack['source'] = 'camera',
): RemoteTrack {
  return { consumerId: `${source}-${sender}` as ConsumerId, sender, source, track, paused: false };
}

function still(color: string, ended: AbortSignal): MediaStreamTrack {
  return drawn(640, 360, ended, context => {
    context.fillStyle = color;
    context.fillRect(0, 0, 640, 360);
    context.fillStyle = '#d9b79a';
    context.beginPath();
    context.ellipse(320, 170, 62, 80, 0, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = '#39424e';
    context.beginPath();
    context.ellipse(320, 380, 150, 120, 0, 0, 2 * Math.PI);
    context.fill();
  });
}

function pictured(address: string, ended: AbortSignal): MediaStreamTrack {
  const image = new Image();
  image.src = address;
  return drawn(960, 540, ended, context => context.drawImage(image, 0, 0));
}

function drawn(
  width: number,
  height: number,
  ended: AbortSignal,
  draw: (context: CanvasRenderingContext2D) => void,
) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const [track] = canvas.captureStream(PICTURES_PER_SECOND).getVideoTracks();
  if (!context || !track) throw new Error('This browser draws no pictures.');
  draw(context);
  const painting = window.setInterval(() => draw(context), 1_000 / PICTURES_PER_SECOND);
  ended.addEventListener('abort', () => window.clearInterval(painting));
  return track;
}

let silentContext: AudioContext | undefined;

/** A suspended context is silent and uses no processor time. */
function silence(): MediaStreamTrack {
  silentContext ??= new AudioContext();
  void silentContext.suspend();
  const [track] = silentContext.createMediaStreamDestination().stream.getAudioTracks();
  if (!track) throw new Error('This browser makes no sound.');
  return track;
}

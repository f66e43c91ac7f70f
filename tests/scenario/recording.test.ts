import { glob, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SegmentId } from '../../shared/ids.ts';
import { CONSENT_VERSION, INTERVIEWER_CONSENT_VERSION } from '../../shared/interview/setup.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import type { RecordingView } from '../../shared/recording/recordingState.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { type CollectedSegment, endOf, linesOf, probeTrack, readSegment } from '../support/collectedRun.ts';
import { eventually } from '../support/eventually.ts';
import { InterviewStage, PARTS, type Part } from '../support/interviewStage.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { RtcClient } from '../support/rtcClient/rtcClient.ts';
import { sendMicrophone } from '../support/seatMedia.ts';
import type { SeatSocket } from '../support/seatSocket.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { openTestStore } from '../support/testStore.ts';

const CONSENT_IN_EFFECT_MS = 1_000;
const NEW_STRETCH_MS = 2_000;

let server: ServerProcess;
let owner: ApiClient;
let stage: InterviewStage;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer());
});
afterAll(() => server?.close());
beforeEach(async () => {
  stage = await InterviewStage.create(owner);
});
afterEach(() => stage.close());

const badge = (page: SeatSocket, wanted: Partial<RecordingView>) =>
  page.waitForView(`a badge like ${JSON.stringify(wanted)}`, ({ recording }: InterviewView) =>
    Object.entries(wanted).every(([field, value]) => recording[field as keyof RecordingView] === value),
  );

const answer = (candidate: SeatSocket, recording: boolean) =>
  candidate.request('consent.give', { consent: { version: CONSENT_VERSION, recording, observers: true } });

/**
 * Returns the segments on disk of this interview, as `recordingId/stretchId`. Earlier interviews may still
 * record and delete.
 */
async function captured(): Promise<string[]> {
  const store = await openTestStore({ DATA_DIR: server.dataDir });
  try {
    const events = await store.interviews.readEvents(stage.interviewId, 0);
    const own = new Set(
      events.flatMap(event => (event.kind === 'recording.started' ? [event.payload.recordingId] : [])),
    );
    const folders = await Promise.all(
      [...own].map(async recordingId => {
        const names = await readdir(path.join(server.dataDir, 'capture', recordingId));
        return names.map(name => `${recordingId}/${name}`);
      }),
    );
    return folders.flat();
  } finally {
    await store.close();
  }
}

/** Returns the journals on disk of all tracks that this person sent, in any recording. */
async function journalsOf(part: Part): Promise<string[]> {
  const folder = path.join(server.dataDir, 'capture');
  // Files of earlier interviews may be deleted while this reads.
  const names: string[] = [];
  for await (const name of glob('*/*/*.jsonl', { cwd: folder })) names.push(name);
  const texts = await Promise.all(
    names.map(name => readFile(path.join(folder, name), 'utf8').catch(() => '')),
  );
  return names.filter((_, index) => texts[index]?.includes(stage.seatId(part)));
}

async function auditActions(): Promise<string[]> {
  const store = await openTestStore({ DATA_DIR: server.dataDir });
  try {
    const entries = await store.audit.list(1_000);
    return entries.filter(({ target }) => target === stage.interviewId).map(({ action }) => action);
  } finally {
    await store.close();
  }
}

describe('an interview whose candidate agrees to be recorded', () => {
  it('is recorded while the candidate is in the room, and everyone sees it', async () => {
    const pages = await stage.everybodyInside();
    await Promise.all(PARTS.map(part => badge(pages[part], { state: 'on', kept: true })));
    await sendMicrophone(pages.candidate);
    expect(await captured()).toHaveLength(1);
    await eventually(
      'the journal of the candidate',
      async () => (await journalsOf('candidate')).length === 1,
    );
  });

  it('is not recorded while only interviewers are there, before and after', async () => {
    const lead = await stage.enter('lead');
    await lead.request('session.open', {});
    const candidate = await stage.enter('candidate');
    await badge(lead, { state: 'off', why: 'waiting', kept: false });
    await lead.request('seat.admit', { seatId: stage.seatId('candidate') });
    await badge(lead, { state: 'on' });
    await candidate.request('seat.leave', {});
    await badge(lead, { state: 'off', why: 'waiting', kept: true });
    await lead.request('session.end', {});
    await badge(lead, { state: 'off', why: 'over', kept: true });
  });

  it('stops being recorded within a second when they withdraw, and continues when they agree again', async () => {
    const { candidate, lead } = await stage.everybodyInside();
    await badge(lead, { state: 'on' });
    const withdrawnAt = performance.now();
    await answer(candidate, false);
    await Promise.all([candidate, lead].map(page => badge(page, { state: 'off', why: 'consent' })));
    expect(performance.now() - withdrawnAt).toBeLessThan(CONSENT_IN_EFFECT_MS);
    expect(candidate.view.recording.kept).toBe(true);
    await answer(candidate, true);
    await badge(candidate, { state: 'on' });
    await eventually('the audit entries', async () => {
      const actions = await auditActions();
      // Three entries of the candidate; both interviewers agreed as well.
      return actions.filter(action => action.startsWith('consent.')).length === 3 + 2 && actions;
    });
  });
});

describe('an interview whose candidate refuses to be recorded', () => {
  it('takes place without being recorded', async () => {
    const candidate = await stage.open('candidate');
    await answer(candidate, false);
    await candidate.request('seat.enter', {});
    const lead = await stage.enter('lead');
    const evaluator = await stage.enter('evaluator');
    await lead.request('session.open', {});
    await lead.request('seat.admit', { seatId: stage.seatId('candidate') });
    await candidate.waitForView('the candidate inside', () => candidate.own.presence === 'inside');
    await sendMicrophone(candidate);
    await badge(lead, { state: 'off', why: 'consent', kept: false });
    // Raters do not see that the candidate has refused.
    await evaluator.resume();
    expect(evaluator.view.recording).toEqual({ state: 'off', kept: false });
    await lead.request('recording.direct', { order: 'stop' });
    await lead.request('recording.direct', { order: 'resume' });
    await candidate.request('chat.send', { text: 'I can do everything else.' });
    await lead.request('session.end', {});
    expect(await captured()).toEqual([]);
    expect(await journalsOf('candidate')).toEqual([]);
  });

  it('is not recorded after an answer to an older text', async () => {
    const candidate = await stage.open('candidate');
    await candidate.request('consent.give', {
      consent: { version: CONSENT_VERSION - 1, recording: true, observers: true },
    });
    await candidate.request('seat.enter', {});
    const lead = await stage.enter('lead');
    await lead.request('session.open', {});
    await lead.request('seat.admit', { seatId: stage.seatId('candidate') });
    await badge(lead, { state: 'off', why: 'consent' });
  });
});

describe('an interviewer who does not agree to be recorded', () => {
  const clients: Partial<Record<Part, RtcClient>> = {};
  afterEach(() => Promise.all(Object.values(clients).map(client => client.close())));

  /** In the room and heard with a level of their own, agreeing to be recorded or not. */
  async function speaking(part: Part, level: number, recording: boolean): Promise<RtcClient> {
    const client = await RtcClient.open(stage.link(part));
    clients[part] = client;
    const version = part === 'candidate' ? CONSENT_VERSION : INTERVIEWER_CONSENT_VERSION;
    await client.request('consent.give', { consent: { version, recording, observers: true } });
    await client.request('seat.enter', {});
    if (part === 'lead') await client.request('session.open', {});
    if (part === 'lead') await client.request('seat.admit', { seatId: stage.seatId('candidate') });
    await client.waitFor('the room', () => client.own.presence === 'inside');
    await client.waitFor('the recording', () => client.view.recording.state === 'on');
    await client.joinMedia();
    client.microphone.level = level;
    await client.publish();
    return client;
  }

  /** Resolves after half a second of this level has arrived. */
  const heard = (by: RtcClient, part: Part, level: number) =>
    by.waitFor(`${part} with level ${level}`, () =>
      by.received(stage.seatId(part), 'microphone').some(({ levels }) => (levels.get(level) ?? 0) >= 25),
    );

  async function segmentsOf(part: Part, stretch: string): Promise<CollectedSegment[]> {
    const at = (name: string) => path.join(server.dataDir, 'capture', stretch, name);
    const names = (await readdir(at('.'))).filter(name => name.endsWith('.jsonl'));
    const ids = await Promise.all(
      names.map(async name => ((await hasBegun(at(name))) ? [path.parse(name).name] : [])),
    );
    const all = await Promise.all(
      ids.flat().map(id => readSegment(SegmentId.parse(id), at(`${id}.webm`), at(`${id}.jsonl`))),
    );
    return all.filter(({ start }) => start.peerId.startsWith(stage.seatId(part)));
  }

  /** True when a journal has its first line, which names the sender. The file exists a moment before. */
  const hasBegun = async (journalFile: string) => (await readFile(journalFile, 'utf8')).includes('\n');

  const levelsIn = (segment: CollectedSegment) =>
    new Set(linesOf(segment, 'levels').flatMap(({ dbov }) => dbov));

  it('has no track in the recording, even after withdrawing during the call; everyone is still heard', async () => {
    const opened = [speaking('candidate', 23, true), speaking('lead', 31, true)];
    const [candidate, lead] = (await Promise.all(opened)) as [RtcClient, RtcClient];
    await speaking('second', 37, false);
    await Promise.all([
      heard(candidate, 'lead', 31),
      heard(candidate, 'second', 37),
      heard(lead, 'candidate', 23),
    ]);
    const [stretch = ''] = await captured();

    const answer = { version: INTERVIEWER_CONSENT_VERSION, recording: false, observers: true };
    await lead.request('consent.give', { consent: answer });
    const [own] = await eventually('the end of the track', async () => {
      const segments = await segmentsOf('lead', stretch);
      return segments.some(segment => linesOf(segment, 'end').length > 0) && segments;
    });
    const sent = lead.microphone.packetsSent;
    lead.microphone.level = 41;
    await Promise.all([
      heard(candidate, 'lead', 41),
      heard(candidate, 'second', 37),
      heard(lead, 'candidate', 23),
    ]);

    const theirs = await segmentsOf('lead', stretch);
    expect(theirs.map(({ segmentId }) => segmentId)).toEqual([own?.segmentId]);
    if (!own) throw new Error('The lead has no track.');
    const { packets } = await probeTrack(own.file);
    expect(packets).toHaveLength(endOf(own).packets);
    expect(packets.length).toBeGreaterThanOrEqual(25);
    expect(packets.length).toBeLessThanOrEqual(sent);
    expect(levelsIn(own)).toContain(31);
    expect(levelsIn(own)).not.toContain(41);
    expect(await segmentsOf('second', stretch)).toEqual([]);
    const talk = await eventually(
      'the track of the candidate',
      async () => (await segmentsOf('candidate', stretch))[0],
    );
    expect(linesOf(talk, 'end')).toEqual([]);
  });
});

describe('the lead', () => {
  it('stops the recording and resumes it, and no one else can', async () => {
    const { candidate, lead, second, evaluator, observer } = await stage.everybodyInside();
    await badge(candidate, { state: 'on' });
    await lead.request('recording.direct', { order: 'stop' });
    await badge(candidate, { state: 'off', why: 'lead', kept: true });
    for (const page of [candidate, evaluator, observer])
      await expect(page.request('recording.direct', { order: 'resume' })).rejects.toMatchObject({
        code: 'forbidden',
      });
    await expect(second.request('recording.direct', { order: 'resume' })).rejects.toMatchObject({
      code: 'not-lead',
    });
    await lead.request('recording.direct', { order: 'resume' });
    await badge(candidate, { state: 'on' });
    await eventually('the audit entries', async () => {
      const actions = await auditActions();
      return actions.includes('recording.stopped') && actions.includes('recording.resumed');
    });
  });

  it('deletes the recording, and nothing is recorded again until they resume it', async () => {
    const { candidate, lead, second } = await stage.everybodyInside();
    await badge(candidate, { state: 'on', kept: true });
    await expect(second.request('recording.erase', {})).rejects.toMatchObject({ code: 'not-lead' });
    await lead.request('recording.erase', {});
    await badge(candidate, { state: 'off', why: 'lead', kept: false });
    await answer(candidate, false);
    await answer(candidate, true);
    await badge(candidate, { state: 'off', why: 'lead', kept: false });
    await lead.request('recording.direct', { order: 'resume' });
    await badge(candidate, { state: 'on', kept: true });
    await eventually('the audit entry', async () => (await auditActions()).includes('recording.erased'));
  });

  it('can delete the recording after the end, and so can the console', async () => {
    const { lead } = await stage.everybodyInside();
    await badge(lead, { state: 'on' });
    const watching = await stage.openConsole();
    await lead.request('session.end', {});
    await badge(watching, { state: 'off', why: 'over', kept: true });
    await watching.request('recording.erase', {});
    await badge(lead, { kept: false });
    await lead.request('recording.erase', {});
  });
});

describe('a recording survives', () => {
  it('the death of its media worker: it continues in the next room, within two seconds', async () => {
    const { candidate } = await stage.everybodyInside();
    await badge(candidate, { state: 'on' });
    const [worker] = server.workerPids;
    if (!worker) throw new Error('There is no media worker.');
    process.kill(worker, 'SIGKILL');
    await badge(candidate, { state: 'off' });
    await candidate.waitForView('the next room', ({ mediaState }) => mediaState === 'placed');
    const placedAt = performance.now();
    await badge(candidate, { state: 'on' });
    expect(performance.now() - placedAt).toBeLessThan(NEW_STRETCH_MS);
  });

  it('the death of the server: it continues when the candidate is back', async () => {
    const { candidate } = await stage.everybodyInside();
    await badge(candidate, { state: 'on' });
    const [first] = await captured();
    await server.kill();
    await server.launch();
    const back = await stage.enter('candidate');
    await back.waitForView('inside', () => back.own.presence === 'inside');
    await badge(back, { state: 'off', why: 'waiting', kept: true });
    const askedAt = performance.now();
    await sendMicrophone(back);
    await badge(back, { state: 'on' });
    expect(performance.now() - askedAt).toBeLessThan(NEW_STRETCH_MS);
    // The earlier segments remain, and later ones belong to the same recording.
    const both = await captured();
    expect(both).toHaveLength(2);
    expect(both).toContain(first);
    expect(new Set(both.map(path.dirname)).size).toBe(1);
  });
});

describe('a media server with a full disk', () => {
  it('records nothing and blocks no one; interviewers see the reason, the candidate sees that recording is off', async () => {
    const { server: full, owner: other } = await startOwnedServer({ SFU_CAPTURE_MIN_FREE_MB: '100000000' });
    try {
      using crowded = await InterviewStage.create(other);
      const { candidate, lead, second, evaluator } = await crowded.everybodyInside();
      await Promise.all(
        [lead, second].map(page => badge(page, { state: 'off', why: 'trouble', kept: false })),
      );
      for (const page of [candidate, evaluator]) {
        await page.resume();
        expect(page.view.recording).toEqual({ state: 'off', kept: false });
      }
      await candidate.request('chat.send', { text: 'We can talk all the same.' });
      const store = await openTestStore({ DATA_DIR: full.dataDir });
      try {
        const [entry] = await eventually('the audit entry', async () => {
          const entries = await store.audit.list(100);
          const failures = entries.filter(({ action }) => action === 'recording.failed');
          return failures.length > 0 && failures;
        });
        expect(entry).toMatchObject({
          actor: 'system',
          target: crowded.interviewId,
          details: { reason: 'storage-full' },
        });
      } finally {
        await store.close();
      }
    } finally {
      await full.close();
    }
  });
});

import type { Page } from 'playwright-core';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import type { RecruiterButton, Turn } from '../../shared/recruiter/recruiterView.ts';
import { type CandidateVoice, lengthOf } from './candidateVoice.ts';
import type { RoomPage } from './roomPage.ts';
import type { Sound } from './spoken/sound.ts';

/** Long enough for every line of the kits that tests use, and for waking up on a busy machine. */
const LINE_MS = 30_000;

/** The page of a candidate whom the virtual recruiter asks, used by what is written on it. */
export class AnsweringPage {
  readonly room: RoomPage;
  readonly voice: CandidateVoice;

  constructor({ page, voice }: { page: RoomPage; voice: CandidateVoice }) {
    this.room = page;
    this.voice = voice;
  }

  get page(): Page {
    return this.room.page;
  }

  /** The sign says whose turn it is. */
  async waitForTurn(turn: Turn, timeoutMs = LINE_MS): Promise<void> {
    await this.page
      .getByRole('figure', { name: texts.name })
      .locator(`[data-turn="${turn}"]`)
      .waitFor({ timeout: timeoutMs });
  }

  /** The question's text stands there, and the candidate has the floor. */
  async waitForQuestion(text: string, timeoutMs = LINE_MS): Promise<void> {
    await this.panel.getByText(text, { exact: true }).waitFor({ timeout: timeoutMs });
    await this.waitForTurn('yours', timeoutMs);
  }

  get panel() {
    return this.page.getByRole('region', { name: texts.panel.label });
  }

  /** Waits until there is such a button. */
  async press(button: RecruiterButton): Promise<void> {
    await this.page.locator(`[data-button="${button}"]:not([aria-disabled])`).click({ timeout: LINE_MS });
  }

  /** Says it to the end; resolves with the moment of its last sound, epoch milliseconds. */
  async say(sound: Sound): Promise<number> {
    const startedAt = await this.voice.say(sound);
    const endsAt = startedAt + lengthOf(sound);
    await this.page.waitForFunction(at => Date.now() >= at, endsAt, { timeout: LINE_MS });
    return startedAt + (sound.voiced.at(-1)?.toMs ?? 0);
  }
}

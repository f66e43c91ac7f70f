import type { Page } from 'playwright-core';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import type { RecruiterButton, Turn } from '../../shared/recruiter/recruiterView.ts';
import { type CandidateVoice, lengthOf } from './candidateVoice.ts';
import type { RoomPage } from './roomPage.ts';
import type { Sound } from './spoken/sound.ts';

/** Enough for every line of the test kits on a busy machine. */
const LINE_MS = 30_000;

/** The page of a candidate in an interview with the virtual recruiter, operated by its visible texts. */
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

  async waitForTurn(turn: Turn, timeoutMs = LINE_MS): Promise<void> {
    await this.page
      .getByRole('figure', { name: texts.name })
      .locator(`[data-turn="${turn}"]`)
      .waitFor({ timeout: timeoutMs });
  }

  /** Waits until the question's text is visible and it is the candidate's turn. */
  async waitForQuestion(text: string, timeoutMs = LINE_MS): Promise<void> {
    await this.panel.getByText(text, { exact: true }).waitFor({ timeout: timeoutMs });
    await this.waitForTurn('yours', timeoutMs);
  }

  get panel() {
    return this.page.getByRole('region', { name: texts.panel.label });
  }

  async press(button: RecruiterButton): Promise<void> {
    await this.page.locator(`[data-button="${button}"]:not([aria-disabled])`).click({ timeout: LINE_MS });
  }

  /** Plays the sound to its end. Returns the end in epoch milliseconds. */
  async say(sound: Sound): Promise<number> {
    const startedAt = await this.voice.say(sound);
    const endsAt = startedAt + lengthOf(sound);
    await this.page.waitForFunction(at => Date.now() >= at, endsAt, { timeout: LINE_MS });
    return startedAt + (sound.voiced.at(-1)?.toMs ?? 0);
  }
}

import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { captions } from '../../client/texts/captions.ts';
import { TestBrowser } from '../support/chromium.ts';
import { humanSamples, humanSpeech, noHumanSpeech, type PromptName } from '../support/humanSpeech.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { ADA } from '../support/personas.ts';
import { RoomPage } from '../support/roomPage.ts';
import { noSpeechEngine, speechEngine } from '../support/speechEngine.ts';
import { SAMPLE_RATE, sequence, silence } from '../support/spoken/sound.ts';

const SAID: readonly PromptName[] = ['privacy-prompt', 'queue-youarenext', 'vm-instructions'];
const PATIENCE_MS = 60_000;

const missing = noSpeechEngine ?? noHumanSpeech;

describe.skipIf(missing)(`captions of a real voice${missing ? ` (${missing})` : ''}`, () => {
  it('are read on the other side, while words come and when they are final', async () => {
    await using cleanUp = new AsyncDisposableStack();
    const { server, owner } = await startOwnedServer({ TRANSCRIBE_ENGINE: speechEngine });
    cleanUp.use(server);
    const stage = cleanUp.use(await InterviewStage.create(owner));
    const voices = SAID.map(name => ({ samples: humanSamples(name, SAMPLE_RATE), voiced: [] }));
    const microphone = sequence(...voices.flatMap(voice => [silence(1_500), voice]));
    const talking = cleanUp.use(await TestBrowser.launch({ headlessShell: true, persona: ADA, microphone }));
    const reading = cleanUp.use(await TestBrowser.launch({ headlessShell: true }));
    const candidate = await RoomPage.open(await talking.newContext(), stage.link('candidate'));
    const lead = await RoomPage.open(await reading.newContext(), stage.link('lead'));
    await lead.joinWithoutDevices();
    await lead.openSession();
    await lead.press(captions.title);
    const panel = lead.page.getByRole('region', { name: captions.title });
    await panel.getByText(captions.state.live).waitFor({ timeout: PATIENCE_MS });
    await panel.getByText(captions.privacy('engine')).waitFor();
    await candidate.join();
    await lead.admit(ADA.name);
    const drafts = panel.locator('[data-caption-line="draft"]');
    await drafts.first().waitFor({ timeout: PATIENCE_MS });
    // The microphone repeats them, so each is said whole at some time.
    for (const name of SAID) {
      const { words } = humanSpeech(name);
      await expect
        .poll(async () => missingWords(words, await textOf(panel)), { timeout: PATIENCE_MS })
        .toEqual([]);
    }
    const announced = await lead.page.getByRole('log', { name: captions.log }).textContent();
    expect(announced).toContain(`${ADA.name}: `);
    expect(server.output).not.toMatch(/phone number|first in line|voicemail/i);
    expect([...candidate.complaints, ...lead.complaints]).toEqual([]);
  });
});

async function textOf(panel: Locator): Promise<string> {
  return (await panel.locator('[data-caption-line="final"]').allTextContents()).join(' ');
}

/** Words of a sentence that a text lacks. One in ten may be recognized wrong. */
function missingWords(sentence: string, text: string): string[] {
  const heard = new Set(wordsOf(text));
  const words = wordsOf(sentence);
  const lacking = words.filter(word => !heard.has(word));
  return lacking.length <= words.length / 10 ? [] : lacking;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}

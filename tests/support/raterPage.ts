import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** The rubric panel on an evaluator's page, operated by keyboard only and read by its texts. */
export class RaterPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    // The browser asks before a page with unsent data is left; the evaluator confirms.
    page.on('dialog', dialog => void dialog.accept());
  }

  get panel(): Locator {
    return this.page.getByRole('region', { name: 'Rubric panel' });
  }

  /** Waits for the panel with its questions, and focuses it. */
  async enter(): Promise<void> {
    await this.panel.waitFor();
    if ((await this.focused('[role="radio"]').count()) > 0) return;
    await this.page.keyboard.press('p');
    await this.focused('[role="radio"]').waitFor();
  }

  /** The focused element, if it matches. */
  focused(selector: string): Locator {
    return this.page.locator(`${selector}:focus`);
  }

  async keys(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Presses Tab until an element of this name has the focus. */
  async tabTo(name: string, backwards = false): Promise<void> {
    for (let step = 0; step < 60; step += 1) {
      if ((await this.#activeName()) === name) return;
      await this.page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`Tab never came to “${name}”.`);
  }

  radio(competency: string, value: number | 'N'): Locator {
    return this.panel.getByRole('radiogroup', { name: competency }).locator(`[data-value="${value}"]`);
  }

  async rated(competency: string, value: number | 'N'): Promise<void> {
    await this.radio(competency, value).and(this.page.locator('[aria-checked="true"]')).waitFor();
  }

  note(text: string): Locator {
    return this.panel.locator('[data-note]').filter({ hasText: text });
  }

  async saveState(state: 'saved' | 'saving' | 'offline' | 'refused'): Promise<void> {
    await this.page.locator(`[data-save-state="${state}"]`).waitFor();
  }

  /** Waits until the text is stored in the browser. */
  async keptOnDevice(text: string): Promise<void> {
    await eventually(`“${text}” to be kept on the device`, async () =>
      (await this.page.evaluate(keptRows)).some(row => row.includes(text)),
    );
  }

  /** Number of stored ratings and notes that wait to be sent. */
  async keptCount(): Promise<number> {
    return (await this.page.evaluate(keptRows)).length;
  }

  #activeName(): Promise<string | undefined> {
    return this.page.evaluate(() => {
      const active = document.activeElement;
      return active?.getAttribute('aria-label') ?? active?.textContent ?? undefined;
    });
  }
}

/** Runs in the page. */
function keptRows(): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('vivavoce-rubric');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction('drafts').objectStore('drafts').getAll();
      reading.onerror = () => reject(reading.error);
      reading.onsuccess = () => {
        opening.result.close();
        resolve(reading.result.map(row => JSON.stringify(row)));
      };
    };
  });
}

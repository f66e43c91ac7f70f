// How the set-up talks: one line that says what happens and why, then progress.
// On a terminal the progress is a single line that updates itself. Elsewhere (a
// log, CI) it is a line now and then, so that a log stays readable.

const isTerminal = Boolean(process.stderr.isTTY);
const TERMINAL_INTERVAL_MS = 200;
const LOG_INTERVAL_MS = 20_000;

/** Prints one line of its own. All of the set-up's lines go to stderr. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs one long step. `title` says what is done and `why` why it is needed.
 * `work` gets a function to report how far it is, for example `[12/300]`, and one to
 * say how it ended when that is something else than "done".
 *
 * @template T
 * @param {{ title: string, why: string }} step
 * @param {(report: (detail: string) => void, conclude: (outcome: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step({ title, why }, work) {
  say(`[set-up] ${title}: ${why}`);

  const startedAt = Date.now();
  let detail = '';
  let outcome = 'done';

  const show = () => {
    const line = `         ${[seconds(startedAt), detail].filter(Boolean).join('  ')}`;
    // The escape sequence clears what a longer line left behind.
    if (isTerminal) process.stderr.write(`\r${line.slice(0, (process.stderr.columns || 80) - 1)}\u001b[K`);
    else say(line);
  };
  const timer = setInterval(show, isTerminal ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);

  const close = () => {
    clearInterval(timer);
    if (isTerminal) process.stderr.write('\r\u001b[K');
  };

  try {
    const result = await work(
      next => {
        detail = next;
      },
      next => {
        outcome = next;
      },
    );
    close();
    say(`         ${outcome} after ${seconds(startedAt)}`);
    return result;
  } catch (error) {
    close();
    throw error;
  }
}

function seconds(since) {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}

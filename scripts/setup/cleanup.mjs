// Removes locks, temporary folders, and child processes when the setup ends early. Every
// owner registers a synchronous undo when it creates something, and removes it on success.

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const undos = new Set();

/**
 * @param {() => void} undo
 * @returns {() => void} removes the undo without running it
 */
export function onEarlyExit(undo) {
  if (undos.size === 0) listen();
  undos.add(undo);

  return () => {
    if (undos.delete(undo) && undos.size === 0) stopListening();
  };
}

// Catches signals only while there is something to undo. Otherwise they keep their default
// behavior, or that of the running program.
function listen() {
  process.on('exit', runAll);
  for (const signal of Object.keys(EXIT_CODES)) process.on(signal, exitOn);
}

function stopListening() {
  process.off('exit', runAll);
  for (const signal of Object.keys(EXIT_CODES)) process.off(signal, exitOn);
}

function exitOn(signal) {
  process.exit(EXIT_CODES[signal]);
}

function runAll() {
  for (const undo of [...undos].reverse()) {
    try {
      undo();
    } catch {
      // A failed undo must not prevent the others.
    }
  }
}

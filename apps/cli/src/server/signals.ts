/** Stopping on Ctrl-C and on a service manager's request. */

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Stops once on the first signal; a second one ends the process at once. Resolves when stopped.
 * @param tell is told what happens, for who watches.
 */
export function stopOnSignals(stop: () => Promise<void>, tell: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let stopping = false;
    const handle = (signal: NodeJS.Signals) => {
      if (stopping) {
        tell('Stopped at once.');
        process.exit(signal === 'SIGINT' ? 130 : 143);
      }
      stopping = true;
      tell('Stopping: what is in flight is finished first. Again to stop at once.');
      stop()
        .finally(() => SIGNALS.forEach((name) => process.off(name, handle)))
        .then(resolve, reject);
    };
    for (const name of SIGNALS) process.on(name, handle);
  });
}

/** Starts the server as a process and talks to it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface BenchServer {
  readonly url: string;
  /** Most resident memory of the server's process so far, in MB. */
  peakMemory(): Promise<number>;
  /** Stops it in good order and waits. */
  stop(): Promise<void>;
}

export async function startBenchServer(dataDir: string): Promise<BenchServer> {
  const child = fork(fileURLToPath(new URL('./server-child.js', import.meta.url)), [dataDir]);
  const ended = once(child, 'exit');
  const failed = ended.then(([code]) => {
    throw new Error(`the server ended with ${String(code)}`);
  });
  failed.catch(() => undefined); // heard by who waits for an answer
  const answer = async <T>() => ((await Promise.race([once(child, 'message'), failed])) as [T])[0];
  const { url } = await answer<{ url: string }>();
  return {
    url,
    async peakMemory() {
      child.send('memory');
      return (await answer<{ memory: number }>()).memory;
    },
    async stop() {
      if (child.exitCode === null) child.send('stop');
      await ended;
    },
  };
}

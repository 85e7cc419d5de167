/** Starts the server as a process and talks to it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the server's process has used so far. */
export interface Usage {
  /** Most resident memory. */
  readonly memoryMB: number;
  /** Processor time of all its threads. */
  readonly seconds: number;
}

export interface BenchServer {
  readonly url: string;
  usage(): Promise<Usage>;
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
    usage() {
      child.send('usage');
      return answer<Usage>();
    },
    async stop() {
      if (child.exitCode === null) child.send('stop');
      await ended;
    },
  };
}

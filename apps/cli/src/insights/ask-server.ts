import { CommandError } from '../errors.js';
import { bearer } from '../server/bearer.js';
import { answerOf, type Asker } from './asker.js';

/** Asks a server. */
export function askServer(url: string): Asker {
  const base = url.replace(/\/+$/, '');
  return {
    async get<T>(path: string): Promise<T> {
      const response = await fetch(base + path, { headers: { accept: 'application/json', ...bearer() } }).catch(
        (error: Error) => {
          throw new CommandError(`No server answers at ${base}: start one with care-ledger serve, or correct --url.`, {
            cause: error,
          });
        },
      );
      return answerOf<T>(response.status, await response.text());
    },
    close: () => Promise.resolve(),
  };
}

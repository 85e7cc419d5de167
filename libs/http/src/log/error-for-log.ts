/** What of an error may be logged: where it happened, not its message, which may quote data. */
export interface LoggedError {
  readonly name: string;
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: LoggedError;
}

const FRAMES = 15;

/** Reduces anything thrown to its name, code and stack frames, causes included. */
export function errorForLog(thrown: unknown): LoggedError {
  if (!(thrown instanceof Error)) return { name: typeof thrown, frames: [] };
  const { code } = thrown as { code?: unknown };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: thrown.name,
    ...(typeof code === 'string' ? { code } : {}),
    frames: frames.slice(0, FRAMES).map((line) => line.trim()),
    ...(thrown.cause instanceof Error ? { cause: errorForLog(thrown.cause) } : {}),
  };
}

import { Injectable } from '@nestjs/common';

/** What a check found. `detail` and `data` are for operators and public: no personal data. */
export interface CheckResult {
  readonly ok: boolean;
  readonly detail?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** One thing that has to work before requests are welcome. */
export interface HealthCheck {
  /** kebab-case. */
  readonly name: string;
  check(): Promise<CheckResult>;
}

const PATIENCE_MS = 3_000;

/** The checks behind `/health/ready`. Parts of the application register theirs as they start. */
@Injectable()
export class HealthRegistry {
  private readonly checks = new Map<string, HealthCheck>();

  /** Adds a check, or replaces the one of that name. */
  register(check: HealthCheck): void {
    this.checks.set(check.name, check);
  }

  /** Runs all checks side by side; one that throws or takes longer than three seconds counts as failed. */
  async run(): Promise<{ ok: boolean; checks: Record<string, CheckResult> }> {
    const checks = Object.fromEntries(
      await Promise.all([...this.checks.values()].map(async (check) => [check.name, await settle(check)] as const)),
    );
    return { ok: Object.values(checks).every((result) => result.ok), checks };
  }
}

async function settle(check: HealthCheck): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: 'The check did not answer in time.' }), PATIENCE_MS);
  });
  try {
    return await Promise.race([check.check(), late]);
  } catch {
    return { ok: false, detail: 'The check failed.' };
  } finally {
    clearTimeout(timer);
  }
}

/** Which cases a caller's figures are about (contract section 4): a limit of the question itself, not of its answer. */
import { hasRole, outsideScope, type Principal } from '#libs/access';
import type { Question } from '#libs/indicators';

type Filters = Question['filters'];

/** The capacity in which somebody asks, which also says how exact the answer is. */
export type Capacity = 'everything' | 'provider' | 'analyst';

/**
 * In which capacity a caller asks: as researcher about everything; as provider when the question is about its own cases only, or when
 * it is nothing else; else as analyst.
 */
export function capacityOf(caller: Principal, filters: Filters): Capacity {
  if (caller.open || hasRole(caller, 'researcher')) return 'everything';
  const { provider } = caller;
  const own = provider !== undefined && filters.provider?.every((id) => id === provider) === true;
  if (hasRole(caller, 'provider') && (own || !hasRole(caller, 'analyst'))) return 'provider';
  return 'analyst';
}

/**
 * The filters that a caller's question gets: its own where they are within the scope, the scope where it has none.
 * @throws ProblemException 403 `outside-scope` that says what the scope is
 */
export function scopedFilters(caller: Principal, filters: Filters): Filters {
  switch (capacityOf(caller, filters)) {
    case 'everything':
      return filters;
    case 'provider':
      return limited(filters, 'provider', caller.provider === undefined ? [] : [caller.provider]);
    case 'analyst':
      return limited(filters, 'region', caller.regions ?? []);
  }
}

function limited(filters: Filters, name: 'provider' | 'region', scope: readonly string[]): Filters {
  if (scope.length === 0)
    throw outsideScope(`Your access token names no ${name}, so there are no cases that you may see.`);
  const asked = filters[name];
  if (asked === undefined) return { ...filters, [name]: scope };
  if (asked.every((value) => scope.includes(value))) return filters;
  throw outsideScope(`You may ask about ${name} ${scope.join(', ')} only. Leave ${name} out, or name no other.`);
}

/** From what an issuer says about a caller to what they may do here. */
import { ROLES, type Principal, type Role } from '../caller/principal.js';

/** Where an issuer puts what is read; a dot goes one level down (`realm_access.roles`). */
export interface ClaimNames {
  readonly roles: string;
  readonly provider: string;
  readonly region: string;
  readonly sources: string;
}

export const DEFAULT_CLAIMS: ClaimNames = {
  roles: 'roles',
  provider: 'provider',
  region: 'region',
  sources: 'sources',
};

/** The sources of each provider, for issuers that do not know them. */
export type SourcesOfProviders = Readonly<Record<string, readonly string[]>>;

/**
 * The caller that verified claims describe. Roles that are none of ours are left out; a list may also be a text with
 * commas or spaces.
 */
export function principalOf(
  claims: Readonly<Record<string, unknown>> & { readonly sub: string },
  names: ClaimNames,
  registered: SourcesOfProviders = {},
): Principal {
  const roles = listOf(claimAt(claims, names.roles)).filter((role): role is Role => ROLES.includes(role as Role));
  const provider = textOf(claimAt(claims, names.provider));
  const regions = regionsOf(claimAt(claims, names.region));
  const known = provider !== undefined && Object.hasOwn(registered, provider) ? registered[provider]! : [];
  const sources = [...new Set([...listOf(claimAt(claims, names.sources)), ...known])];
  const session = textOf(claims['sid']) ?? textOf(claims['jti']);
  return {
    id: claims.sub,
    roles: [...new Set(roles)],
    ...(provider !== undefined && { provider }),
    ...(sources.length > 0 && { sources }),
    ...(regions.length > 0 && { regions }),
    ...(session !== undefined && { session }),
    open: false,
  };
}

function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      claims,
    );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function listOf(value: unknown): string[] {
  const parts: unknown[] = typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? value : [];
  return parts.filter((part): part is string => typeof part === 'string' && part !== '');
}

/** Names of regions have spaces in them: a text is one name, several are a list. */
function regionsOf(value: unknown): string[] {
  return typeof value === 'string' ? listOf([value]) : listOf(Array.isArray(value) ? value : []);
}

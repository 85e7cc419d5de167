/** JWT bearer tokens of an OpenID Connect issuer. */
import { errors, jwtVerify, type JWTVerifyOptions } from 'jose';
import type { Principal } from '../caller/principal.js';
import { principalOf, type ClaimNames, type SourcesOfProviders } from './claims.js';
import { IssuerKeys, type IssuerKeysOptions } from './issuer-keys.js';
import { IssuerUnavailable, RefusedToken } from './refused-token.js';

/** Signatures that are taken: asymmetric ones only, so that a public key can never pass for a shared secret. */
export const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export interface IssuerSettings extends IssuerKeysOptions {
  readonly audience: string;
  readonly algorithms: readonly Algorithm[];
  /** How far clocks may differ, in seconds. */
  readonly clockSkewSeconds: number;
  readonly claims: ClaimNames;
  readonly sourcesOfProviders?: SourcesOfProviders;
}

/** Verifies tokens of one issuer. */
export class JsonWebTokens {
  private readonly keys: IssuerKeys;
  private readonly options: JWTVerifyOptions;

  constructor(
    private readonly settings: IssuerSettings,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.keys = new IssuerKeys(settings);
    this.options = {
      issuer: settings.issuer,
      audience: settings.audience,
      algorithms: [...settings.algorithms],
      clockTolerance: settings.clockSkewSeconds,
      requiredClaims: ['exp', 'sub'],
    };
  }

  /** @throws RefusedToken, IssuerUnavailable */
  async verify(token: string): Promise<Principal> {
    try {
      const { payload } = await jwtVerify(token, this.keys.find, { ...this.options, currentDate: this.now() });
      if (!payload.sub) throw new RefusedToken('The access token names nobody in sub.');
      return principalOf({ ...payload, sub: payload.sub }, this.settings.claims, this.settings.sourcesOfProviders);
    } catch (error) {
      throw reasonOf(error);
    }
  }
}

function reasonOf(error: unknown): Error {
  if (error instanceof RefusedToken || error instanceof IssuerUnavailable) return error;
  if (error instanceof errors.JWTExpired) return new RefusedToken('The access token has expired. Get a new one.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const about = Object.hasOwn(CLAIMS, error.claim) ? CLAIMS[error.claim] : `has no valid ${error.claim}`;
    return new RefusedToken(`The access token ${about}.`);
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return new RefusedToken('The access token is signed with an algorithm that is not taken.');
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return new RefusedToken('The issuer has no such key as the access token is signed with.');
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new RefusedToken('The signature of the access token is not right.');
  }
  if (MALFORMED.some((kind) => error instanceof kind)) return new RefusedToken('This is no access token.');
  return new IssuerUnavailable('The keys of the issuer cannot be had.', { cause: error });
}

const MALFORMED = [errors.JWSInvalid, errors.JWTInvalid, errors.JOSENotSupported];

const CLAIMS: Readonly<Record<string, string>> = {
  aud: 'is meant for another service (aud)',
  iss: 'comes from another issuer (iss)',
  nbf: 'does not hold yet (nbf)',
  exp: 'has no end (exp)',
  sub: 'names nobody (sub)',
};

import { PSEUDONYM_KEY_BYTES, readPseudonymKey } from '#libs/privacy';
import { digits, KeyBytes, ServiceSettings, Setting, WholeNumber } from '#libs/service';

/** What the ledger needs to know to run on its own. */
export class LedgerSettings extends ServiceSettings {
  @Setting({ variable: 'PORT', what: 'Port to listen on; 0 = any free one.', default: '3000', read: digits })
  @WholeNumber(0, 65_535, '3000')
  readonly port!: number;

  @Setting({
    variable: 'CARE_LEDGER_PSEUDONYM_KEY',
    what: `Secret that makes pseudonyms of BSNs: at least ${PSEUDONYM_KEY_BYTES} random bytes in base64 or hex (\`openssl rand -base64 32\`); the same for every ledger service, and never another.`,
    secret: true,
    read: (text) => readPseudonymKey(text) ?? new Uint8Array(),
  })
  @KeyBytes(PSEUDONYM_KEY_BYTES)
  readonly pseudonymKey!: Uint8Array;

  @Setting({
    variable: 'CARE_LEDGER_BSN_VAULT',
    what: 'BSN vault: the file in which the BSNs of recorded events are kept, sealed; the same one for every ledger service. Without it none is kept.',
    optional: true,
  })
  readonly bsnVault?: string;

  @Setting({
    variable: 'CARE_LEDGER_SIGNING_KEY',
    what: 'Secret that checkpoints are signed with, as `care-ledger signing-key` writes it; the same for every ledger service. Without it: `signing.key` in the data directory, made at the first start.',
    optional: true,
    secret: true,
  })
  readonly signingKey?: string;

  @Setting({
    variable: 'CARE_LEDGER_WITNESSES',
    what: 'Verifier keys of witnesses, with spaces or commas between.',
    optional: true,
  })
  readonly witnesses?: string;
}

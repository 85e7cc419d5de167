import { describe, expect, it } from '@jest/globals';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { formatNote, formatSignature, parseNote, parseSignature } from '../note/note.js';
import { parseSigningKey, parseVerifierKey, signingKeyOf } from '../note/keys.js';
import { checkpointText, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.js';
import { cosign, cosignaturesOf, cosignedAt } from './cosignature.js';
import { formatWitnessRequest, parseWitnessRequest } from './witness-request.js';

/** The examples of C2SP tlog-checkpoint, tlog-cosignature and tlog-witness. */
const TEXT = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
const LOG =
  '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
const WITNESS =
  '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';

const head = { origin: 'ledger.example/1', size: 3, root: createHash('sha256').update('root').digest() };
const logKey = signingKeyOf('ledger.example/1', Buffer.alloc(32, 1));
const witness = signingKeyOf('witness.example/w1', Buffer.alloc(32, 2), 'cosignature/v1');

describe('a checkpoint', () => {
  it('of the specification is read, and written as it was', () => {
    const checkpoint = parseCheckpoint(`${TEXT}\n${LOG}${WITNESS}`)!;
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(checkpointText(checkpoint)).toBe(TEXT);
    expect(formatNote(checkpoint.note)).toBe(`${TEXT}\n${LOG}${WITNESS}`);
  });

  it('opens with the key that signed it, and no other', () => {
    const text = signCheckpoint(head, logKey);
    expect(openCheckpoint(text, logKey)).toMatchObject(head);
    expect(openCheckpoint(text, signingKeyOf('ledger.example/1', Buffer.alloc(32, 3)))).toBeNull();
    expect(openCheckpoint(text.replace('\n3\n', '\n4\n'), logKey)).toBeNull();
    expect(openCheckpoint(signCheckpoint({ ...head, origin: 'other.example' }, logKey), logKey)).toBeNull();
  });

  it.each([
    ['a leading zero', TEXT.replace('208', '0208')],
    ['a negative size', TEXT.replace('208', '-208')],
    ['a size beyond counting', TEXT.replace('20852163', '99999999999999999999')],
    ['a short root', TEXT.replace('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'CsUY')],
    ['no root', TEXT.split('\n').slice(0, 2).join('\n') + '\n'],
    ['no origin', TEXT.replace('example.com/behind-the-sofa', '')],
    ['an empty extension line', `${TEXT}\nx\n`],
  ])('with %s is none', (_what, text) => expect(parseCheckpoint(`${text}\n${LOG}`)).toBeNull());

  it('may have extension lines, which are signed with it', () => {
    expect(parseCheckpoint(`${TEXT}more\n\n${LOG}`)).toMatchObject({ size: 20_852_163 });
  });
});

describe('a cosignature', () => {
  it('of the specification holds a time', () => {
    const signature = parseSignature(WITNESS.trimEnd())!;
    expect(signature).toMatchObject({ name: 'witness.example.com/w1', id: '8d66cf3f' });
    // 1679315147, the time of the message that the specification shows.
    expect(Buffer.from(signature.signature).readBigUInt64BE()).toBe(1_679_315_147n);
    expect(signature.signature).toHaveLength(8 + 64);
  });

  it('signs the message that the specification lays down', () => {
    const { signature } = cosign(TEXT, 1_679_315_147, witness);
    const message = `cosignature/v1\ntime 1679315147\n${TEXT}`;
    expect(verify(null, Buffer.from(message), createPublicKey(witness.secret), signature.subarray(8))).toBe(true);
  });

  it('of a known witness is found under a checkpoint, others are passed over', () => {
    const published = signCheckpoint(head, logKey);
    const text = checkpointText(head);
    const stranger = signingKeyOf('witness.example/w2', Buffer.alloc(32, 4), 'cosignature/v1');
    const lines = [cosign(text, 1_700_000_000, witness), cosign(text, 1_700_000_001, stranger)].map(formatSignature);
    const note = parseNote(published + lines.join(''))!;
    expect(openCheckpoint(formatNote(note), logKey)).not.toBeNull();
    const known = parseVerifierKey(`witness.example/w1+${witness.id}+${keyText(witness.publicKey)}`)!;
    expect(cosignaturesOf(note, [known])).toEqual([
      { witness: 'witness.example/w1', id: witness.id, time: 1_700_000_000 },
    ]);
  });

  it('does not hold for another text, another time, or under the key of a log', () => {
    const line = cosign(TEXT, 1_700_000_000, witness);
    expect(cosignedAt(TEXT, line, witness)).toBe(1_700_000_000);
    expect(cosignedAt(TEXT.replace('208', '209'), line, witness)).toBeNull();
    const later = Uint8Array.from(line.signature);
    later[7]! ^= 1;
    expect(cosignedAt(TEXT, { ...line, signature: later }, witness)).toBeNull();
    expect(cosignedAt(TEXT, { ...line, signature: line.signature.subarray(0, 8) }, witness)).toBeNull();
    const same = signingKeyOf(witness.name, witness.seed);
    expect(cosignedAt(TEXT, line, same)).toBeNull();
    expect(() => cosign(TEXT, 1, same)).toThrow(RangeError);
    expect(parseSigningKey('PRIVATE+KEY+x')).toBeNull();
  });
});

describe('a request to a witness', () => {
  const BODY = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

${TEXT}
${LOG}`;

  it('of the specification is read, and written as it was', () => {
    const request = parseWitnessRequest(BODY)!;
    expect(request.old).toBe(20_852_014);
    expect(request.proof).toHaveLength(4);
    expect(parseCheckpoint(request.checkpoint)!.size).toBe(20_852_163);
    expect(formatWitnessRequest(request)).toBe(BODY);
  });

  it('may have no proof', () => {
    const request = { old: 0, proof: [], checkpoint: `${TEXT}\n${LOG}` };
    expect(parseWitnessRequest(formatWitnessRequest(request))).toEqual(request);
  });

  it.each(['', 'old 1', 'old 01\n\nx', 'new 1\n\nx', 'old 1\nnot a hash\n\nx', 'old 1\nAAAA\n\nx'])(
    '%j is none',
    (body) => expect(parseWitnessRequest(body)).toBeNull(),
  );
});

function keyText(publicKey: Uint8Array): string {
  return Buffer.concat([Buffer.of(4), publicKey]).toString('base64');
}

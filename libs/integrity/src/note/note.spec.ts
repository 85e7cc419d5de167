import { describe, expect, it } from '@jest/globals';
import {
  formatSigningKey,
  formatVerifierKey,
  isKeyName,
  parseSigningKey,
  parseVerifierKey,
  signingKeyOf,
  verifierKeyOf,
} from './keys.js';
import { formatNote, isNoteSignedBy, parseNote, signNote } from './note.js';

/** Published with golang.org/x/mod/sumdb/note, the first implementation of signed notes. */
const VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const SIGNER = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const NOTE = `${TEXT}\n${SIGNATURE}`;

const key = parseVerifierKey(VERIFIER)!;

describe('keys', () => {
  it.each([
    VERIFIER,
    'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
    'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
  ])('%s is a published one', (text) => {
    const read = parseVerifierKey(text)!;
    expect(formatVerifierKey(read)).toBe(text);
    expect(formatVerifierKey(verifierKeyOf(read.name, read.publicKey, read.type))).toBe(text);
  });

  it('of a witness are of a type of their own', () => {
    expect(key.type).toBe('ed25519');
    expect(parseVerifierKey('remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2')!.type).toBe(
      'cosignature/v1',
    );
  });

  it('are read from their secret', () => {
    const secret = parseSigningKey(SIGNER)!;
    expect(formatSigningKey(secret)).toBe(SIGNER);
    expect(formatVerifierKey(secret)).toBe(VERIFIER);
  });

  it('are none when any part of them is cut off or changed', () => {
    for (let start = 0; start < VERIFIER.length; start++) {
      for (let end = start + 1; end <= VERIFIER.length; end++) {
        if (end - start < VERIFIER.length) expect(parseVerifierKey(VERIFIER.slice(start, end))).toBeNull();
      }
    }
    for (let i = 0; i < VERIFIER.length; i++) {
      const changed = String.fromCharCode(VERIFIER.charCodeAt(i) + 1);
      expect(parseVerifierKey(VERIFIER.slice(0, i) + changed + VERIFIER.slice(i + 1))).toBeNull();
    }
    // Too long, and of an unknown type, with ids that fit.
    expect(parseVerifierKey('PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==')).toBeNull();
    expect(parseVerifierKey('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toBeNull();
    expect(parseSigningKey(VERIFIER)).toBeNull();
    expect(parseSigningKey(SIGNER.slice(0, -4))).toBeNull();
  });

  it('have a name without spaces and plus signs', () => {
    expect(['', 'a b', 'a+b', 'a\nb', 'a\u2003b'].filter(isKeyName)).toEqual([]);
    expect(() => signingKeyOf('a b', new Uint8Array(32))).toThrow(RangeError);
    expect(() => signingKeyOf('a', new Uint8Array(31))).toThrow(RangeError);
    expect(() => verifierKeyOf('a', new Uint8Array(33))).toThrow(RangeError);
  });
});

describe('notes', () => {
  it('verify and are signed as the published one is', () => {
    expect(isNoteSignedBy(parseNote(NOTE)!, key)).toBe(true);
    expect(formatNote(signNote(TEXT, parseSigningKey(SIGNER)!))).toBe(NOTE);
    expect(formatNote(parseNote(NOTE)!)).toBe(NOTE);
  });

  it('of the specification are read', () => {
    const text = 'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n';
    const note = parseNote(
      `${text}\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n`,
    )!;
    expect(note.text).toBe(text);
    expect(note.signatures).toMatchObject([{ name: 'quasimodo.example/salvatore', id: '367ba04b' }]);
    expect(note.signatures[0]!.signature).toHaveLength(64);
  });

  it('do not verify with any byte of the text changed, without a signature, or with a wrong one beside the right one', () => {
    for (let i = 0; i < TEXT.length - 1; i++) {
      const changed = String.fromCharCode((TEXT.charCodeAt(i) ^ 1) | 0x20);
      if (changed === TEXT[i]) continue;
      const note = { ...parseNote(NOTE)!, text: TEXT.slice(0, i) + changed + TEXT.slice(i + 1) };
      expect(isNoteSignedBy(note, key)).toBe(false);
    }
    expect(isNoteSignedBy({ text: TEXT, signatures: [] }, key)).toBe(false);
    const wrong = `— PeterNeumann ${Buffer.concat([Buffer.from('c74f20a3', 'hex'), Buffer.alloc(64)]).toString('base64')}\n`;
    expect(isNoteSignedBy(parseNote(NOTE + wrong)!, key)).toBe(false);
    const stranger =
      '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';
    expect(isNoteSignedBy(parseNote(NOTE + stranger)!, key)).toBe(true);
  });

  it.each([
    ['no signature', `${TEXT}\n`],
    ['no empty line', TEXT + SIGNATURE],
    ['no last newline', NOTE.slice(0, -1)],
    ['a carriage return', NOTE.replace('\n', '\r\n')],
    ['half a surrogate pair', `\ud800${NOTE}`],
    ['a hyphen for the dash', NOTE.replace('—', '-')],
    ['a signature that is no base 64', NOTE.replace('x08go', 'x08g!')],
    ['base 64 without its end', NOTE.replace('nAM=', 'nAM')],
    ['something after the signature', NOTE.replace('nAM=', 'nAM= x')],
    ['a signature of an id alone', `${TEXT}\n— PeterNeumann x08gow==\n`],
  ])('with %s are none', (_what, text) => expect(parseNote(text)).toBeNull());
});

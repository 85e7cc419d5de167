/**
 * Files encrypted under a passphrase: `CLBK0001`, 16 bytes of salt, then chunks of AES-256-GCM, each of at most 64 KiB and its
 * tag. The key comes from scrypt; the nonce of a chunk is its number and whether it is the last, and the name of the file
 * is authenticated with every chunk, so that chunks cannot be changed, left out, reordered, cut off or put into another file.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CommandError } from '../errors.js';

const MAGIC = Buffer.from('CLBK0001');
const SALT_BYTES = 16;
const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;

/** Cost of a guess: 128 MiB of memory each (RFC 7914). */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const derive = promisify<string, Buffer, number, typeof SCRYPT, Buffer>(scrypt);

/** Encrypts a file into a new one. @param name what it is, authenticated with its content. */
export async function sealFile(from: string, to: string, name: string, passphrase: string): Promise<void> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(passphrase, salt, 32, SCRYPT);
  await transform(from, 0, to, Buffer.concat([MAGIC, salt]), CHUNK_BYTES, (chunk, number, isLast) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number, isLast)).setAAD(Buffer.from(name));
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  });
}

/** Decrypts a file into a new one. @throws CommandError for another passphrase, or a file that was changed. */
export async function unsealFile(from: string, to: string, name: string, passphrase: string): Promise<void> {
  const header = await readHeader(from);
  const wrong = new CommandError(
    `${name} cannot be decrypted: the passphrase is another one, or the file was changed.`,
  );
  if (!header.subarray(0, MAGIC.length).equals(MAGIC) || header.length < MAGIC.length + SALT_BYTES) throw wrong;
  const key = await derive(passphrase, header.subarray(MAGIC.length), 32, SCRYPT);
  const chunkBytes = CHUNK_BYTES + TAG_BYTES;
  await transform(from, header.length, to, Buffer.alloc(0), chunkBytes, (chunk, number, isLast) => {
    if (chunk.length < TAG_BYTES) throw wrong;
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, isLast)).setAAD(Buffer.from(name));
    decipher.setAuthTag(chunk.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(chunk.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch {
      throw wrong;
    }
  });
}

type Step = (chunk: Buffer, number: number, isLast: boolean) => Buffer;

/** Writes a file chunk by chunk from another; even an empty one has a chunk, the last. */
async function transform(from: string, start: number, to: string, header: Buffer, size: number, step: Step) {
  const input = await open(from, 'r');
  const output = await open(to, 'wx', 0o600).catch(async (error: unknown) => {
    await input.close();
    throw error;
  });
  try {
    await output.write(header);
    const { size: end } = await input.stat();
    for (let place = start, number = 0, isLast = false; !isLast; number++) {
      const chunk = Buffer.alloc(Math.min(size, end - place));
      for (let filled = 0; filled < chunk.length;) {
        const { bytesRead } = await input.read(chunk, filled, chunk.length - filled, place + filled);
        if (bytesRead === 0) throw new CommandError(`${from} became shorter while it was read.`);
        filled += bytesRead;
      }
      place += chunk.length;
      isLast = place >= end;
      await output.write(step(chunk, number, isLast));
    }
    await output.sync();
  } finally {
    await input.close();
    await output.close();
  }
}

async function readHeader(from: string): Promise<Buffer> {
  const input = await open(from, 'r');
  try {
    const header = Buffer.alloc(MAGIC.length + SALT_BYTES);
    const { bytesRead } = await input.read(header, 0, header.length, 0);
    return header.subarray(0, bytesRead);
  } finally {
    await input.close();
  }
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(number), 3);
  bytes[11] = isLast ? 1 : 0;
  return bytes;
}

import type { KeysToSave, VaultWriter } from './vault-writer.js';

/** Most keys and notes that are saved here: the way to a thread and back costs more than it saves. */
const FEW = 64;

/** Saves few keys in this thread, and many in one of its own. The vault saves one after the other, so that they keep their order. */
export class BySizeVaultWriter implements VaultWriter {
  constructor(
    private readonly here: VaultWriter,
    private readonly thread: VaultWriter,
  ) {}

  save(request: KeysToSave): Promise<boolean> {
    const { keys, notes } = request;
    return (keys.length + notes.length <= FEW ? this.here : this.thread).save(request);
  }

  close(): void {
    this.here.close();
    this.thread.close();
  }
}
